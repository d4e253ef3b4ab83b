package io.signalbox.server.admin;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.server.door.Defects;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The running port that is open to whoever watches: {@code GET /metrics}, as text or OpenMetrics,
 * {@code GET /health} and {@code GET /ready}, and nothing else.
 */
public final class MetricsServer implements AutoCloseable {
  private static final JsonMapper JSON_MAPPER = JsonMapper.shared();
  private static final String JSON = "application/json";

  private final Vertx vertx;
  private final @Nullable PrometheusRegistry registry;
  private final StartupStatus status;
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Listening listening;

  private MetricsServer(
      Vertx vertx,
      @Nullable PrometheusRegistry registry,
      StartupStatus status,
      String host,
      int port) {
    this.vertx = vertx;
    this.registry = registry;
    this.status = status;
    this.listening = Listening.start(vertx, host, port, this::answer);
  }

  /**
   * Starts one and returns when it listens; not to be called on an event loop.
   *
   * @param registry what is measured; null where metrics are not wanted
   * @param status tells whether calls are served
   * @param port 0 takes any free one
   * @throws UncheckedIOException when it cannot listen; the message names host and port
   */
  public static MetricsServer start(
      Vertx vertx,
      @Nullable PrometheusRegistry registry,
      StartupStatus status,
      String host,
      int port) {
    return new MetricsServer(vertx, registry, status, host, port);
  }

  /** The port it listens on. */
  public int port() {
    return listening.port();
  }

  @Override
  public void close() {
    listening.close();
  }

  private void answer(HttpServerRequest request) {
    var response = request.response();
    var path = request.path() == null ? "" : request.path();
    var measured = registry;
    if (!List.of("/health", "/ready", "/metrics").contains(path)
        || (measured == null && path.equals("/metrics"))) {
      plain(response, 404, "not found: GET /metrics, /health and /ready are what there is\n");
    } else if (!request.method().equals(HttpMethod.GET)) {
      response.putHeader("allow", "GET");
      plain(response, 405, path + " takes GET\n");
    } else if (path.equals("/health")) {
      send(response, 200, JSON, JSON_MAPPER.writeValueAsBytes(StartupStatus.liveness()));
    } else if (path.equals("/ready")) {
      var readiness = status.readiness();
      int code = readiness.get("ready").booleanValue() ? 200 : 503;
      send(response, code, JSON, JSON_MAPPER.writeValueAsBytes(readiness));
    } else {
      tellMetrics(request, Objects.requireNonNull(measured));
    }
  }

  private void tellMetrics(HttpServerRequest request, PrometheusRegistry measured) {
    var response = request.response();
    var accept = request.getHeader("accept");
    vertx
        .executeBlocking(() -> scrape(measured, accept), false)
        .onSuccess(scrape -> send(response, 200, scrape.contentType(), scrape.body()))
        .onFailure(failure -> {
          Defects.log(failure);
          plain(response, 500, "internal error\n");
        });
  }

  private record Scrape(String contentType, byte[] body) {}

  private Scrape scrape(PrometheusRegistry measured, @Nullable String accept) {
    var writer = formats.findWriter(accept);
    var body = new ByteArrayOutputStream();
    try {
      writer.write(body, measured.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Scrape(writer.getContentType(), body.toByteArray());
  }

  private static void plain(HttpServerResponse response, int status, String text) {
    send(response, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(
      HttpServerResponse response, int status, String contentType, byte[] body) {
    if (!response.closed()) {
      response
          .setStatusCode(status)
          .putHeader("content-type", contentType)
          .end(Buffer.buffer(body));
    }
  }
}
