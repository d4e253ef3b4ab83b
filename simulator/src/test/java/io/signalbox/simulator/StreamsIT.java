package io.signalbox.simulator;

import static io.signalbox.simulator.SimulatorClient.CHAT;
import static io.signalbox.simulator.SimulatorClient.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Answers as server-sent events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamsIT {
  private static final String RUNNING = "vllm:num_requests_running{model_name=\"base-model\"}";
  private static final String ABORTED =
      "vllm:request_success_total{finished_reason=\"abort\",model_name=\"base-model\"}";
  private static final String GENERATED = "vllm:generation_tokens_total{model_name=\"base-model\"}";

  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withLoras("math-expert"));
  private final SimulatorClient client = SimulatorClient.http1(simulator);

  @AfterAll
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void framesAreDataLinesWithBlankLinesBetween() {
    HttpResponse<String> response = client.post(CHAT, chat(""));

    assertThat(response.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
    assertThat(response.body()).matches("(?s)(data: [^\n]+\n\n)+data: \\[DONE]\n\n");
  }

  @Test
  void chatStreamTellsRoleThenContentThenReason() {
    List<String> events = client.events(CHAT, chat(""));
    List<JsonNode> chunks = chunks(events);

    assertThat(events.getLast()).isEqualTo("[DONE]");
    assertThat(delta(chunks.getFirst()).get("role").stringValue()).isEqualTo("assistant");
    assertThat(content(chunks, "content")).startsWith("[math-expert, thinking default] ");
    JsonNode last = chunks.getLast().get("choices").get(0);
    assertThat(last.get("finish_reason").stringValue()).isEqualTo("stop");
    assertThat(last.get("delta").isEmpty()).isTrue();
    assertThat(chunks)
        .allSatisfy(chunk -> {
          assertThat(chunk.get("object").stringValue()).isEqualTo("chat.completion.chunk");
          assertThat(chunk.get("id")).isEqualTo(chunks.getFirst().get("id"));
          assertThat(chunk.get("model").stringValue()).isEqualTo("math-expert");
          assertThat(chunk.has("usage")).isFalse();
        });
  }

  @Test
  void streamAndWholeAnswerAreTheSame() {
    String whole =
        client
            .ask(CHAT, chat("").replace("true", "false"))
            .get("choices")
            .get(0)
            .get("message")
            .get("content")
            .stringValue();

    assertThat(content(chunks(client.events(CHAT, chat(""))), "content")).isEqualTo(whole);
  }

  @Test
  void reasoningComesBeforeContent() {
    List<JsonNode> chunks = chunks(client.events(CHAT, chat(",\"reasoning_effort\":\"high\"")));

    assertThat(content(chunks, "reasoning_content")).startsWith("[math-expert, thinking on, ");
    assertThat(content(chunks, "content").strip()).startsWith("[math-expert, thinking on, ");
    boolean contentSeen = false;
    for (JsonNode chunk : chunks.subList(1, chunks.size())) {
      contentSeen |= delta(chunk).has("content");
      assertThat(contentSeen && delta(chunk).has("reasoning_content")).isFalse();
    }
  }

  @Test
  void usageComesLastWhereAskedFor() {
    List<JsonNode> chunks =
        chunks(
            client.events(
                CHAT, chat(",\"max_tokens\":6,\"stream_options\":{\"include_usage\":true}")));

    JsonNode last = chunks.getLast();
    assertThat(last.get("choices").isEmpty()).isTrue();
    assertThat(last.get("usage").get("prompt_tokens").intValue()).isEqualTo(6);
    assertThat(last.get("usage").get("completion_tokens").intValue()).isEqualTo(6);
    assertThat(last.get("usage").get("total_tokens").intValue()).isEqualTo(12);
    assertThat(chunks.subList(0, chunks.size() - 1))
        .allSatisfy(chunk -> assertThat(chunk.get("usage").isNull()).isTrue());
    assertThat(
            chunks.get(chunks.size() - 2).get("choices").get(0).get("finish_reason").stringValue())
        .isEqualTo("length");
  }

  @Test
  void eachChoiceHasItsOwnStream() {
    List<JsonNode> chunks = chunks(client.events(CHAT, chat(",\"n\":3")));

    for (int index = 0; index < 3; index++) {
      int wanted = index;
      List<JsonNode> own =
          chunks.stream()
              .filter(chunk -> chunk.get("choices").get(0).get("index").intValue() == wanted)
              .toList();
      assertThat(delta(own.getFirst()).has("role")).isTrue();
      assertThat(own.getLast().get("choices").get(0).get("finish_reason").stringValue())
          .isEqualTo("stop");
      assertThat(content(own, "content")).startsWith("[math-expert, ");
    }
  }

  @Test
  void textStreamHasNoRole() {
    List<String> events =
        client.events(
            TEXT,
            """
            {"model":"base-model","prompt":"Hi","max_tokens":3,"stream":true,
             "stream_options":{"include_usage":true}}\
            """);
    List<JsonNode> chunks = chunks(events);

    StringBuilder text = new StringBuilder();
    for (JsonNode chunk : chunks.subList(0, chunks.size() - 1)) {
      assertThat(chunk.get("object").stringValue()).isEqualTo("text_completion");
      text.append(chunk.get("choices").get(0).get("text").stringValue());
    }
    assertThat(text.toString()).isEqualTo("[base-model, thinking default] ");
    assertThat(chunks.getLast().get("usage").get("total_tokens").intValue()).isEqualTo(4);
  }

  @Test
  void tokensKeepTheirPace() throws IOException {
    SimulatorOptions slow =
        SimulatorOptions.defaults()
            .withLoras("math-expert")
            .withLatency(Duration.ofMillis(200), Duration.ofMillis(20));
    try (Simulator paced = Simulator.start(slow);
        SimulatorClient toPaced = SimulatorClient.http1(paced)) {
      long start = System.nanoTime();
      HttpResponse<InputStream> response = toPaced.open(CHAT, chat(",\"max_tokens\":6"));
      try (BufferedReader lines = reader(response)) {
        assertThat(lines.readLine()).contains("\"role\"");
        assertThat(millisSince(start)).isGreaterThanOrEqualTo(200);
        assertThat(lines.lines().filter("data: [DONE]"::equals)).hasSize(1);
        assertThat(millisSince(start)).isGreaterThanOrEqualTo(300);
      }
      start = System.nanoTime();
      toPaced.ask(CHAT, chat(",\"max_tokens\":6").replace("true", "false"));
      assertThat(millisSince(start)).isGreaterThanOrEqualTo(300);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void clientThatHangsUpEndsTheAnswer(boolean http2) throws IOException {
    SimulatorOptions slow =
        SimulatorOptions.defaults()
            .withLoras("math-expert")
            .withLatency(Duration.ZERO, Duration.ofHours(1));
    try (Simulator stuck = Simulator.start(slow);
        SimulatorClient toStuck =
            http2 ? SimulatorClient.http2(stuck) : SimulatorClient.http1(stuck);
        SimulatorClient watcher = SimulatorClient.http1(stuck)) {
      HttpResponse<InputStream> response = toStuck.open(CHAT, chat(""));
      try (BufferedReader lines = reader(response)) {
        assertThat(lines.readLine()).contains("\"role\"");
        assertThat(watcher.metric(RUNNING)).isOne();
        assertThat(watcher.get("/metrics").body())
            .contains("max_lora=\"1\",running_lora_adapters=\"math-expert\"");
      }

      watcher.awaitMetric(RUNNING, 0);

      assertThat(watcher.metric(ABORTED)).isOne();
      assertThat(watcher.metric(GENERATED)).isOne();
    }
  }

  /** The adapter's long name makes each event large, so that few fill every buffer on the way. */
  @Test
  void slowReaderHoldsTheAnswerBack() throws IOException {
    String adapter = "a".repeat(4000);
    int tokens = 8000;
    try (Simulator large =
            Simulator.start(
                SimulatorOptions.defaults().withLoras(adapter).withMaxModelLen(tokens * 2));
        SimulatorClient toLarge = SimulatorClient.http1(large);
        SimulatorClient watcher = SimulatorClient.http1(large)) {
      String body = chat(",\"ignore_eos\":true,\"max_tokens\":" + tokens);
      HttpResponse<InputStream> response = toLarge.open(CHAT, body.replace("math-expert", adapter));
      try (BufferedReader lines = reader(response)) {
        assertThat(lines.readLine()).contains("\"role\"");
        awaitStandstill(watcher);
        assertThat(watcher.metric(GENERATED)).isLessThan(tokens);
        assertThat(watcher.metric(RUNNING)).isOne();

        assertThat(lines.lines().filter("data: [DONE]"::equals)).hasSize(1);
      }
      assertThat(watcher.metric(GENERATED)).isEqualTo(tokens);
    }
  }

  /** Until the tokens made stay the same over many looks. */
  private static void awaitStandstill(SimulatorClient watcher) {
    Double last = -1.0;
    for (int same = 0; same < 50; ) {
      Double now = watcher.metric(GENERATED);
      same = last.equals(now) ? same + 1 : 0;
      last = now == null ? 0.0 : now;
    }
  }

  private static String chat(String moreFields) {
    return """
    {"model":"math-expert","stream":true,"messages":[{"role":"user","content":"hello"}]%s}\
    """
        .formatted(moreFields);
  }

  private static List<JsonNode> chunks(List<String> events) {
    return events.subList(0, events.size() - 1).stream().map(SimulatorClient::json).toList();
  }

  private static JsonNode delta(JsonNode chunk) {
    return chunk.get("choices").get(0).get("delta");
  }

  private static String content(List<JsonNode> chunks, String field) {
    StringBuilder content = new StringBuilder();
    for (JsonNode chunk : chunks) {
      JsonNode part = delta(chunk).get(field);
      content.append(part == null ? "" : part.stringValue());
    }
    return content.toString();
  }

  private static BufferedReader reader(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static long millisSince(long startNanos) {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }
}
