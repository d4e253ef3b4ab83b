package io.signalbox.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the pieces of a reply go out. */
class ReplyWriterIT {
  private final CountDownLatch clientHasAll = new CountDownLatch(1);

  @Test
  void clientHasNoWholeReplyBeforeTheBodyHasEnded() {
    var early = new CompletableFuture<Boolean>();
    var vertx = Vertx.vertx();
    var server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0));
    server.requestHandler(request -> {
      var writer = new ReplyWriter(request, Duration.ofSeconds(20));
      Thread.ofVirtual()
          .start(() -> {
            writer.streamed(sized(early), HeaderEdits.NONE);
            assertThat(writer.ended()).isTrue();
          });
    });
    server.listen().toCompletionStage().toCompletableFuture().join();

    try (var raw = new RawClient(server.actualPort())) {
      raw.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
      assertThat(raw.readUntil("one")).endsWith("one");
      assertThat(raw.readUntil("two")).isEqualTo("two");
      clientHasAll.countDown();
    }
    assertThat(early.join()).isFalse();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** A reply whose length is told, and whose end comes after a while. */
  private ChatReply sized(CompletableFuture<Boolean> early) {
    var pieces = new String[] {"one", "two"};
    var body =
        new ReplyBody() {
          private int at;

          @Override
          public byte @Nullable [] next() {
            if (at < pieces.length) {
              return pieces[at++].getBytes(StandardCharsets.UTF_8);
            }
            try {
              early.complete(clientHasAll.await(300, TimeUnit.MILLISECONDS));
            } catch (InterruptedException stopped) {
              throw new IllegalStateException(stopped);
            }
            return null;
          }

          @Override
          public void close() {}
        };
    var headers = new Headers(List.of(new Header("content-length", "6")));
    return new ChatReply(200, headers, HeaderEdits.NONE, body);
  }
}
