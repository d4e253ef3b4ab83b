package io.signalbox.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Connections on which nothing is asked. */
class IdleConnectionsIT {
  @Test
  void onlyConnectionsWithoutCallsAreClosed() throws InterruptedException {
    var idle = new IdleConnections(Duration.ZERO);
    var requests = new LinkedBlockingQueue<HttpServerRequest>();
    var vertx = Vertx.vertx();
    var server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .connectionHandler(idle::opened)
            .requestHandler(request -> {
              idle.began(request.connection());
              requests.add(request);
            })
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    try (var raw = new RawClient(server.actualPort())) {
      raw.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
      var request = requests.poll(20, TimeUnit.SECONDS);
      assertThat(request).isNotNull();
      idle.sweep();
      request.response().end("done");
      assertThat(raw.readUntil("done")).startsWith("HTTP/1.1 200");

      idle.ended(request.connection());
      idle.sweep();
      assertThat(raw.readAll()).isEmpty();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
