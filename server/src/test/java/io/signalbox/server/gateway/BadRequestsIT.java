package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Rig.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Fault;
import io.signalbox.server.door.DoorLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Requests that are wrong: each gets a clear answer, and none reaches a backend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestsIT {
  private static final int LIMIT = 10 * 1024 * 1024;

  private final ScriptedBackend backend = ScriptedBackend.friendly();
  private final Rig rig = Rig.to(backend);

  @AfterAll
  void stop() {
    rig.close();
    backend.close();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("", "it is empty"),
        Arguments.of("hello", "malformed JSON body"),
        Arguments.of("{\"model\":\"auto\",\"messages\":[", "it ends too early"),
        Arguments.of("[]", "expected: a JSON object"),
        Arguments.of("null", "expected: a JSON object"),
        Arguments.of("{}", "messages: missing"),
        Arguments.of("{\"model\":\"auto\"}", "messages: missing"),
        Arguments.of("{\"model\":\"auto\",\"messages\":[]}", "at least one message"),
        Arguments.of("{\"model\":\"auto\",\"messages\":{}}", "expected: an array"),
        Arguments.of("{\"model\":\"auto\",\"messages\":[\"hi\"]}", "expected: an object"),
        Arguments.of("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}", "model: missing"),
        Arguments.of(
            "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":7}]}", "a number"),
        Arguments.of("{\"model\":\"auto\",\"messages\":[{\"content\":\"a\"}]}", "role: missing"),
        Arguments.of(chat("hi").replace("{\"model\"", "{\"model\":\"b\",\"model\""), "twice"),
        Arguments.of(chat("hi") + "{}", "more behind"),
        Arguments.of("{\"a\":" + "[".repeat(600) + "]".repeat(600) + "}", "nested deeper"),
        Arguments.of(chat("hi").replace("auto", "nobody"), "available: "));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String body, String why) {
    int before = backend.requests();
    var response = rig.post(body);

    assertRefused(response, 400, why);
    assertThat(response.headers().firstValue("x-vsr-response-path")).hasValue("error");
    assertThat(response.headers().firstValue("x-request-id")).isPresent();
    assertThat(backend.requests()).isEqualTo(before);
    rig.events.failure();
    assertThat(rig.events.failures()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[{\"type\":\"text\",\"text\":\"hi\"}]",
        "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,\"}}]",
        "[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"\"}}]",
        "[{\"type\":\"made_up\"}]",
        "[]",
        "\"\"",
        "\"\\ud800\"",
        "\"\\u0000\""
      })
  void strangeContentIsPassedOnAsItCame(String content) {
    var body =
        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]}";

    assertThat(rig.post(body).statusCode()).isEqualTo(200);
    while (backend.requests() > 1) {
      backend.next();
    }
    assertThat(backend.next().text()).isEqualTo(body.replace("auto", "base-model"));
  }

  @Test
  void deepNestingIsPassedOn() {
    var deep = "[".repeat(200) + "]".repeat(200);
    var body = chat("hi").replace("{\"model\"", "{\"x\":" + deep + ",\"model\"");

    assertThat(rig.post(body).statusCode()).isEqualTo(200);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    var body = chat("\u00ff").getBytes(StandardCharsets.ISO_8859_1);
    var request = rig.request(Rig.CHAT).POST(BodyPublishers.ofByteArray(body)).build();

    assertRefused(rig.send(request), 400, "UTF-8");
    rig.events.failure();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void elevenMebibytesAreRefused(boolean http2) {
    var large = new byte[11 * 1024 * 1024];
    var sized = rig.request(Rig.CHAT).POST(BodyPublishers.ofByteArray(large)).build();
    assertRefused(rig.send(http2, sized, BodyHandlers.ofString()), 413, "at most " + LIMIT);

    var unsized =
        rig.request(Rig.CHAT)
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
            .build();
    assertRefused(rig.send(http2, unsized, BodyHandlers.ofString()), 413, "at most " + LIMIT);
    assertThat(rig.events.failure().error().fault()).isEqualTo(Fault.TOO_LARGE);
    assertThat(rig.events.failure().error().fault()).isEqualTo(Fault.TOO_LARGE);
  }

  @Test
  void tenMebibytesAreServed() {
    var filler = "x".repeat(LIMIT - chat("").length());

    assertThat(rig.post(chat(filler)).statusCode()).isEqualTo(200);
  }

  @Test
  void compressedBodyIsRefused() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(chat("hi").getBytes(StandardCharsets.UTF_8));
    }
    var request =
        rig.request(Rig.CHAT)
            .header("content-encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(bytes.toByteArray()))
            .build();

    assertRefused(rig.send(request), 415, "compressed request bodies are not supported");
    rig.events.failure();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", "/v1/images", "/", "/other", "/v1/models/x"})
  void unknownPathsAreNotFound(String path) {
    assertRefused(rig.send(rig.request(path).GET().build()), 404, "endpoint not found");
    rig.events.failure();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/responses/resp_1", "/v1/responses/resp_1/input_items"})
  void whatBackendsKeepIsNotFoundHere(String path) {
    assertRefused(rig.send(rig.request(path).GET().build()), 404, "kept by the backends");
    rig.events.failure();
  }

  @Test
  void storedResponsesTakeNoPut() {
    var request =
        rig.request("/v1/responses/resp_1").method("PUT", BodyPublishers.noBody()).build();
    var response = rig.send(request);
    assertRefused(response, 405, "takes DELETE, GET");
    assertThat(response.headers().firstValue("allow")).hasValue("DELETE, GET");
    rig.events.failure();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void chatTakesPostOnly(String method) {
    var request = rig.request(Rig.CHAT).method(method, BodyPublishers.noBody()).build();
    var response = rig.send(request);

    assertRefused(response, 405, "takes POST");
    assertThat(response.headers().firstValue("allow")).hasValue("POST");
    rig.events.failure();
  }

  @Test
  void headHasNoBody() {
    try (var raw = new RawClient(rig.gateway.port())) {
      raw.write("HEAD /v1/models HTTP/1.1\r\nhost: a\r\n\r\n");
      raw.write("GET /health HTTP/1.1\r\nhost: a\r\n\r\n");
      var seen = raw.readUntil("healthy\"}");

      assertThat(seen)
          .startsWith("HTTP/1.1 405")
          .containsIgnoringCase("allow: GET")
          .contains("\r\n\r\nHTTP/1.1 200 OK\r\n");
    }
    rig.events.failure();
  }

  @Test
  void healthTakesGetOnly() {
    var healthy = rig.send(rig.request("/health").GET().build());
    assertThat(healthy.statusCode()).isEqualTo(200);
    assertThat(healthy.body()).isEqualTo("{\"status\":\"healthy\"}");

    var posted = rig.send(rig.request("/health").POST(BodyPublishers.noBody()).build());
    assertRefused(posted, 405, "takes GET");
    rig.events.failure();
  }

  @Test
  void bodyIsAskedForWhereTheClientWaits() {
    try (var raw = new RawClient(rig.gateway.port())) {
      var body = chat("hi");
      raw.write(
          "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\n"
              + "content-length: %d\r\n\r\n".formatted(body.length()));
      assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");
      raw.write(body);
      assertThat(raw.readUntil(ScriptedBackend.ANSWER)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void bodyIsNotAskedForWhenItIsTooLarge() {
    try (var raw = new RawClient(rig.gateway.port())) {
      raw.write(
          """
          POST /v1/chat/completions HTTP/1.1\r
          host: a\r
          expect: 100-continue\r
          content-length: 11534336\r
          \r
          """);
      assertThat(raw.readAll())
          .startsWith("HTTP/1.1 413")
          .containsIgnoringCase("connection: close");
    }
    rig.events.failure();
  }

  @Test
  void whatIsNotHttpIsRefused() {
    try (var raw = new RawClient(rig.gateway.port())) {
      assertThat(raw.write("GET / HTTP/1.1\r\nbad header: x\r\n\r\n").readAll())
          .startsWith("HTTP/1.1 400")
          .contains("\"type\":\"invalid_request_error\"");
    }
    rig.events.failure();
    try (var raw = new RawClient(rig.gateway.port())) {
      assertThat(raw.write("GET / HTTP/1.1\r\nx: " + "y".repeat(70_000) + "\r\n\r\n").readAll())
          .startsWith("HTTP/1.1 400");
    }
    rig.events.failure();
  }

  @Test
  void bodyThatStopsIsNotWaitedForForever() {
    var impatient =
        new DoorLimits(Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(30));
    try (var other =
            Rig.to(backend, setup -> setup.withLimits(impatient, setup.listenerTimeout()));
        var raw = new RawClient(other.gateway.port())) {
      raw.write(
          "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{\"model");

      assertThat(raw.readUntil("\"code\":408}}")).startsWith("HTTP/1.1 408");
    }
  }

  private static void assertRefused(HttpResponse<String> response, int status, String why) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    var error = JsonMapper.shared().readTree(response.body()).get("error");
    assertThat(error.get("message").stringValue()).contains(why);
    assertThat(error.get("code").intValue()).isEqualTo(status);
    assertThat(error.get("type").stringValue()).isEqualTo("invalid_request_error");
  }
}
