package io.signalbox.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Answers Prometheus and the kubelet: {@code /metrics}, {@code /healthz}, {@code /readyz}. */
final class ObservationServer implements AutoCloseable {
  private final HttpServer metrics;
  private final HttpServer health;

  private ObservationServer(HttpServer metrics, HttpServer health) {
    this.metrics = metrics;
    this.health = health;
  }

  static ObservationServer open(
      OperatorSettings settings,
      PrometheusRegistry registry,
      BooleanSupplier ready,
      BooleanSupplier alive)
      throws IOException {
    var metrics = server(settings.metrics());
    HttpServer health;
    try {
      health = server(settings.health());
    } catch (IOException e) {
      metrics.stop(0);
      throw e;
    }
    var formats = ExpositionFormats.init();
    metrics.createContext("/metrics", exchange -> tell(exchange, formats, registry));
    health.createContext("/healthz", exchange -> say(exchange, alive.getAsBoolean()));
    health.createContext("/readyz", exchange -> say(exchange, ready.getAsBoolean()));
    metrics.start();
    health.start();
    return new ObservationServer(metrics, health);
  }

  private static HttpServer server(InetSocketAddress address) throws IOException {
    var server = HttpServer.create(address, 0);
    server.setExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("observation").factory()));
    return server;
  }

  private static void tell(
      HttpExchange exchange, ExpositionFormats formats, PrometheusRegistry registry)
      throws IOException {
    var writer = formats.findWriter(exchange.getRequestHeaders().getFirst("Accept"));
    var body = new ByteArrayOutputStream();
    writer.write(body, registry.scrape());
    answer(exchange, 200, writer.getContentType(), body.toByteArray());
  }

  private static void say(HttpExchange exchange, boolean good) throws IOException {
    var word = (good ? "ok" : "not ok").getBytes(StandardCharsets.UTF_8);
    answer(exchange, good ? 200 : 503, "text/plain; charset=utf-8", word);
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  int metricsPort() {
    return metrics.getAddress().getPort();
  }

  int healthPort() {
    return health.getAddress().getPort();
  }

  @Override
  public void close() {
    metrics.stop(0);
    health.stop(0);
  }
}
