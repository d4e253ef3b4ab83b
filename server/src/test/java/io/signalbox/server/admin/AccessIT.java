package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.ManagementAuth;
import io.signalbox.config.ManagementAuth.Mode;
import io.signalbox.config.ManagementAuth.Token;
import io.signalbox.server.admin.access.AccessPolicy;
import io.signalbox.server.reload.Documents;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AccessIT {
  private static final String YAML =
      Documents.YAML.replace(
          "endpoint: \"127.0.0.1:8000\"}", "endpoint: \"127.0.0.1:8000\", api_key: sk-hidden}");
  private static final String OTHER = YAML.replace("law_decision", "court_decision");
  private static final Map<String, String> TOKENS =
      Map.of("A", "admin-token", "O", "operator-token", "V", "viewer-token");

  @TempDir Path directory;
  private ConfigRig rig;

  @BeforeEach
  void start() throws Exception {
    var auth =
        new ManagementAuth(
            Mode.BEARER,
            List.of(new Token("A", "admin"), new Token("O", "operator"), new Token("V", "viewer")),
            Map.of());
    var policy = AccessPolicy.of(auth, name -> Optional.ofNullable(TOKENS.get(name)));
    rig = new ConfigRig(Files.writeString(directory.resolve("config.yaml"), YAML), policy, null);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/ready"})
  void probesNeedNoToken(String path) {
    assertThat(rig.rig.get(path).statusCode()).isEqualTo(200);
    assertThat(as("wrong", "GET", path, "").statusCode()).isEqualTo(200);
  }

  @Test
  void everyOtherEndpointNeedsOne() {
    for (var endpoint : endpoints()) {
      var path = endpoint.get("path").stringValue().replaceAll("\\{[a-z]+}", "default");
      if (!path.equals("/health") && !path.equals("/ready")) {
        var method = endpoint.get("method").stringValue();
        var response = rig.send(method, path, "{}");
        assertThat(rig.code(response, 401)).as(method + path).isEqualTo("UNAUTHORIZED");
        assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer");
        assertThat(rig.code(as("wrong", method, path, "{}"), 401)).isEqualTo("UNAUTHORIZED");
      }
    }
    assertThat(rig.acts).isEmpty();
  }

  @Test
  void viewerReadsEverythingAndChangesNothing() throws Exception {
    int changing = 0;
    for (var endpoint : endpoints()) {
      var path = endpoint.get("path").stringValue().replaceAll("\\{[a-z]+}", "default");
      var method = endpoint.get("method").stringValue();
      var response = as("viewer-token", method, path, "{}");
      if (List.of("PUT", "PATCH", "DELETE").contains(method)
          || path.endsWith("/rollback")
          || path.endsWith("/recipes/validate")) {
        assertThat(rig.code(response, 403)).as(method + path).isEqualTo("FORBIDDEN");
        changing++;
      } else {
        assertThat(response.statusCode()).as(method + path).isNotIn(401, 403);
      }
    }
    assertThat(changing).isGreaterThanOrEqualTo(6);
    assertThat(rig.text()).isEqualTo(YAML);
    assertThat(rig.acts)
        .isNotEmpty()
        .allSatisfy(act -> {
          assertThat(act.role()).isEqualTo("viewer");
          assertThat(act.code()).isEqualTo("FORBIDDEN");
        });
  }

  @Test
  void errorsOfAccessNameTheRequest() {
    var response = rig.send("GET", "/config/router", "", "x-request-id", "mine");
    var error = rig.json(response, 401).get("error");
    assertThat(error.get("request_id").stringValue()).isEqualTo("mine");
    assertThat(error.get("timestamp").stringValue()).isNotBlank();
  }

  @Test
  void secretsAreShownToWhoeverMaySeeThem() {
    for (var path : List.of("/config/router", "/info/classifier")) {
      assertThat(as("admin-token", "GET", path, "").body()).contains("sk-hidden");
      for (var token : List.of("viewer-token", "operator-token")) {
        assertThat(as(token, "GET", path, "").body())
            .contains("[REDACTED]")
            .doesNotContain("sk-hidden");
      }
    }
    var yaml =
        rig.send(
            "GET",
            "/config/router",
            "",
            "accept",
            "application/yaml",
            "authorization",
            "Bearer viewer-token");
    assertThat(yaml.body()).contains("\"[REDACTED]\"").doesNotContain("sk-hidden");
  }

  @Test
  void operatorChangesWhatItSeesWithoutSeeingSecrets() throws Exception {
    var seen =
        rig.send(
            "GET",
            "/config/router",
            "",
            "accept",
            "application/yaml",
            "authorization",
            "Bearer operator-token");
    var changed = seen.body().replace("law_decision", "court_decision");
    rig.json(as("operator-token", "PUT", "/config/router", ConfigRig.body(changed)), 200);
    assertThat(rig.text()).contains("court_decision", "sk-hidden").doesNotContain("[REDACTED]");
    assertThat(rig.acts)
        .singleElement()
        .satisfies(act -> {
          assertThat(act.role()).isEqualTo("operator");
          assertThat(act.toString()).doesNotContain("token", "sk-hidden", "court_decision");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "global: {services: {management_api: {auth: {mode: disabled}}}}",
        "global: {services: {management_api: {auth: {mode: bearer, tokens: [{env: O, role: admin}]}}}}",
        "global: {services: {management_api: {auth: {roles: {operator: ['*']}}}}}",
      })
  void operatorMakesNobodyAnAdministrator(String patch) throws Exception {
    var response = as("operator-token", "PATCH", "/config/router", ConfigRig.body(patch));
    if (patch.contains("disabled")) {
      // What was the default before changes nothing.
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(rig.rig.get("/config/router").statusCode()).isEqualTo(401);
    } else {
      assertThat(rig.code(response, 409)).isEqualTo("RESTART_REQUIRED");
      assertThat(rig.text()).isEqualTo(YAML);
    }
  }

  @Test
  void twoCredentialsAreNone() {
    var response =
        rig.send(
            "GET",
            "/config/router",
            "",
            "authorization",
            "Bearer wrong",
            "authorization",
            "Bearer admin-token");
    assertThat(response.statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"https://evil.example,403", "null,403", "::,403", "http://127.0.0.1:1,403"})
  void pageOfAnotherOriginChangesNothingWhereNobodyIsAsked(String origin, int status)
      throws Exception {
    try (var open = ConfigRig.of(Files.createDirectory(directory.resolve("open")), YAML)) {
      var body = ConfigRig.body(OTHER);
      assertThat(open.send("PUT", "/config/router", body, "origin", origin).statusCode())
          .isEqualTo(status);
      assertThat(
              open.send("PUT", "/config/router", body, "sec-fetch-site", "cross-site").statusCode())
          .isEqualTo(status);
      assertThat(open.text()).isEqualTo(YAML);
      var own = "http://127.0.0.1:" + open.rig.port();
      assertThat(open.send("PUT", "/config/router", body, "origin", own).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void requestIdCannotMakeAHeader() throws Exception {
    var id = "x-request-id: a b\tc\u00e9<>\r\n";
    var answer = raw("GET /health HTTP/1.1\r\nhost: a\r\n" + id + "connection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200").contains("x-request-id: abc<>\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /config/../health HTTP/1.1\r\nhost: a\r\n",
        "GET /config/router/recipes/..%2f..%2fetc HTTP/1.1\r\nhost: a\r\n",
        "GET /config/router/recipes/%00 HTTP/1.1\r\nhost: a\r\n",
        "GET /config/router/recipes/%zz HTTP/1.1\r\nhost: a\r\n",
        "GET //config/router HTTP/1.1\r\nhost: a\r\n",
        "GET /config/router/ HTTP/1.1\r\nhost: a\r\n",
        "GET /config/router%00 HTTP/1.1\r\nhost: a\r\n",
        "BREW /config/router HTTP/1.1\r\nhost: a\r\n",
        "GET /config/router HTTP/1.1\r\nhost: a\r\nauthorization: Bearer \u0001\u0002\r\n",
        "TRACE / HTTP/1.1\r\nhost: a\r\n",
      })
  void crookedRequestsGetNothing(String head) throws Exception {
    var answer = raw(head + "connection: close\r\n\r\n");
    assertThat(answer.substring(0, Math.min(12, answer.length())))
        .isIn("HTTP/1.1 400", "HTTP/1.1 401", "HTTP/1.1 404", "HTTP/1.1 405", "HTTP/1.1 501", "");
    assertThat(answer).doesNotContain("sk-hidden");
  }

  private String raw(String request) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), rig.rig.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Iterable<JsonNode> endpoints() {
    return rig.json(as("admin-token", "GET", "/api/v1", ""), 200).get("endpoints");
  }

  private HttpResponse<String> as(String token, String method, String path, String body) {
    return rig.send(method, path, body, "authorization", "Bearer " + token);
  }
}
