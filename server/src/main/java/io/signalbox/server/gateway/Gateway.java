package io.signalbox.server.gateway;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A running HTTP gateway: OpenAI's API in front of the configured backends. It accepts from its
 * start until it is drained or closed. Its event loops only move bytes; every call runs on a
 * virtual thread of its own.
 */
public final class Gateway implements AutoCloseable {
  static final String HEALTH_PATH = "/health";

  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final int MAX_LINE_BYTES = 16 * 1024;
  private static final int MAX_STREAMS = 1000;
  private static final int BACKLOG = 1024;
  private static final Duration IDLE_CONNECTION = Duration.ofSeconds(75);
  private static final long SWEEP_MILLIS = 5_000;
  private static final Duration CLOSING_GRACE = Duration.ofSeconds(10);
  private static final Duration CUT_GRACE = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final GatewaySetup setup;
  private final HttpServer server;
  private final BackendClient client;
  private final BackendPools pools;
  private final HealthChecks checks;
  private final OpenCalls calls;
  private final IdleConnections connections = new IdleConnections(IDLE_CONNECTION);
  private final long sweeper;
  private volatile boolean draining;

  private Gateway(Vertx vertx, GatewaySetup setup, String host, int port) {
    this.vertx = vertx;
    this.setup = setup;
    this.client = new BackendClient(vertx, setup.budget().maxCalls(), setup.trust());
    this.pools = new BackendPools(setup.events(), setup.nanoTime());
    this.checks = new HealthChecks(vertx, () -> setup.router().current().fleet(), pools, client);
    this.calls = new OpenCalls(setup.budget());
    this.server =
        vertx
            .createHttpServer(options(setup, host, port))
            .connectionHandler(connections::opened)
            .invalidRequestHandler(this::refuseUnreadable)
            .requestHandler(this::accept);
    this.sweeper = vertx.setPeriodic(SWEEP_MILLIS, tick -> connections.sweep());
  }

  /**
   * Starts a gateway and returns when it accepts.
   *
   * @param host local address to bind
   * @param port 0 takes any free one
   * @param listenerTimeout how long the head of a reply may take
   * @throws UncheckedIOException when it cannot listen; the message names host and port
   */
  public static Gateway start(
      Vertx vertx,
      Router router,
      Catalog catalog,
      RouterEvents events,
      DoorLimits limits,
      Budget budget,
      String host,
      int port,
      Duration listenerTimeout) {
    return start(
        vertx,
        GatewaySetup.of(router, catalog, events, limits, budget, listenerTimeout),
        host,
        port);
  }

  /** Starts a gateway with a setup of its own; see the other {@code start}. */
  public static Gateway start(Vertx vertx, GatewaySetup setup, String host, int port) {
    var gateway = new Gateway(vertx, setup, host, port);
    try {
      gateway.server.listen().toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException failed) {
      gateway.letGo();
      var cause = failed.getCause() == null ? failed : failed.getCause();
      throw new UncheckedIOException(
          "cannot listen on %s:%d: %s".formatted(host, port, cause.getMessage()),
          new IOException(cause));
    }
    return gateway;
  }

  /** The port it accepts on; where it was started with 0, the one it got. */
  public int port() {
    return server.actualPort();
  }

  /**
   * Stops accepting at once, lets open calls end, and cuts those that are not done in time.
   *
   * @return whether every thread of a call has ended
   */
  public boolean drain(Duration grace) {
    draining = true;
    server.shutdown(grace).toCompletionStage().toCompletableFuture().join();
    boolean done = calls.awaitNone(CUT_GRACE);
    letGo();
    return done;
  }

  /** Drains with a short grace. */
  @Override
  public void close() {
    drain(CLOSING_GRACE);
  }

  private void letGo() {
    vertx.cancelTimer(sweeper);
    checks.close();
    client.close();
  }

  private static HttpServerOptions options(GatewaySetup setup, String host, int port) {
    var longestSilence =
        setup.limits().replyIdle().plus(setup.firstByte()).plus(setup.limits().decision());
    return new HttpServerOptions()
        .setHost(host)
        .setPort(port)
        .setReuseAddress(true)
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true)
        .setAcceptBacklog(BACKLOG)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setHttp2ClearTextEnabled(true)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(MAX_STREAMS)
                .setMaxHeaderListSize(MAX_HEADER_BYTES))
        // Only a net below the others: idle connections and silent calls have limits of their own.
        .setIdleTimeout(Math.toIntExact(Math.max(60, longestSilence.toSeconds() + 60)))
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  private void accept(HttpServerRequest request) {
    if (HEALTH_PATH.equals(request.path()) && request.method().name().equals("GET")) {
      health(request);
      return;
    }
    var exchange = exchange(request);
    var session = new HttpSession(setup, exchange);
    if (!calls.enter()) {
      session.refuse(Budget.tooManyCalls());
      return;
    }
    var connection = request.connection();
    connections.began(connection);
    var thread =
        Thread.ofVirtual()
            .name("gateway-call")
            .unstarted(() -> {
              try {
                session.run();
              } finally {
                connections.ended(connection);
                calls.leave();
              }
            });
    exchange.writer().whenGone(thread::interrupt);
    thread.start();
  }

  /** Answers what could not be read as HTTP; the server then hangs up. */
  private void refuseUnreadable(HttpServerRequest request) {
    new HttpSession(setup, exchange(request))
        .refuse(
            new RouterException(
                Fault.BAD_REQUEST,
                "request line or headers not readable (expected: HTTP, a line of at most %d bytes,"
                        .formatted(MAX_LINE_BYTES)
                    + " headers of at most %d bytes)".formatted(MAX_HEADER_BYTES)));
  }

  private Exchange exchange(HttpServerRequest request) {
    int maxBytes = setup.router().current().settings().maxRequestBytes();
    var body = new RequestBody(vertx, request, setup.budget(), maxBytes);
    var writer = new ReplyWriter(request, setup.limits().replyIdle());
    if (draining) {
      writer.closeBehind();
    }
    var context = vertx.getOrCreateContext();
    return new Exchange(request, context, body, writer, client, pools, setup);
  }

  private void health(HttpServerRequest request) {
    var cors = new Cors(setup.router().current().settings().gateway().cors());
    var edits = cors.edits(EndToEndHeaders.received(request.headers()), false);
    var response = request.response();
    EndToEndHeaders.write(Headers.NONE.with(edits), response.headers());
    response.putHeader("content-type", "application/json").end("{\"status\":\"healthy\"}");
  }
}
