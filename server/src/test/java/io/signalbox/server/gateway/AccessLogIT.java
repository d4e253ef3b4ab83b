package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Rig.chat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the access log hears of requests. */
class AccessLogIT {
  @Test
  void everyRequestIsHeardOfOnce() {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend)) {
      rig.send(
          rig.request(Rig.CHAT + "?token=secret")
              .header("x-request-id", "id-1")
              .POST(BodyPublishers.ofString(chat("an integral")))
              .build());
      var call = rig.events.exchange();
      assertThat(call.id()).isEqualTo("id-1");
      assertThat(call.method()).isEqualTo("POST");
      assertThat(call.path()).isEqualTo(Rig.CHAT);
      assertThat(call.status()).isEqualTo(200);
      assertThat(call.bytes()).isEqualTo(ScriptedBackend.ANSWER.length());
      assertThat(call.complete()).isTrue();
      assertThat(call.model()).isEqualTo("math-expert");
      assertThat(call.toString()).doesNotContain("secret", "integral");

      rig.post("no json");
      var refused = rig.events.exchange();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.bytes()).isPositive();
      assertThat(refused.model()).isNull();

      rig.send(rig.request("/nothing").GET().build());
      assertThat(rig.events.exchange().status()).isEqualTo(404);
    }
  }

  @Test
  void clientThatLeavesIsHeardOfAsGone() {
    try (var backend = ScriptedBackend.with(asked -> {});
        var rig = Rig.to(backend)) {
      var body = chat("hi");
      try (var raw = new RawClient(rig.gateway.port())) {
        raw.write(
            "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: %d\r\n\r\n%s"
                .formatted(body.length(), body));
        backend.next();
      }
      var gone = rig.events.exchange();
      assertThat(gone.status()).isEqualTo(499);
      assertThat(gone.complete()).isFalse();
    }
  }

  @Test
  void itCanBeOff() {
    try (var backend = ScriptedBackend.friendly();
        var rig =
            Rig.document(
                Fleets.one("{}", Fleets.ref("b", backend.port()))
                    + "global: {services: {gateway: {access_log: false}}}\n",
                Map.of(),
                UnaryOperator.identity())) {
      rig.post(chat("hi"));
      rig.events.ending();
      assertThat(rig.events.exchanges()).isZero();
    }
  }
}
