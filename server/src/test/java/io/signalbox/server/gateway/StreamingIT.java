package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Rig.chat;
import static io.signalbox.server.gateway.ScriptedBackend.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Fault;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.gateway.ScriptedBackend.Asked;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
              var _ = firstSeen.thenAccept(seen -> asked.response().end(event("two")));
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
              var _ = headSeen.thenAccept(seen -> asked.response().end(event("one")));
            });
        var rig = Rig.to(backend)) {
      var response = rig.open(http2, chat("hi"));
      headSeen.complete(true);

      assertThat(response.body().readAllBytes()).asString().isEqualTo("data: one\n\n");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void slowReaderHoldsTheBackendBack(boolean http2) throws Exception {
    long all = 1024L * PIECE_BYTES;
    var progress = new LinkedBlockingQueue<Long>();
    try (var backend = ScriptedBackend.with(asked -> flood(asked, all, progress));
        var rig = Rig.to(backend)) {
      var response = rig.open(http2, chat("hi"));
      long sent = 0;
      for (var more = progress.poll(20, TimeUnit.SECONDS);
          more != null;
          more = progress.poll(1, TimeUnit.SECONDS)) {
        sent = more;
      }

      assertThat(sent).isPositive().isLessThan(all / 2);
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
                    setup.withLimits(
                        new DoorLimits(
                            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(300)),
                        Duration.ofSeconds(30)));
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

  /** Sends as fast as it is taken, and tells how far it has come. */
  private static void flood(Asked asked, long all, LinkedBlockingQueue<Long> progress) {
    var response = asked.response().setChunked(true);
    var piece = Buffer.buffer(new byte[PIECE_BYTES]);
    var sent = new AtomicLong();
    Runnable more =
        () -> {
          while (sent.get() < all && !response.writeQueueFull()) {
            progress.add(sent.addAndGet(PIECE_BYTES));
            response.write(piece);
          }
          if (sent.get() >= all) {
            response.end();
          }
        };
    response.drainHandler(drained -> {
      if (!response.ended()) {
        more.run();
      }
    });
    more.run();
  }
}
