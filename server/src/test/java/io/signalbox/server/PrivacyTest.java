package io.signalbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.config.Document;
import io.signalbox.server.observe.LogListener;
import io.signalbox.server.observe.MetricsListener;
import io.signalbox.server.observe.ProcessMetrics;
import io.signalbox.server.reload.Documents;
import io.signalbox.server.story.Talk;
import io.signalbox.store.ReplayQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that watches calls tells what people wrote, their keys, or who they are. */
final class PrivacyTest {
  private static final String MARK = "zqxjmark";
  private static final String GLOBAL =
      """
      global:
        services:
          authz: {identity: {user_id_header: x-user}}
          router_replay: {enabled: true, store_backend: file}
          observability:
            tracing: {exporter: {type: stdout}}
            audit: {enabled: true, path: audit.jsonl, user_hash_key: pepper}
      """;

  @TempDir Path directory;

  @Test
  void theMarkIsNowhere() throws IOException {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var realOut = System.out;
    var realErr = System.err;
    var registry = new PrometheusRegistry();
    var seen = new StringBuilder();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      talk(registry, seen);
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
    registry
        .scrape()
        .forEach(snapshot ->
            seen.append(snapshot.getMetadata().getName())
                .append(
                    snapshot.getDataPoints().stream().map(p -> p.getLabels().toString()).toList())
                .append('\n'));
    var audit = Files.readString(directory.resolve("audit.jsonl"));
    var records = Files.readString(directory.resolve("router-replay.jsonl"));
    var spans = out.toString(StandardCharsets.UTF_8);
    assertThat(audit).contains("math_decision").contains("\"user\"");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("routing_decision");
    assertThat(records).contains("math_decision");
    assertThat(spans).contains("semantic_router.request.received").contains("math_decision");
    assertThat(seen.toString()).contains("llm_decision_match").contains("math_decision");
    for (var text :
        List.of(audit, records, spans, seen.toString(), err.toString(StandardCharsets.UTF_8))) {
      assertThat(text).doesNotContainIgnoringCase(MARK);
    }
  }

  private void talk(PrometheusRegistry registry, StringBuilder seen) {
    var yaml = Documents.YAML + GLOBAL;
    Document document = Objects.requireNonNull(Documents.load(yaml).document());
    var process = new ProcessMetrics(registry);
    var meters = new MetricsListener(registry, Documents.CATALOG);
    try (var observers =
        new Observers(document.global(), directory, Documents.CATALOG, "1", process)) {
      var listeners = new ArrayList<>(observers.listeners());
      listeners.add(meters);
      listeners.add(new LogListener(Documents.CATALOG));
      var talk = new Talk(yaml, listeners, observers.around(), observers.recorder());
      meters.activated(1, talk.recipes(), List.of());
      var headers =
          new String[] {
            "authorization", "Bearer " + MARK,
            "x-api-key", MARK,
            "x-user-openai-key", MARK,
            "x-user", MARK,
            "x-authz-user-id", MARK,
            "x-authz-user-groups", MARK,
            "cookie", MARK,
            "baggage", "a=" + MARK
          };
      var prompt = "the derivative of " + MARK;
      talk.say(Talk.call("a", headers), "auto", prompt, Talk.answering(200, MARK));
      talk.say(Talk.call("b", headers), "base-model", prompt, Talk.answering(200, MARK));
      talk.say(Talk.call("c", headers), "auto", prompt, Talk.answering(500, MARK));
      talk.say(
          Talk.call("d", headers),
          "auto",
          prompt,
          (routed, request) -> {
            throw new RouterException(Fault.UPSTREAM, "the backend broke off");
          });
      talk.say(
          Talk.call("e", headers),
          "auto",
          prompt,
          (routed, request) -> {
            throw new IllegalArgumentException(MARK);
          });
      observers
          .records()
          .each(ReplayQuery.ALL, record -> seen.append(record.json()).append(record.keys()));
    }
  }
}
