package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Fleets.one;
import static io.signalbox.server.gateway.Fleets.ref;
import static io.signalbox.server.gateway.Rig.chat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends of one model that fail, and what is done about it. */
class ReliabilityIT {
  private final HandClock clock = new HandClock();

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void unavailableBackendIsReplacedByAnother(int status) {
    try (var bad = failing(status);
        var good = ScriptedBackend.friendly();
        var rig = rig("{}", ref("bad", bad.port()), ref("good", good.port()))) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      assertThat(bad.requests()).isEqualTo(1);
      assertThat(good.requests()).isEqualTo(1);
      assertThat(rig.events.policy()).containsExactly("retry bad status_" + status);
      assertThat(rig.events.ending().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 429, 500})
  void otherErrorsAreTheClients(int status) {
    try (var bad = failing(status);
        var good = ScriptedBackend.friendly();
        var rig = rig("{}", ref("bad", bad.port()), ref("good", good.port()))) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(status);
      assertThat(good.requests()).isZero();
    }
  }

  @Test
  void standardIsOneMoreTry() {
    try (var bad = failing(503);
        var rig = rig("{}", ref("a", bad.port()), ref("b", bad.port()), ref("c", bad.port()))) {
      var response = rig.post(chat("hi"));

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("retry-after")).hasValue("7");
      assertThat(response.body()).isEqualTo("{\"error\":\"busy\"}");
      assertThat(bad.requests()).isEqualTo(2);
    }
  }

  @Test
  void answerOfTheOnlyBackendIsPassedOn() {
    try (var bad = failing(503);
        var rig = rig("{retry_count: 3, retry_on: 5xx}", ref("bad", bad.port()))) {
      var response = rig.post(chat("hi"));

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("retry-after")).hasValue("7");
      assertThat(bad.requests()).isEqualTo(1);
    }
  }

  @Test
  void onlyBackendIsAskedAgainWhereConfigured() {
    var turns = new AtomicInteger();
    try (var shaky =
            ScriptedBackend.with(asked -> {
              if (turns.incrementAndGet() < 3) {
                asked.response().setStatusCode(500).end();
              } else {
                ScriptedBackend.answer(asked);
              }
            });
        var rig = rig("{retry_count: 3, retry_on: \"5xx,reset\"}", ref("shaky", shaky.port()))) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      assertThat(shaky.requests()).isEqualTo(3);
    }
  }

  @Test
  void noRetryIsNoRetry() {
    try (var bad = failing(503);
        var good = ScriptedBackend.friendly();
        var rig = rig("{retry_count: 0}", ref("bad", bad.port()), ref("good", good.port()))) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(503);
      assertThat(good.requests()).isZero();
    }
  }

  @Test
  void statusOfOnesOwnIsTriedAgain() {
    try (var bad = failing(429);
        var good = ScriptedBackend.friendly();
        var rig =
            rig(
                "{retry_count: 1, retry_on: \"429\"}",
                ref("bad", bad.port()),
                ref("good", good.port()))) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      assertThat(bad.requests()).isEqualTo(1);
    }
  }

  @Test
  void backendThatHangsUpBeforeItsAnswerIsReplaced() {
    try (var bad = ScriptedBackend.with(asked -> asked.request().connection().close());
        var good = ScriptedBackend.friendly();
        var rig = rig("{}", ref("bad", bad.port()), ref("good", good.port()))) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      assertThat(bad.requests()).isEqualTo(1);
      assertThat(rig.events.policy()).containsExactly("retry bad reset");
    }
  }

  @Test
  void halfAHeadIsNoAnswer() throws IOException {
    try (var half = new HalfHead();
        var good = ScriptedBackend.friendly();
        var rig = rig("{}", ref("half", half.port()), ref("good", good.port()))) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      assertThat(rig.events.policy()).containsExactly("retry half reset");
    }
  }

  @Test
  void silentBackendIsReplacedAfterTheTimeOfATry() {
    try (var silent = ScriptedBackend.with(asked -> {});
        var good = ScriptedBackend.friendly();
        var rig =
            rig(
                "{per_try_timeout: 200ms}",
                ref("silent", silent.port()),
                ref("good", good.port()))) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      silent.awaitAbort();
      assertThat(rig.events.policy()).containsExactly("retry silent timeout");
    }
  }

  @Test
  void allTriesTogetherHaveTheListenersTime() {
    try (var silent = ScriptedBackend.with(asked -> {});
        var rig =
            Rig.document(
                one(
                    "{retry_count: 5, retry_on: 5xx, per_try_timeout: 400ms}",
                    ref("a", silent.port()),
                    ref("b", silent.port()),
                    ref("c", silent.port())),
                Map.of(),
                setup -> setup.withLimits(Rig.LIMITS, Duration.ofMillis(600)))) {
      var response = rig.post(chat("hi"));

      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(response.body()).contains("did not answer within 600 ms");
      assertThat(silent.requests()).isEqualTo(2);
    }
  }

  @Test
  void replyThatBreaksInTheMiddleIsNotTriedAgain() throws IOException {
    try (var breaking =
            ScriptedBackend.with(asked ->
                asked
                    .response()
                    .setChunked(true)
                    .putHeader("content-type", "text/event-stream")
                    .write(ScriptedBackend.event("one"))
                    .onSuccess(sent -> asked.request().connection().close()));
        var good = ScriptedBackend.friendly();
        var rig = rig("{}", ref("breaking", breaking.port()), ref("good", good.port()));
        var raw = new RawClient(rig.gateway.port())) {
      var body = chat("hi").replace("{\"model\"", "{\"stream\":true,\"model\"");
      raw.write(
          "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: %d\r\n\r\n%s"
              .formatted(body.length(), body));

      assertThat(raw.readAll()).contains("data: one").doesNotContain("\r\n0\r\n");
      assertThat(good.requests()).isZero();
      assertThat(rig.events.policy()).isEmpty();
    }
  }

  @Test
  void failuresInARowEjectAndOneCallDecidesTheReturn() {
    var works = new AtomicInteger();
    try (var shaky =
            ScriptedBackend.with(asked -> {
              if (works.get() == 0) {
                asked.response().setStatusCode(500).end();
              } else {
                ScriptedBackend.answer(asked);
              }
            });
        var good = ScriptedBackend.friendly();
        var rig =
            rig(
                "{consecutive_5xx: 2, base_ejection_time: 30s}",
                ref("shaky", shaky.port()),
                ref("good", good.port()))) {
      assertThat(statuses(rig, 4)).isEqualTo("500 200 500 200 ");
      assertThat(statuses(rig, 4)).isEqualTo("200 200 200 200 ");
      assertThat(shaky.requests()).isEqualTo(2);

      clock.pass(Duration.ofSeconds(30));
      assertThat(statuses(rig, 4)).containsOnlyOnce("500");
      assertThat(shaky.requests()).isEqualTo(3);

      works.set(1);
      clock.pass(Duration.ofSeconds(60));
      assertThat(statuses(rig, 4)).isEqualTo("200 200 200 200 ");
      assertThat(shaky.requests()).isEqualTo(5);
      assertThat(rig.events.policy()).containsExactly("out shaky 30s", "out shaky 60s", "in shaky");
    }
  }

  @Test
  void whenAllAreEjectedAllAreTried() {
    var works = new AtomicInteger();
    try (var shaky =
            ScriptedBackend.with(asked -> {
              if (works.get() == 0) {
                asked.response().setStatusCode(500).end();
              } else {
                ScriptedBackend.answer(asked);
              }
            });
        var rig = rig("{consecutive_5xx: 1}", ref("a", shaky.port()), ref("b", shaky.port()))) {
      assertThat(statuses(rig, 5)).isEqualTo("500 500 500 500 500 ");
      works.set(1);
      assertThat(statuses(rig, 2)).isEqualTo("200 200 ");
    }
  }

  @Test
  void storm503DoesNotDoubleTheLoad() {
    try (var bad = failing(503);
        var rig = rig("{consecutive_5xx: 0}", ref("a", bad.port()), ref("b", bad.port()))) {
      for (int i = 0; i < 100; i++) {
        assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(503);
      }
      assertThat(bad.requests()).isEqualTo(120);
    }
  }

  @Test
  void fewestOpenCallsAreNext() throws IOException {
    try (var hanging = ScriptedBackend.with(ReliabilityIT::begin);
        var good = ScriptedBackend.friendly();
        var rig =
            rig(
                "{lb_policy: least_request}",
                ref("hanging", hanging.port()),
                ref("good", good.port()))) {
      HttpResponse<InputStream> open = rig.open(false, chat("hi"));
      hanging.next();
      for (int i = 0; i < 6; i++) {
        assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      }
      assertThat(good.requests()).isEqualTo(6);
      open.body().close();
      hanging.awaitAbort();
    }
  }

  @Test
  void checkedBackendThatDoesNotWorkIsLeftOut() {
    try (var down = ScriptedBackend.with(asked -> asked.response().setStatusCode(500).end());
        var good = ScriptedBackend.friendly();
        var rig =
            Rig.document(
                one(
                    "{health_check_path: /ready, health_check_interval: 50ms, consecutive_5xx: 0}",
                    ref("down", down.port()),
                    ref("good", good.port())),
                Map.of(),
                UnaryOperator.identity())) {
      // The third question comes when the answer to the second is in.
      for (int i = 0; i < 3; i++) {
        assertThat(down.next().request().path()).isEqualTo("/ready");
      }
      assertThat(statuses(rig, 4)).isEqualTo("200 200 200 200 ");
    }
  }

  /** Says the first half of a head and hangs up, once. */
  private static final class HalfHead implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0);

    private HalfHead() throws IOException {
      Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
      try (var socket = server.accept()) {
        socket.getInputStream().read(new byte[10_000]);
        socket
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\ncontent-ty".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException ignored) {
        // The test sees what it needs on the other side.
      }
    }

    int port() {
      return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static void begin(ScriptedBackend.Asked asked) {
    asked
        .response()
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .write(ScriptedBackend.event("one"));
  }

  private static ScriptedBackend failing(int status) {
    return ScriptedBackend.with(asked ->
        asked
            .response()
            .setStatusCode(status)
            .putHeader("retry-after", "7")
            .end("{\"error\":\"busy\"}"));
  }

  private static String statuses(Rig rig, int calls) {
    var statuses = new StringBuilder();
    for (int i = 0; i < calls; i++) {
      statuses.append(rig.post(chat("hi")).statusCode()).append(' ');
    }
    return statuses.toString();
  }

  private Rig rig(String reliability, String... refs) {
    return Rig.document(one(reliability, refs), Map.of(), setup -> setup.withClock(clock));
  }
}
