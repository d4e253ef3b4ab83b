package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsServerIT {
  private final Vertx vertx = Vertx.vertx();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final StartupStatus status = new StartupStatus(InstantSource.system());
  private final MetricsServer server = MetricsServer.start(vertx, registry, status, "127.0.0.1", 0);

  @AfterEach
  void stop() {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void metricsAreTextByDefault() throws Exception {
    Counter.builder()
        .name("llm_model_requests_total")
        .labelNames("model")
        .register(registry)
        .labelValues("a")
        .inc();
    var response = send(request("/metrics"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    assertThat(response.body())
        .contains("# TYPE llm_model_requests_total counter")
        .contains("llm_model_requests_total{model=\"a\"} 1.0");
  }

  @Test
  void metricsAreOpenMetricsWhenAskedFor() throws Exception {
    var response =
        send(request("/metrics").header("accept", "application/openmetrics-text;version=1.0.0"));
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("application/openmetrics-text");
    assertThat(response.body()).endsWith("# EOF\n");
  }

  @Test
  void whoeverWatchesLearnsWhetherCallsAreServed() throws Exception {
    assertThat(send(request("/health")).statusCode()).isEqualTo(200);
    assertThat(send(request("/ready")).statusCode()).isEqualTo(503);
    status.enter(StartupStatus.Phase.READY, "");
    var ready = send(request("/ready"));
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("\"ready\":true");
  }

  @Test
  void whoWantsNoMetricsIsWatchedAllTheSame() throws Exception {
    try (var bare = MetricsServer.start(vertx, null, status, "127.0.0.1", 0)) {
      assertThat(send(request(bare, "/metrics")).statusCode()).isEqualTo(404);
      assertThat(send(request(bare, "/health")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void nothingElseIsThere() throws Exception {
    assertThat(send(request("/")).statusCode()).isEqualTo(404);
    var posted = send(request("/metrics").POST(BodyPublishers.noBody()));
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("allow")).contains("GET");
  }

  private HttpRequest.Builder request(String path) {
    return request(server, path);
  }

  private static HttpRequest.Builder request(MetricsServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
