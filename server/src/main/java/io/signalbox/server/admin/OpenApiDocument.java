package io.signalbox.server.admin;

import io.signalbox.config.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The catalogue as an OpenAPI 3.0.3 document, made from the endpoints themselves. Schemas of bodies
 * stand in {@code openapi-schemas.json}.
 */
final class OpenApiDocument {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SCHEMAS = "openapi-schemas.json";
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9]+");

  private final boolean bearer;

  private OpenApiDocument(boolean bearer) {
    this.bearer = bearer;
  }

  /**
   * The document.
   *
   * @param bearer whether callers must show a token
   */
  static ObjectNode of(List<Operation> operations, boolean bearer) {
    return new OpenApiDocument(bearer).document(operations);
  }

  private ObjectNode document(List<Operation> operations) {
    var json = JSON.createObjectNode().put("openapi", "3.0.3");
    json.putObject("info")
        .put("title", "Signalbox management API")
        .put("description", "Health, readiness, previews of routing, and the configuration.")
        .put("version", "v1");
    json.putArray("servers").addObject().put("url", "/");
    var paths = json.putObject("paths");
    for (var operation : operations) {
      if (!paths.has(operation.path())) {
        paths.putObject(operation.path());
      }
      var item = (ObjectNode) paths.get(operation.path());
      item.set(operation.method().toLowerCase(Locale.ROOT), described(operation));
    }
    var components = json.putObject("components");
    components.set("schemas", schemas());
    if (bearer) {
      components
          .putObject("securitySchemes")
          .putObject("bearer")
          .put("type", "http")
          .put("scheme", "bearer");
    }
    return json;
  }

  private static ObjectNode schemas() {
    try (var stream = OpenApiDocument.class.getResourceAsStream(SCHEMAS)) {
      return (ObjectNode) JSON.readTree(Objects.requireNonNull(stream, SCHEMAS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode described(Operation operation) {
    var json =
        JSON.createObjectNode()
            .put("operationId", id(operation))
            .put("summary", operation.description());
    json.putArray("tags").add(tag(operation.path()));
    var permission = operation.permission();
    json.put("x-permission", permission == null ? "*" : permission.key());
    parameters(json, operation);
    if (!operation.shape().request().isEmpty()) {
      var body = json.putObject("requestBody").put("required", true);
      body.set("content", content(operation.shape().request()));
    }
    responses(json, operation);
    if (bearer && !open(operation)) {
      json.putArray("security").addObject().putArray("bearer");
    }
    return json;
  }

  private static boolean open(Operation operation) {
    return operation.permission() == Permission.HEALTH_READ;
  }

  private static void parameters(ObjectNode json, Operation operation) {
    var parameters = JSON.createArrayNode();
    var variables = VARIABLE.matcher(operation.path());
    while (variables.find()) {
      parameters.add(parameter("path", variables.group(1)).put("required", true));
    }
    operation.shape().query().forEach(name -> parameters.add(parameter("query", name)));
    operation.shape().headers().forEach(name -> parameters.add(parameter("header", name)));
    if (!parameters.isEmpty()) {
      json.set("parameters", parameters);
    }
  }

  private static ObjectNode parameter(String in, String name) {
    var json = JSON.createObjectNode().put("name", name).put("in", in);
    json.putObject("schema").put("type", "string");
    return json;
  }

  private void responses(ObjectNode json, Operation operation) {
    var responses = json.putObject("responses");
    var answer = responses.putObject("200").put("description", "Done");
    if (operation.path().equals("/docs")) {
      answer.putObject("content").putObject("text/html").putObject("schema").put("type", "string");
    } else {
      answer.set("content", content(operation.shape().answer()));
    }
    for (var status : operation.shape().statuses()) {
      boolean done = status < 300;
      var more =
          responses
              .putObject(Integer.toString(status))
              .put("description", done ? "Done" : "Refused");
      more.set("content", content(done ? operation.shape().answer() : "Error"));
    }
    if (bearer && !open(operation)) {
      for (var status : List.of("401", "403")) {
        responses
            .putObject(status)
            .put("description", "Not allowed")
            .set("content", content("Error"));
      }
    }
    responses.putObject("default").put("description", "Refused").set("content", content("Error"));
  }

  private static ObjectNode content(String schema) {
    var json = JSON.createObjectNode();
    var body = json.putObject("application/json").putObject("schema");
    if (schema.isEmpty()) {
      body.put("type", "object");
    } else {
      body.put("$ref", "#/components/schemas/" + schema);
    }
    return json;
  }

  /** Such as {@code get_config_router_recipes_name}. */
  private static String id(Operation operation) {
    var path = NO_WORD.matcher(operation.path()).replaceAll("_").replaceAll("^_|_$", "");
    return operation.method().toLowerCase(Locale.ROOT) + "_" + path;
  }

  private static String tag(String path) {
    if (path.startsWith("/config")) {
      return "configuration";
    }
    if (path.startsWith("/api/v1/classify") || path.startsWith("/api/v1/eval")) {
      return "previews";
    }
    if (path.startsWith("/api/v1/response-cache")) {
      return "answers that are kept";
    }
    return path.startsWith("/v1/") ? "models and calls" : "process";
  }
}
