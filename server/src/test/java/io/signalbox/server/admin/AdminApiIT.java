package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.server.admin.StartupStatus.Phase;
import io.signalbox.server.admin.access.AccessPolicy;
import io.signalbox.server.reload.Documents;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AdminApiIT {
  private final Rig rig = Rig.ready(Documents.YAML);

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void processIsHealthyAlways() {
    rig.status.enter(Phase.ERROR, "broken");
    var response = rig.get("/health");
    assertThat(response.body())
        .isEqualTo("{\"status\":\"healthy\",\"service\":\"classification-api\"}");
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
  }

  @Test
  void readinessFollowsTheStatus() {
    var ready = rig.json(rig.get("/ready"), 200);
    assertThat(ready.get("ready").booleanValue()).isTrue();
    rig.status.enter(Phase.INITIALIZING_MODELS, "loading");
    var not = rig.json(rig.get("/ready"), 503);
    assertThat(not.get("phase").stringValue()).isEqualTo("initializing_models");
    assertThat(not.get("message").stringValue()).isEqualTo("loading");
    assertThat(not.get("service").stringValue()).isEqualTo("classification-api");
  }

  @Test
  void startIsToldAtAnyTime() {
    var status = rig.json(rig.get("/startup-status"), 200);
    assertThat(status.get("phase").stringValue()).isEqualTo("ready");
    assertThat(Instant.parse(status.get("updated_at").stringValue())).isNotNull();
    assertThat(status.get("config").get("generation").longValue()).isEqualTo(1);
    assertThat(status.has("embedding_provider")).isFalse();
  }

  @Test
  void listOfModelsShowsAutoNamesAndModelsOnlyWhenConfigured() {
    var json = rig.json(rig.get("/v1/models"), 200);
    assertThat(json.get("object").stringValue()).isEqualTo("list");
    assertThat(json.get("data").values())
        .extracting(item -> item.get("id").stringValue())
        .contains("auto")
        .doesNotContain("base-model");
    var all = Documents.YAML + "global: {router: {include_config_models_in_list: true}}\n";
    try (var other = Rig.ready(all)) {
      assertThat(other.json(other.get("/v1/models"), 200).get("data").values())
          .extracting(item -> item.get("id").stringValue())
          .contains("auto", "base-model", "math-expert");
    }
  }

  @Test
  void localModelsAreListed() {
    var models = rig.json(rig.get("/info/models"), 200).get("models");
    assertThat(models.get(0))
        .hasToString(
            """
            {"name":"domain","type":"classifier","loaded":true,"source":"built in",\
            "labels":["law","math"]}\
            """);
    assertThat(models.get(1))
        .hasToString(
            """
            {"name":"minilm","type":"embedding","loaded":false,"source":"built in",\
            "dimensions":384}\
            """);
  }

  @Test
  void everyEndpointOfTheCatalogueExists() {
    var endpoints = rig.json(rig.get("/api/v1"), 200).get("endpoints");
    assertThat(endpoints).hasSize(24);
    for (var endpoint : endpoints) {
      var path = endpoint.get("path").stringValue().replace("{id}", "");
      var response =
          endpoint.get("method").stringValue().equals("GET") ? rig.get(path) : rig.post(path, "{}");
      // This process has no model that makes vectors.
      boolean vectors = path.equals("/api/v1/embeddings/models");
      assertThat(response.statusCode()).as(path).isIn(vectors ? List.of(503) : List.of(200, 400));
    }
  }

  @Test
  void unknownPathIsNotFound() {
    var response = rig.get("/v1/nothing");
    assertError(response.statusCode(), response.body(), 404, "NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource({"/health,GET", "/v1/models,GET", "/api/v1/eval,POST", "/api/v1/classify/intent,POST"})
  void wrongMethodIsToldTheRightOne(String path, String allowed) {
    var response = rig.send(rig.request(path).method("DELETE", BodyPublishers.noBody()));
    assertError(response.statusCode(), response.body(), 405, "METHOD_NOT_ALLOWED");
    assertThat(response.headers().firstValue("allow")).contains(allowed);
  }

  @Test
  void headIsAnsweredLikeGetWithoutABody() {
    var response = rig.send(rig.request("/health").HEAD());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValueAsLong("content-length")).isPresent();
  }

  @Test
  void idOfTheCallerIsEchoedAndElseMade() {
    var echoed = rig.send(rig.request("/health").header("x-request-id", "mine-1"));
    assertThat(echoed.headers().firstValue("x-request-id")).contains("mine-1");
    var cut = rig.send(rig.request("/nothing").header("x-request-id", "x".repeat(300)));
    assertThat(cut.headers().firstValue("x-request-id")).contains("x".repeat(128));
    var made = rig.get("/nothing").headers().firstValue("x-request-id").orElse("");
    assertThat(UUID.fromString(made)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "\"a\"", "{} {}", "{\"text\":"})
  void bodyThatIsNoObjectIsInvalid(String body) {
    for (var path : List.of("/api/v1/eval", "/api/v1/classify/intent")) {
      var response = rig.post(path, body);
      assertError(response.statusCode(), response.body(), 400, "INVALID_INPUT");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"text\":\"\"}",
        "{\"text\":\"  \"}",
        "{\"text\":7}",
        "{\"text\":null,\"messages\":[]}",
        "{\"messages\":7}",
        "{\"messages\":[7]}",
        "{\"text\":\"a\",\"model\":7}",
        "{\"text\":\"a\",\"model\":\"nobody\"}",
        "{\"text\":\"a\",\"metadata\":7}"
      })
  void fieldsThatMakeNoRequestAreInvalid(String body) {
    for (var path : List.of("/api/v1/eval", "/api/v1/classify/intent")) {
      var response = rig.post(path, body);
      assertError(response.statusCode(), response.body(), 400, "INVALID_INPUT");
    }
  }

  @Test
  void errorDoesNotQuoteTheBody() {
    var response = rig.post("/api/v1/eval", "{\"text\": secret}");
    assertThat(response.body()).doesNotContain("secret");
  }

  @Test
  void bodyOverTheLimitIsRefused() {
    var body = "{\"text\":\"" + "a".repeat(Intake.MAX_BYTES) + "\"}";
    var sized = rig.post("/api/v1/eval", body);
    assertError(sized.statusCode(), sized.body(), 413, "REQUEST_BODY_TOO_LARGE");
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var publisher = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    var chunked = rig.send(rig.request("/api/v1/eval").POST(publisher));
    assertError(chunked.statusCode(), chunked.body(), 413, "REQUEST_BODY_TOO_LARGE");
  }

  @Test
  void bodyAtTheLimitIsTaken() {
    var filler = "a".repeat(Intake.MAX_BYTES - 30);
    var response = rig.post("/api/v1/eval", "{\"x\":\"" + filler + "\",\"text\":\"hi\"}");
    assertThat(rig.json(response, 200).get("original_text").stringValue()).isEqualTo("hi");
  }

  @Test
  void nothingIsClassifiedBeforeCallsAreServed() {
    rig.status.enter(Phase.INITIALIZING_MODELS, "loading");
    for (var path : List.of("/api/v1/eval", "/api/v1/classify/intent")) {
      var response = rig.post(path, "{\"text\":\"hi\"}");
      assertError(response.statusCode(), response.body(), 503, "NOT_READY");
    }
    try (var none = new Rig(Optional.empty())) {
      assertThat(none.get("/health").statusCode()).isEqualTo(200);
      assertThat(none.get("/v1/models").statusCode()).isEqualTo(503);
      assertThat(none.post("/api/v1/eval", "{\"text\":\"hi\"}").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void portThatIsTakenIsTold() {
    var vertx = Vertx.vertx();
    try {
      var parts =
          new AdminApi.Parts(
              Optional::empty,
              Documents.CATALOG,
              rig.status,
              List::of,
              InstantSource.system(),
              new AdminApi.Guard(AccessPolicy.open(), act -> {}),
              List.of());
      assertThatThrownBy(() -> AdminApi.start(vertx, parts, "127.0.0.1", rig.port()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("cannot listen on 127.0.0.1:" + rig.port());
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static void assertError(int status, String body, int expected, String code) {
    assertThat(status).as(body).isEqualTo(expected);
    var error = JsonMapper.shared().readTree(body).get("error");
    assertThat(error.get("code").stringValue()).isEqualTo(code);
    assertThat(error.get("message").stringValue()).isNotBlank();
    assertThat(Instant.parse(error.get("timestamp").stringValue())).isNotNull();
  }
}
