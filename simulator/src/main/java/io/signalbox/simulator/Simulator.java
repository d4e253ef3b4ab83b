package io.signalbox.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** A running simulated vLLM. It listens from its start to its close. */
public final class Simulator implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final HttpServer server;

  private Simulator(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Starts one and returns when it listens.
   *
   * @throws UncheckedIOException when it cannot listen; the message names host and port
   */
  public static Simulator start(SimulatorOptions options) {
    return start(options, RequestObserver.NONE);
  }

  /** Starts one whose completion requests are shown to an observer. */
  public static Simulator start(SimulatorOptions options, RequestObserver observer) {
    Vertx vertx = vertx();
    InstantSource clock = InstantSource.system();
    ModelCatalog catalog = new ModelCatalog(options, clock);
    VllmMetrics metrics = new VllmMetrics(options, clock, System::nanoTime);
    CompletionReader reader = new CompletionReader(catalog, options.maxModelLen());
    Completions completions =
        new Completions(vertx, options, metrics, clock, () -> UUID.randomUUID().toString());
    Embeddings embeddings = new Embeddings(catalog, options.seed());
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(options.host())
                    .setPort(options.port())
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setMaxInitialLineLength(MAX_HEADER_BYTES)
                    .setHttp2ClearTextEnabled(true)
                    .setHandle100ContinueAutomatically(true))
            .invalidRequestHandler(Endpoints::refuseUnreadable)
            .requestHandler(
                new Endpoints(vertx, catalog, metrics, reader, completions, embeddings, observer));
    try {
      join(server.listen());
    } catch (CompletionException e) {
      join(vertx.close());
      throw cannotListen(options, e);
    }
    return new Simulator(vertx, server);
  }

  /** The port it listens on; where the options say 0, the one it got. */
  public int port() {
    return server.actualPort();
  }

  /** Stops at once; running answers are cut off. */
  @Override
  public void close() {
    join(server.shutdown(Duration.ZERO));
    join(vertx.close());
  }

  /** One event loop: the metrics are confined to it, and a simulator needs no more. */
  private static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(1)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  private static UncheckedIOException cannotListen(
      SimulatorOptions options, CompletionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String message =
        "cannot listen on %s port %d: %s"
            .formatted(options.host(), options.port(), cause.getMessage());
    return new UncheckedIOException(message, new IOException(cause));
  }

  private static <T> void join(Future<T> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }
}
