package io.signalbox.server.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.backends.replay.Bounds;
import io.signalbox.backends.replay.FileReplayStore;
import io.signalbox.backends.replay.MemoryReplayStore;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import io.signalbox.decide.Verdict;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.Upstream;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.server.observe.Category;
import io.signalbox.server.reload.Documents;
import io.signalbox.server.story.StoryListener;
import io.signalbox.server.story.Talk;
import io.signalbox.signal.Readings;
import io.signalbox.store.ReplayQuery;
import io.signalbox.store.ReplayStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReplayRecorderTest {
  private static final Bounds BOUNDS = new Bounds(100, Duration.ofDays(1), InstantSource.system());
  private static final String ON = "global: {services: {router_replay: {enabled: true%s}}}\n";

  private final ReplayStore store = new MemoryReplayStore(BOUNDS);

  private static ReplayRecorder recorder(String yaml, ReplayStore store) {
    var document = Objects.requireNonNull(Documents.load(yaml).document());
    return new ReplayRecorder(
        document.global().services().routerReplay(),
        store,
        new RecordWriter(Category.of(Documents.CATALOG)));
  }

  private Talk talk(String yaml) {
    return talk(yaml, recorder(yaml, store));
  }

  private static Talk talk(String yaml, ReplayRecorder recorder) {
    List<RouterEvents> listeners =
        List.of(new StoryListener(List.of(recorder), InstantSource.system(), () -> true));
    return new Talk(yaml, listeners, UnaryOperator.identity(), recorder);
  }

  private static String withPlugin(String configuration) {
    return Documents.YAML.replace(
        "    plugins:\n",
        "    plugins:\n    - {type: router_replay, configuration: {%s}}\n"
            .formatted(configuration));
  }

  private List<JsonNode> records() {
    var records = new ArrayList<JsonNode>();
    store.each(ReplayQuery.ALL, record -> records.add(JsonMapper.shared().readTree(record.json())));
    return records;
  }

  @Test
  void aCallThatEndsWellIsCompleted() {
    var call =
        Talk.call(
            "id-1", "x-session-id", "s-1", "x-conversation-id", "c-1", "x-request-id", "id-1");
    var reply =
        talk(Documents.YAML + ON.formatted(""))
            .say(call, "auto", "the derivative", Talk.answering(200, "2x"));
    assertThat(Headers.NONE.with(Objects.requireNonNull(reply).edits()).first("x-vsr-replay-id"))
        .isEqualTo(call.key());
    assertThat(records()).hasSize(1);
    var record = records().getFirst();
    assertThat(record.get("id").stringValue()).isEqualTo(call.key());
    assertThat(record.get("request_id").stringValue()).isEqualTo("id-1");
    assertThat(record.get("session_id").stringValue()).isEqualTo("s-1");
    assertThat(record.get("conversation_id").stringValue()).isEqualTo("c-1");
    assertThat(record.get("decision").stringValue()).isEqualTo("math_decision");
    assertThat(record.get("decision_priority").intValue()).isEqualTo(10);
    assertThat(record.get("category").stringValue()).isEqualTo("math");
    assertThat(record.get("selected_model").stringValue()).isEqualTo("math-expert");
    assertThat(record.get("reasoning_mode").stringValue()).isEqualTo("on");
    assertThat(record.get("lifecycle_state").stringValue()).isEqualTo("completed");
    assertThat(record.get("response_status").intValue()).isEqualTo(200);
    assertThat(record.get("total_tokens").intValue()).isEqualTo(12);
    assertThat(record.get("signals").get("keyword").get(0).stringValue()).isEqualTo("sums");
    assertThat(record.get("signal_values").has("context:short")).isTrue();
    assertThat(record.has("request_body")).isFalse();
    assertThat(record.has("response_body")).isFalse();
  }

  @Test
  void aCallThatAKeptAnswerServesSaysSo() {
    var listener =
        new StoryListener(
            List.of(recorder(Documents.YAML + ON.formatted(""), store)),
            InstantSource.system(),
            () -> true);
    var call = Talk.call("a");
    var routed = RoutedCalls.of(call, Readings.NONE, Verdict.NONE, "m");
    listener.asked(call, new RouterEvents.Asked("m", "openai", false, 0, 1));
    listener.routed(routed, Duration.ZERO);
    var age = Duration.ofSeconds(90);
    listener.cached(
        "keeper",
        routed,
        new CacheEvent.Hit("memory", CacheEvent.Tier.EXACT, null, age, null, Duration.ZERO));
    listener.served(call, new RouterEvents.Served(200, "cache", Duration.ZERO, true, null));
    var record = records().getFirst();
    assertThat(record.get("from_cache").booleanValue()).isTrue();
    assertThat(record.get("cache_hit_kind").stringValue()).isEqualTo("exact");
    assertThat(record.get("cache_source").stringValue()).isEqualTo("memory");
    assertThat(record.get("cache_similarity").doubleValue()).isEqualTo(1);
    assertThat(record.get("cache_entry_age_seconds").longValue()).isEqualTo(90);
  }

  @Test
  void aCallIsInProgressWhileItsBackendThinks() {
    var seen = new ArrayList<String>();
    Upstream looking =
        (routed, request) -> {
          seen.add(records().getFirst().get("lifecycle_state").stringValue());
          return Talk.answering(200, "a").send(routed, request);
        };
    talk(Documents.YAML + ON.formatted("")).say(Talk.call("i"), "auto", "hi", looking);
    assertThat(seen).containsExactly("in_progress");
    assertThat(records()).hasSize(1);
  }

  @Test
  void whatEndsOtherwiseSaysHow() {
    var talk = talk(Documents.YAML + ON.formatted(""));
    talk.say(Talk.call("a"), "auto", "hi", failing(Fault.CANCELLED));
    talk.say(Talk.call("b"), "auto", "hi", failing(Fault.UPSTREAM));
    talk.say(Talk.call("c"), "auto", "hi", Talk.answering(429, "later"));
    assertThat(records().stream().map(r -> r.get("lifecycle_state").stringValue()))
        .containsExactly("failed", "failed", "aborted");
    assertThat(records().stream().map(r -> r.get("terminal_reason").stringValue()))
        .containsExactly("status_429", "upstream", "cancelled");
  }

  private static Upstream failing(Fault fault) {
    return (routed, request) -> {
      throw new RouterException(fault, "no reply");
    };
  }

  @Test
  void bodiesAreKeptWhereADecisionAsksForThem() {
    talk(withPlugin("capture_request_body: true, capture_response_body: true, max_body_bytes: 60"))
        .say(Talk.call("i"), "auto", "the derivative of x", Talk.answering(200, "2x"));
    var record = records().getFirst();
    assertThat(record.get("request_body").stringValue()).hasSize(60).startsWith("{\"model\"");
    assertThat(record.get("request_body_truncated").booleanValue()).isTrue();
    assertThat(record.get("response_body").stringValue()).startsWith("{\"choices\"");
    assertThat(record.get("response_body_truncated").booleanValue()).isTrue();
  }

  @Test
  void bodiesAreKeptEverywhereWhereTheGlobalSwitchSaysSo() {
    talk(Documents.YAML + ON.formatted(", capture_request_body: true"))
        .say(Talk.call("i"), "auto", "a lawsuit", Talk.answering(200, "a"));
    assertThat(records().getFirst().get("request_body").stringValue()).contains("a lawsuit");
    assertThat(records().getFirst().has("response_body")).isFalse();
  }

  @Test
  void aDecisionCanBeLeftOut() {
    var talk = talk(withPlugin("enabled: false") + ON.formatted(""));
    var reply = talk.say(Talk.call("a"), "auto", "the derivative", Talk.answering(200, "2x"));
    assertThat(Headers.NONE.with(Objects.requireNonNull(reply).edits()).first("x-vsr-replay-id"))
        .isNull();
    assertThat(records()).isEmpty();
    talk.say(Talk.call("b"), "auto", "a lawsuit", Talk.answering(200, "a"));
    assertThat(records()).hasSize(1);
  }

  @Test
  void aDecisionCanBeTheOnlyOne() {
    var talk = talk(withPlugin(""));
    talk.say(Talk.call("a"), "auto", "the derivative", Talk.answering(200, "2x"));
    talk.say(Talk.call("b"), "auto", "a lawsuit", Talk.answering(200, "a"));
    assertThat(records()).hasSize(1);
    assertThat(records().getFirst().get("lifecycle_state").stringValue()).isEqualTo("completed");
  }

  @Test
  void recordsOfAProcessThatDiedAreEnded(@TempDir Path directory) throws IOException {
    var yaml = Documents.YAML + ON.formatted("");
    var file = directory.resolve("r.jsonl");
    var dying = recorder(yaml, FileReplayStore.open(file, BOUNDS));
    talk(yaml, dying)
        .say(
            Talk.call("i"),
            "auto",
            "hi",
            (routed, request) -> {
              dying.close();
              return Talk.answering(200, "a").send(routed, request);
            });
    var next = recorder(yaml, FileReplayStore.open(file, BOUNDS));
    next.recover();
    next.close();
    try (var read = FileReplayStore.open(file, BOUNDS)) {
      var record =
          JsonMapper.shared()
              .readTree(read.list(ReplayQuery.ALL, 0, 1).records().getFirst().json());
      assertThat(record.get("lifecycle_state").stringValue()).isEqualTo("aborted");
      assertThat(record.get("terminal_reason").stringValue()).isEqualTo("router_ended");
    }
  }
}
