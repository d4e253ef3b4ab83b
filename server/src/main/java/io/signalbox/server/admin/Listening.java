package io.signalbox.server.admin;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** An HTTP/1.1 server that listens from its start to its close. */
record Listening(HttpServer server) implements AutoCloseable {
  private static final int IDLE_SECONDS = 60;
  private static final Duration CLOSING_GRACE = Duration.ofSeconds(1);

  /**
   * Starts to listen; not to be called on an event loop.
   *
   * @throws UncheckedIOException when it cannot; the message names host and port
   */
  static Listening start(Vertx vertx, String host, int port, Handler<HttpServerRequest> handler) {
    var options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setIdleTimeout(IDLE_SECONDS)
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(true);
    var server = vertx.createHttpServer(options).requestHandler(handler);
    try {
      join(server.listen());
    } catch (CompletionException failed) {
      var cause = failed.getCause() == null ? failed : failed.getCause();
      throw new UncheckedIOException(
          "cannot listen on %s:%d: %s".formatted(host, port, cause.getMessage()),
          new IOException(cause));
    }
    return new Listening(server);
  }

  int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    join(server.shutdown(CLOSING_GRACE));
  }

  private static <T> void join(Future<T> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }
}
