package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Rig.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Fault;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Backends that are not there, or are but do not answer. */
class FailuresIT {
  @Test
  void unreachableBackendIsNamedButNotItsAddress() throws IOException {
    int port = freePort();
    try (var rig = Rig.refs(ref("primary", port, 1), UnaryOperator.identity())) {
      var response = rig.post(chat("an integral"));

      assertError(response, 502, "model \"math-expert\": backend \"primary\" cannot be reached");
      assertThat(response.body()).doesNotContain("127.0.0.1", Integer.toString(port));
      var failure = rig.events.failure();
      assertThat(failure.error().fault()).isEqualTo(Fault.UPSTREAM);
      assertThat(failure.askedFor()).isEqualTo("auto");
      assertThat(rig.events.failures()).isZero();
    }
  }

  @Test
  void anotherBackendIsTriedOnce() throws IOException {
    try (var backend = ScriptedBackend.friendly();
        var rig =
            Rig.refs(
                ref("dead", freePort(), 99) + "," + ref("alive", backend.port(), 1),
                UnaryOperator.identity())) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      assertThat(backend.requests()).isEqualTo(1);
      assertThat(rig.events.failures()).isZero();
    }
  }

  @Test
  void bothBackendsThatWereTriedAreNamed() throws IOException {
    try (var rig =
        Rig.refs(
            ref("one", freePort(), 1) + "," + ref("two", freePort(), 2),
            UnaryOperator.identity())) {
      assertError(
          rig.post(chat("hi")),
          502,
          "model \"base-model\": backends \"two\" and \"one\" cannot be reached");
    }
  }

  @Test
  void modelWithoutBackendSaysSo() {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend)) {
      assertError(
          rig.post(chat("hi").replace("auto", "lonely-model")),
          502,
          "model \"lonely-model\" has no backend");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void slowBackendTimesOut(boolean stream) {
    try (var backend = ScriptedBackend.with(asked -> {});
        var rig = Rig.to(backend, setup -> setup.withLimits(Rig.LIMITS, Duration.ofMillis(300)))) {
      var body = chat("hi").replace("{\"model\"", "{\"stream\":" + stream + ",\"model\"");

      assertError(rig.post(body), 504, "backend \"primary\" did not answer within 300 ms");
      backend.awaitAbort();
      assertThat(rig.events.failure().error().fault()).isEqualTo(Fault.TIMEOUT);
    }
  }

  @Test
  void backendThatHangsUpBeforeItsAnswerIsNotAskedTwice() {
    try (var backend = ScriptedBackend.with(asked -> asked.request().connection().close());
        var rig = Rig.refs(ref("one", backend.port(), 1), UnaryOperator.identity())) {
      assertError(rig.post(chat("hi")), 502, "backend \"one\" broke off before it answered");
      assertThat(backend.requests()).isEqualTo(1);
    }
  }

  @Test
  void bodyThatBreaksBeforeItsFirstByteIsAnError() {
    try (var backend =
            ScriptedBackend.with(asked ->
                asked
                    .response()
                    .putHeader("content-length", "5")
                    .writeHead()
                    .onSuccess(sent -> asked.request().connection().close()));
        var rig = Rig.to(backend)) {
      assertError(rig.post(chat("hi")), 502, "broke off in the middle of its reply");
    }
  }

  @Test
  void backendThatSpeaksNoHttpIsAnError() throws Exception {
    try (var server = new ServerSocket(0)) {
      Thread.ofVirtual()
          .start(() -> {
            try (var socket = server.accept()) {
              socket.getInputStream().read();
              socket
                  .getOutputStream()
                  .write("SSH-2.0-hello\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException ignored) {
              // The test sees what it needs on the other side.
            }
          });
      try (var rig = Rig.refs(ref("ssh", server.getLocalPort(), 1), UnaryOperator.identity())) {
        assertError(rig.post(chat("hi")), 502, "backend \"ssh\" broke off");
      }
    }
  }

  @Test
  void defectsTellNothing() {
    try (var backend = ScriptedBackend.friendly();
        var rig =
            Rig.to(
                backend,
                setup ->
                    setup.withClock(() -> {
                      throw new IllegalStateException("a detail");
                    }))) {
      assertError(rig.post(chat("hi")), 500, "internal error");
      assertThat(rig.events.failure().error().fault()).isEqualTo(Fault.INTERNAL);
    }
  }

  private static void assertError(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    var error = JsonMapper.shared().readTree(response.body()).get("error");
    assertThat(error.get("message").stringValue()).contains(message);
    assertThat(error.get("type").stringValue()).isEqualTo("server_error");
    assertThat(response.headers().firstValue("x-vsr-response-path")).hasValue("error");
  }

  private static String ref(String name, int port, int weight) {
    return "{name: %s, endpoint: \"127.0.0.1:%d\", weight: %d}".formatted(name, port, weight);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void badChunkOfTheClientIsNoCall() {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend);
        var raw = new RawClient(rig.gateway.port())) {
      raw.write(
          """
          POST /v1/chat/completions HTTP/1.1\r
          host: a\r
          transfer-encoding: chunked\r
          \r
          not a number\r
          """);

      assertThat(raw.readAll()).doesNotContain("200 OK");
      assertThat(rig.events.failure().error().fault()).isEqualTo(Fault.CANCELLED);
      assertThat(backend.requests()).isZero();
    }
  }
}
