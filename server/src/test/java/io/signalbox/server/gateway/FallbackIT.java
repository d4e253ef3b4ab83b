package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Fleets.ref;
import static io.signalbox.server.gateway.Fleets.three;
import static io.signalbox.server.gateway.Rig.chat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Other models that answer when the chosen one does not. */
class FallbackIT {
  @Test
  void nextModelOfTheDecisionAnswers() throws IOException {
    try (var second = ScriptedBackend.friendly();
        var last = ScriptedBackend.friendly();
        var rig = rig("{}", "{}", freePort(), second.port(), last.port())) {
      var response = rig.post(chat("hi"));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("x-vsr-selected-model")).hasValue("second");
      assertThat(response.headers().firstValue("x-vsr-selected-decision")).hasValue("d");
      var asked = second.next();
      assertThat(asked.text()).contains("\"model\":\"org/second\"");
      assertThat(asked.header("x-selected-model")).isEqualTo("second");
      assertThat(last.requests()).isZero();
      assertThat(rig.events.policy()).containsExactly("first>second upstream");
      assertThat(rig.events.exchange().model()).isEqualTo("second");
      assertThat(rig.events.ending().status()).isEqualTo(200);
      assertThat(rig.events.failures()).isZero();
    }
  }

  @Test
  void thenTheDefaultModelAnswers() throws IOException {
    try (var busy = busy();
        var last = ScriptedBackend.friendly();
        var rig = rig("{}", "{}", freePort(), busy.port(), last.port())) {
      var response = rig.post(chat("hi"));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("x-vsr-selected-model")).hasValue("last");
      assertThat(rig.events.policy())
          .containsExactly("first>second upstream", "second>last status_503");
    }
  }

  @Test
  void answerOfTheLastOneStands() throws IOException {
    try (var busy = busy();
        var rig = rig("{}", "{}", freePort(), freePort(), busy.port())) {
      var response = rig.post(chat("hi"));

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("retry-after")).hasValue("7");
    }
  }

  @Test
  void namedModelIsNotReplaced() throws IOException {
    try (var second = ScriptedBackend.friendly();
        var rig = rig("{}", "{}", freePort(), second.port(), second.port())) {
      var response = rig.post(chat("hi").replace("auto", "first"));

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(second.requests()).isZero();
    }
  }

  @Test
  void fallbackCanEndAtTheDecision() throws IOException {
    try (var last = ScriptedBackend.friendly();
        var rig = rig("{fallback: model_refs}", "{}", freePort(), freePort(), last.port())) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(502);
      assertThat(last.requests()).isZero();
      assertThat(rig.events.policy()).containsExactly("first>second upstream");
    }
  }

  @Test
  void fallbackCanBeOff() throws IOException {
    try (var second = ScriptedBackend.friendly();
        var rig = rig("{fallback: none}", "{}", freePort(), second.port(), second.port())) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(502);
      assertThat(rig.events.policy()).isEmpty();
    }
  }

  @Test
  void errorsOfTheRequestAreNoReason() {
    try (var strict = ScriptedBackend.with(asked -> asked.response().setStatusCode(400).end());
        var second = ScriptedBackend.friendly();
        var rig = rig("{}", "{}", strict.port(), second.port(), second.port())) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(400);
      assertThat(second.requests()).isZero();
    }
  }

  @Test
  void modelWhoseBackendsAreAllEjectedIsPassedOver() {
    try (var busy = busy();
        var second = ScriptedBackend.friendly();
        var rig = rig("{}", "{consecutive_5xx: 2}", busy.port(), second.port(), second.port())) {
      for (int i = 0; i < 6; i++) {
        assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      }
      assertThat(busy.requests()).isEqualTo(2);
      assertThat(second.requests()).isEqualTo(6);
    }
  }

  private static ScriptedBackend busy() {
    return ScriptedBackend.with(
        asked -> asked.response().setStatusCode(503).putHeader("retry-after", "7").end());
  }

  private static Rig rig(String gateway, String reliability, int... ports) {
    return Rig.document(
        three(
            gateway,
            reliability,
            ref("one", ports[0]),
            ref("two", ports[1]),
            ref("three", ports[2])),
        Map.of(),
        UnaryOperator.identity());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
