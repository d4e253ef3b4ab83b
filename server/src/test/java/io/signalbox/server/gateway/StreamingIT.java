package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Rig.chat;
import static io.signalbox.server.gateway.ScriptedBackend.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Fault;
import io.signalbox.server.gateway.ScriptedBackend.Asked;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that come in pieces. */
class StreamingIT {
  private static final int PIECE_BYTES = 64 * 1024;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void firstEventArrivesBeforeTheSecondIsSent(boolean http2) throws IOException {
    var firstSeen = new CompletableFuture<Boolean>();
    try (var backend =
            ScriptedBackend.with(asked -> {
              stream(asked).write(event("one"));
              firstSeen.thenAccept(seen -> asked.response().end(event("two")));
            });
        var rig = Rig.to(backend)) {
      var response = rig.open(http2, chat("hi"));

      assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
      try (var lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo("data: one");
        firstSeen.complete(true);
        assertThat(lines.lines()).containsExactly("", "data: two", "");
      }
      var ending = rig.events.ending();
      assertThat(ending.complete()).isTrue();
      assertThat(ending.status()).isEqualTo(200);
      assertThat(rig.events.failures()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void headOfAStreamArrivesBeforeItsFirstEvent(boolean http2) throws IOException {
    var headSeen = new CompletableFuture<Boolean>();
    try (var backend =
            ScriptedBackend.with(asked -> {
              stream(asked).writeHead();
              headSeen.thenAccept(seen -> asked.response().end(event("one")));
            });
        var rig = Rig.to(backend)) {
      var response = rig.open(http2, chat("hi"));
      headSeen.complete(true);

      assertThat(response.body().readAllBytes()).asString().isEqualTo("data: one\n\n");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void slowReaderHoldsTheBackendBack(boolean http2) throws IOException {
    var sent = new AtomicLong();
    long all = 4096L * PIECE_BYTES;
    var full = new CompletableFuture<Long>();
    try (var backend = ScriptedBackend.with(asked -> flood(asked, sent, all, full));
        var rig = Rig.to(backend)) {
      var response = rig.open(http2, chat("hi"));
      full.join();
      awaitStandstill(sent);

      assertThat(sent.get()).isLessThan(all / 4);
      long read = 0;
      try (var body = response.body()) {
        var buffer = new byte[PIECE_BYTES];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
          read += n;
        }
      }
      assertThat(read).isEqualTo(all);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void clientThatHangsUpEndsTheUpstreamCall(boolean http2) throws IOException {
    try (var backend = ScriptedBackend.with(asked -> stream(asked).write(event("one")));
        var rig = Rig.to(backend)) {
      var response = rig.open(http2, chat("hi"));
      assertThat(response.body().read()).isEqualTo('d');
      response.body().close();

      backend.awaitAbort();
      assertThat(rig.events.failure().error().fault()).isEqualTo(Fault.CANCELLED);
      assertThat(rig.events.ending().complete()).isFalse();
    }
  }

  @Test
  void clientThatHangsUpBeforeTheHeadEndsTheUpstreamCall() {
    try (var backend = ScriptedBackend.with(asked -> {});
        var rig = Rig.to(backend)) {
      var raw = new RawClient(rig.gateway.port());
      raw.write(post(chat("hi")));
      backend.next();
      raw.close();

      backend.awaitAbort();
      var failure = rig.events.failure();
      assertThat(failure.error().fault()).isEqualTo(Fault.CANCELLED);
      assertThat(failure.askedFor()).isEqualTo("auto");
      assertThat(rig.gateway.drain(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void brokenReplyIsNoCleanEnd() {
    try (var backend =
            ScriptedBackend.with(asked ->
                stream(asked)
                    .write(event("one"))
                    .onSuccess(sent -> asked.request().connection().close()));
        var rig = Rig.to(backend);
        var raw = new RawClient(rig.gateway.port())) {
      var seen = raw.write(post(chat("hi"))).readAll();

      assertThat(seen)
          .containsIgnoringCase("transfer-encoding: chunked")
          .contains("data: one")
          .doesNotContain("\r\n0\r\n");
      assertThat(rig.events.failure().error().fault()).isEqualTo(Fault.UPSTREAM);

      var second = rig.open(true, chat("hi"));
      assertThatThrownBy(() -> second.body().readAllBytes()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void replyShorterThanItSaysIsNoCleanEnd() {
    try (var backend =
            ScriptedBackend.with(asked ->
                asked
                    .response()
                    .putHeader("content-length", "100")
                    .write("only this")
                    .onSuccess(sent -> asked.request().connection().close()));
        var rig = Rig.to(backend);
        var raw = new RawClient(rig.gateway.port())) {
      assertThat(raw.write(post(chat("hi"))).readAll()).endsWith("only this");
      assertThat(rig.events.failure().error().fault()).isEqualTo(Fault.UPSTREAM);
    }
  }

  @Test
  void silentBackendIsCutOff() {
    try (var backend = ScriptedBackend.with(asked -> stream(asked).write(event("one")));
        var rig =
            Rig.to(
                backend,
                setup ->
                    new GatewaySetup(
                        setup.router(),
                        setup.catalog(),
                        setup.events(),
                        new io.signalbox.server.door.DoorLimits(
                            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(300)),
                        setup.listenerTimeout(),
                        setup.maxOpenCalls(),
                        setup.random(),
                        null));
        var raw = new RawClient(rig.gateway.port())) {
      assertThat(raw.write(post(chat("hi"))).readAll()).doesNotContain("\r\n0\r\n");
      assertThat(rig.events.failure().error().fault()).isEqualTo(Fault.TIMEOUT);
      backend.awaitAbort();
    }
  }

  @Test
  void oldClientGetsTheBodyUntilTheConnectionEnds() {
    try (var backend = ScriptedBackend.with(asked -> stream(asked).end(event("one")));
        var rig = Rig.to(backend);
        var raw = new RawClient(rig.gateway.port())) {
      var body = chat("hi");
      raw.write(
          "POST /v1/chat/completions HTTP/1.0\r\nconnection: keep-alive\r\ncontent-length: %d\r\n\r\n%s"
              .formatted(body.length(), body));

      assertThat(raw.readAll()).startsWith("HTTP/1.").endsWith("data: one\n\n");
    }
  }

  static String post(String body) {
    return "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: %d\r\n\r\n%s"
        .formatted(body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  private static HttpServerResponse stream(Asked asked) {
    return asked.response().setChunked(true).putHeader("content-type", "text/event-stream");
  }

  /** Sends as fast as it is taken, and tells when nothing more is taken for the first time. */
  private static void flood(Asked asked, AtomicLong sent, long all, CompletableFuture<Long> full) {
    var response = asked.response().setChunked(true);
    var piece = Buffer.buffer(new byte[PIECE_BYTES]);
    Runnable more =
        () -> {
          while (sent.get() < all && !response.writeQueueFull()) {
            sent.addAndGet(PIECE_BYTES);
            response.write(piece);
          }
          if (sent.get() >= all) {
            response.end();
          } else {
            full.complete(sent.get());
          }
        };
    response.drainHandler(drained -> {
      if (!response.ended()) {
        more.run();
      }
    });
    more.run();
  }

  /** Until the count stays the same over many looks. */
  private static void awaitStandstill(AtomicLong sent) {
    long last = -1;
    long since = System.nanoTime();
    while (System.nanoTime() - since < Duration.ofSeconds(1).toNanos()) {
      if (sent.get() != last) {
        last = sent.get();
        since = System.nanoTime();
      }
      Thread.onSpinWait();
    }
  }
}
