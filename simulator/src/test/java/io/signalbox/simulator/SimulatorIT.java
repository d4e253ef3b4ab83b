package io.signalbox.simulator;

import static io.signalbox.simulator.SimulatorClient.CHAT;
import static io.signalbox.simulator.SimulatorClient.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Start and stop, health, metrics, plain text completions and the observer. */
class SimulatorIT {
  private static final String HELLO =
      "{\"model\":\"base-model\", \"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  @Test
  void healthIsEmpty() {
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults());
        SimulatorClient client = SimulatorClient.http1(simulator)) {
      HttpResponse<String> response = client.get("/health");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEmpty();
    }
  }

  @Test
  void portInUseIsNamed() {
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
      SimulatorOptions same = SimulatorOptions.defaults().withPort(simulator.port());
      assertThatThrownBy(() -> Simulator.start(same).close())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("127.0.0.1 port " + simulator.port());
    }
  }

  @Test
  void closeCutsRunningAnswersOff() {
    SimulatorOptions endless =
        SimulatorOptions.defaults().withLatency(Duration.ZERO, Duration.ofHours(1));
    Simulator simulator = Simulator.start(endless);
    try (SimulatorClient client = SimulatorClient.http1(simulator)) {
      HttpResponse<InputStream> response =
          client.open(CHAT, HELLO.replace("}]}", "}],\"stream\":true}"));
      long start = System.nanoTime();
      simulator.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void textCompletionAnswersEachPrompt() {
    try (Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withMode(AnswerMode.ECHO));
        SimulatorClient client = SimulatorClient.http1(simulator)) {
      JsonNode answer =
          client.ask(TEXT, "{\"model\":\"base-model\",\"prompt\":[\"one\",\"two three\"],\"n\":2}");

      assertThat(answer.get("id").stringValue()).startsWith("cmpl-");
      assertThat(answer.get("object").stringValue()).isEqualTo("text_completion");
      JsonNode choices = answer.get("choices");
      assertThat(choices.size()).isEqualTo(4);
      assertThat(choices.get(3).get("index").intValue()).isEqualTo(3);
      assertThat(choices.get(0).get("text").stringValue())
          .isEqualTo("[base-model, thinking default] one");
      assertThat(choices.get(3).get("text").stringValue())
          .isEqualTo("[base-model, thinking default] two three");
      assertThat(answer.get("usage").get("prompt_tokens").intValue()).isEqualTo(3);
    }
  }

  @Test
  void textCompletionTakesTokenIds() {
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults());
        SimulatorClient client = SimulatorClient.http1(simulator)) {
      JsonNode one = client.ask(TEXT, "{\"model\":\"base-model\",\"prompt\":[1,2,3]}");
      JsonNode two = client.ask(TEXT, "{\"model\":\"base-model\",\"prompt\":[[1,2],[3]]}");
      assertThat(one.get("usage").get("prompt_tokens").intValue()).isEqualTo(3);
      assertThat(one.get("usage").get("completion_tokens").intValue()).isLessThanOrEqualTo(16);
      assertThat(two.get("choices").size()).isEqualTo(2);
    }
  }

  @Test
  void metricsCountWhatWasDone() {
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().withLoras("law"));
        SimulatorClient client = SimulatorClient.http1(simulator)) {
      client.ask(CHAT, HELLO);
      client.ask(CHAT, HELLO.replace("}]}", "}],\"max_tokens\":4}"));
      HttpResponse<String> response = client.get("/metrics");

      assertThat(response.headers().firstValue("content-type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(response.body())
          .contains("# TYPE vllm:prompt_tokens_total counter")
          .contains("# TYPE vllm:lora_requests_info gauge")
          .contains("# TYPE vllm:time_to_first_token_seconds histogram")
          .contains("running_lora_adapters=\"\",waiting_lora_adapters=\"\"");
      String base = "{model_name=\"base-model\"}";
      assertThat(client.metric("vllm:num_requests_running" + base)).isZero();
      assertThat(client.metric("vllm:num_requests_waiting" + base)).isZero();
      assertThat(client.metric("vllm:kv_cache_usage_perc" + base)).isZero();
      assertThat(client.metric("vllm:prompt_tokens_total" + base)).isEqualTo(12);
      assertThat(client.metric("vllm:generation_tokens_total" + base)).isGreaterThan(12);
      assertThat(client.metric("vllm:time_to_first_token_seconds_count" + base)).isEqualTo(2);
      assertThat(client.metric("vllm:e2e_request_latency_seconds_count" + base)).isEqualTo(2);
      assertThat(client.metric("vllm:inter_token_latency_seconds_count" + base))
          .isEqualTo(client.metric("vllm:time_per_output_token_seconds_count" + base))
          .isPositive();
      assertThat(client.metric(success("stop"))).isOne();
      assertThat(client.metric(success("length"))).isOne();
      assertThat(client.metric(success("abort"))).isZero();
    }
  }

  @Test
  void observerSeesTheExactBytesAndHeaders() {
    List<String> paths = new CopyOnWriteArrayList<>();
    List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
    List<byte[]> bodies = new CopyOnWriteArrayList<>();
    RequestObserver observer =
        (path, seenHeaders, body) -> {
          paths.add(path);
          headers.add(seenHeaders);
          bodies.add(body);
        };
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults(), observer);
        SimulatorClient client = SimulatorClient.http1(simulator)) {
      client.post(CHAT, HELLO);
      client.post(TEXT, "{broken");
    }

    assertThat(paths).containsExactly(CHAT, TEXT);
    assertThat(headers.getFirst()).containsEntry("content-type", "application/json");
    assertThat(bodies.getFirst()).isEqualTo(HELLO.getBytes(StandardCharsets.UTF_8));
    assertThat(bodies.getLast()).isEqualTo("{broken".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void failingObserverIsAnInternalError() {
    RequestObserver failing =
        (path, headers, body) -> {
          throw new IllegalStateException("on purpose");
        };
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults(), failing);
        SimulatorClient client = SimulatorClient.http1(simulator)) {
      HttpResponse<String> response = client.post(CHAT, HELLO);
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).contains("InternalServerError").doesNotContain("on purpose");
    }
  }

  private static String success(String reason) {
    return "vllm:request_success_total{finished_reason=\"%s\",model_name=\"base-model\"}"
        .formatted(reason);
  }
}
