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
import org.jspecify.annotations.Nullable;

/** The running metrics endpoint: {@code GET /metrics}, as text or OpenMetrics, and nothing else. */
public final class MetricsServer implements AutoCloseable {
  private static final String PATH = "/metrics";

  private final Vertx vertx;
  private final PrometheusRegistry registry;
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Listening listening;

  private MetricsServer(Vertx vertx, PrometheusRegistry registry, String host, int port) {
    this.vertx = vertx;
    this.registry = registry;
    this.listening = Listening.start(vertx, host, port, this::answer);
  }

  /**
   * Starts one and returns when it listens; not to be called on an event loop.
   *
   * @param port 0 takes any free one
   * @throws UncheckedIOException when it cannot listen; the message names host and port
   */
  public static MetricsServer start(
      Vertx vertx, PrometheusRegistry registry, String host, int port) {
    return new MetricsServer(vertx, registry, host, port);
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
    if (!PATH.equals(request.path())) {
      plain(response, 404, "not found: GET " + PATH + " is what there is\n");
    } else if (!request.method().equals(HttpMethod.GET)) {
      response.putHeader("allow", "GET");
      plain(response, 405, PATH + " takes GET\n");
    } else {
      var accept = request.getHeader("accept");
      vertx
          .executeBlocking(() -> scrape(accept), false)
          .onSuccess(scrape -> {
            if (!response.closed()) {
              response
                  .putHeader("content-type", scrape.contentType())
                  .end(Buffer.buffer(scrape.body()));
            }
          })
          .onFailure(failure -> {
            Defects.log(failure);
            plain(response, 500, "internal error\n");
          });
    }
  }

  private record Scrape(String contentType, byte[] body) {}

  private Scrape scrape(@Nullable String accept) {
    var writer = formats.findWriter(accept);
    var body = new ByteArrayOutputStream();
    try {
      writer.write(body, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Scrape(writer.getContentType(), body.toByteArray());
  }

  private static void plain(HttpServerResponse response, int status, String text) {
    if (!response.closed()) {
      response
          .setStatusCode(status)
          .putHeader("content-type", "text/plain; charset=utf-8")
          .end(text);
    }
  }
}
