package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.ManagementAuth;
import io.signalbox.config.ManagementAuth.Mode;
import io.signalbox.server.admin.access.AccessPolicy;
import io.signalbox.server.reload.Documents;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The catalogue, its OpenAPI document and its page tell of the same endpoints. */
class OpenApiIT {
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "number", "boolean");

  @TempDir Path directory;

  @Test
  void documentListsEveryEndpoint() throws Exception {
    try (var rig = ConfigRig.of(directory, Documents.YAML)) {
      var endpoints = rig.json(rig.rig.get("/api/v1"), 200).get("endpoints");
      var document = rig.json(rig.rig.get("/openapi.json"), 200);
      int described = 0;
      for (var path : document.get("paths").propertyNames()) {
        described += document.get("paths").get(path).size();
      }
      assertThat(described).isEqualTo(endpoints.size());
      var page = rig.rig.get("/docs").body();
      for (var endpoint : endpoints) {
        var path = endpoint.get("path").stringValue();
        var method = endpoint.get("method").stringValue().toLowerCase(Locale.ROOT);
        var operation = document.get("paths").get(path).get(method);
        assertThat(operation).as(method + path).isNotNull();
        assertThat(operation.get("x-permission").stringValue()).as(path).isNotEqualTo("*");
        assertThat(page).contains("<code>" + path);
      }
    }
  }

  @Test
  void documentIsReadByOthersWithoutAComplaint() throws Exception {
    try (var rig = ConfigRig.of(directory, Documents.YAML)) {
      var read =
          new OpenAPIV3Parser().readContents(rig.rig.get("/openapi.json").body(), null, null);
      assertThat(read.getMessages()).isEmpty();
      assertThat(read.getOpenAPI().getPaths())
          .containsKeys("/config/router", "/config/router/recipes/{name}", "/api/v1/eval");
    }
  }

  /** The rules of OpenAPI 3.0.3 that this document can break. */
  @Test
  void documentKeepsTheRulesOfOpenApi() throws Exception {
    try (var rig = ConfigRig.of(directory, Documents.YAML)) {
      var document = rig.json(rig.rig.get("/openapi.json"), 200);
      assertThat(document.get("openapi").stringValue()).isEqualTo("3.0.3");
      assertThat(document.at("/info/title").stringValue()).isNotBlank();
      assertThat(document.at("/info/version").stringValue()).isNotBlank();
      var ids = new HashSet<String>();
      for (var path : document.get("paths").propertyNames()) {
        assertThat(path).startsWith("/");
        for (var entry : document.get("paths").get(path).properties()) {
          assertThat(entry.getKey()).isIn("get", "put", "post", "delete", "patch");
          operation(path, entry.getValue());
          assertThat(ids.add(entry.getValue().get("operationId").stringValue())).isTrue();
        }
      }
      references(document, document);
      document.at("/components/schemas").forEach(OpenApiIT::schema);
    }
  }

  @Test
  void documentTellsOfTokensWhereThereAreSome() {
    var auth =
        new ManagementAuth(Mode.BEARER, List.of(new ManagementAuth.Token("T", "viewer")), Map.of());
    var policy = AccessPolicy.of(auth, name -> Optional.of("the-token"));
    var guard = new AdminApi.Guard(policy, act -> {});
    try (var rig = Rig.guarded(Documents.YAML, guard, List.of())) {
      assertThat(rig.get("/docs").statusCode()).isEqualTo(401);
      var response =
          rig.send(rig.request("/openapi.json").header("authorization", "Bearer the-token").GET());
      var document = rig.json(response, 200);
      assertThat(document.at("/components/securitySchemes/bearer/scheme").stringValue())
          .isEqualTo("bearer");
      assertThat(document.at("/paths/~1v1~1models/get/security/0/bearer").isArray()).isTrue();
      assertThat(document.at("/paths/~1health/get/security").isMissingNode()).isTrue();
    }
  }

  @Test
  void pageNeedsNothingFromAnywhereElse() throws Exception {
    try (var rig = ConfigRig.of(directory, Documents.YAML)) {
      var response = rig.rig.get("/docs");
      assertThat(response.headers().firstValue("content-type"))
          .contains("text/html; charset=utf-8");
      assertThat(response.headers().firstValue("content-security-policy").orElse(""))
          .startsWith("default-src 'none'");
      assertThat(response.body())
          .startsWith("<!doctype html>")
          .endsWith("</html>\n")
          .doesNotContain("http://", "https://", "<script", "<link", "<img", "@import");
    }
  }

  @Test
  void whatIsNotHereIsSaidSo() throws Exception {
    try (var rig = ConfigRig.of(directory, Documents.YAML)) {
      assertThat(rig.code(rig.rig.get("/v1/files/x"), 503)).isEqualTo("FILE_STORE_DISABLED");
      assertThat(rig.code(rig.rig.post("/api/v1/nli", "{}"), 503)).isEqualTo("NLI_MODEL_NOT_READY");
      assertThat(rig.code(rig.rig.get("/config/kbs"), 501)).isEqualTo("NOT_IMPLEMENTED");
      assertThat(rig.code(rig.rig.get("/config/kbsx"), 404)).isEqualTo("NOT_FOUND");
      assertThat(rig.code(rig.send("DELETE", "/config/router/recipes", ""), 405))
          .isEqualTo("METHOD_NOT_ALLOWED");
      var allowed = rig.send("POST", "/config/router", "").headers().firstValue("allow");
      assertThat(allowed).contains("GET, PATCH, PUT");
      var both = rig.send("OPTIONS", "/config/router/recipes/validate", "");
      assertThat(both.headers().firstValue("allow")).contains("DELETE, GET, POST, PUT");
    }
  }

  private static void operation(String path, JsonNode operation) {
    assertThat(operation.get("responses").propertyNames()).as(path).contains("200");
    operation
        .get("responses")
        .forEach(response -> assertThat(response.get("description").stringValue()).isNotBlank());
    var inPath = new HashSet<String>();
    for (var parameter : operation.path("parameters")) {
      assertThat(parameter.get("in").stringValue()).isIn("path", "query", "header");
      assertThat(parameter.has("schema")).isTrue();
      if (parameter.get("in").stringValue().equals("path")) {
        assertThat(parameter.get("required").booleanValue()).isTrue();
        inPath.add("{" + parameter.get("name").stringValue() + "}");
      }
    }
    assertThat(inPath).allSatisfy(variable -> assertThat(path).contains(variable));
    assertThat(path.chars().filter(c -> c == '{').count()).isEqualTo(inPath.size());
  }

  private static void references(JsonNode document, JsonNode node) {
    if (node instanceof ObjectNode object && object.path("$ref").isString()) {
      var pointer = object.get("$ref").stringValue();
      assertThat(pointer).startsWith("#/");
      assertThat(document.at(pointer.substring(1)).isObject()).as(pointer).isTrue();
    }
    node.forEach(child -> references(document, child));
  }

  private static void schema(JsonNode schema) {
    if (schema.has("$ref")) {
      return;
    }
    if (schema.has("type")) {
      assertThat(schema.get("type").stringValue()).isIn(TYPES);
    }
    if (schema.path("type").asString("").equals("array")) {
      schema(schema.get("items"));
    }
    schema.path("properties").forEach(OpenApiIT::schema);
    for (var name : schema.path("required")) {
      assertThat(schema.get("properties").has(name.stringValue())).isTrue();
    }
  }
}
