package io.signalbox.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Fault;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.server.reload.Documents;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogListenerTest {
  private final CapturedLog log = new CapturedLog(Map.of());
  private final LogListener listener = new LogListener(Documents.CATALOG);
  private final Calls calls = new Calls(listener);

  @AfterEach
  void giveBack() {
    log.close();
  }

  @Test
  void routedCallIsOneLineWhenItEnds() {
    calls.serve("id-1", "auto", Calls.answering(200));
    assertThat(log.lines()).hasSize(1);
    var line = log.lines().getFirst();
    assertThat(line.get("event").stringValue()).isEqualTo("routing_decision");
    assertThat(line.get("level").stringValue()).isEqualTo("info");
    assertThat(line.get("component").stringValue()).isEqualTo("router");
    assertThat(line.get("reason_code").stringValue()).isEqualTo("auto_routing");
    assertThat(line.get("request_id").stringValue()).isEqualTo("id-1");
    assertThat(line.get("original_model").stringValue()).isEqualTo("auto");
    assertThat(line.get("selected_model").stringValue()).isEqualTo("math-expert");
    assertThat(line.get("decision").stringValue()).isEqualTo("math_decision");
    assertThat(line.get("category").stringValue()).isEqualTo("math");
    assertThat(line.get("confidence").doubleValue()).isBetween(0.0, 1.0);
    assertThat(line.get("reasoning_enabled").booleanValue()).isTrue();
    assertThat(line.get("reasoning_effort").stringValue()).isEqualTo("medium");
    assertThat(line.get("routing_latency_ms").doubleValue()).isPositive();
    assertThat(line.get("duration_ms").doubleValue())
        .isGreaterThanOrEqualTo(line.get("routing_latency_ms").doubleValue());
    assertThat(line.get("status").intValue()).isEqualTo(200);
    assertThat(line.get("complete").booleanValue()).isTrue();
    assertThat(line.get("prompt_tokens").longValue()).isEqualTo(7);
    assertThat(line.get("completion_tokens").longValue()).isEqualTo(5);
  }

  @Test
  void callThatAKeptAnswerServesIsOneLineThatSaysSo() {
    var call = Documents.call("id-1");
    var routed = calls.router.explain(call, Documents.request("auto", Calls.PROMPT));
    listener.routed(routed, Duration.ofMillis(1));
    var age = Duration.ofSeconds(90);
    listener.cached(
        "keeper",
        routed,
        new CacheEvent.Hit(
            "memory", CacheEvent.Tier.SEMANTIC, 0.93, age, null, Duration.ofMillis(1)));
    listener.served(call, new RouterEvents.Served(200, "cache", Duration.ofMillis(2), true, null));
    assertThat(log.lines()).hasSize(1);
    var line = log.lines().getFirst();
    assertThat(line.get("response_path").stringValue()).isEqualTo("cache");
    assertThat(line.get("cache_hit_kind").stringValue()).isEqualTo("semantic");
    assertThat(line.get("cache_similarity").doubleValue()).isEqualTo(0.93);
    assertThat(line.get("cache_entry_age_seconds").longValue()).isEqualTo(90);
    assertThat(line.toString()).doesNotContain("secret");
  }

  @Test
  void requestIsOneLineOfTheAccessLog() {
    listener.exchanged(
        new RouterEvents.Exchanged(
            "id-1", "POST", "/v1/x\ny", 200, 12, true, Duration.ofMillis(7), "base-model"));
    var line = log.lines().getFirst();
    assertThat(line.get("event").stringValue()).isEqualTo("access");
    assertThat(line.get("component").stringValue()).isEqualTo("access");
    assertThat(line.get("request_id").stringValue()).isEqualTo("id-1");
    assertThat(line.get("method").stringValue()).isEqualTo("POST");
    assertThat(line.get("path").stringValue()).isEqualTo("/v1/xy");
    assertThat(line.get("status").intValue()).isEqualTo(200);
    assertThat(line.get("bytes").longValue()).isEqualTo(12);
    assertThat(line.get("duration_ms").doubleValue()).isEqualTo(7);
    assertThat(line.get("selected_model").stringValue()).isEqualTo("base-model");
    assertThat(line.get("complete").booleanValue()).isTrue();
  }

  @Test
  void fallbackIsOneLineAndTheEndNamesWhoAnswered() {
    calls.serve("id-1", "auto", calls.fallingBack("law-expert"));
    assertThat(log.lines()).hasSize(2);
    var fallback = log.lines().getFirst();
    assertThat(fallback.get("event").stringValue()).isEqualTo("model_fallback");
    assertThat(fallback.get("from_model").stringValue()).isEqualTo("math-expert");
    assertThat(fallback.get("to_model").stringValue()).isEqualTo("law-expert");
    assertThat(fallback.get("reason").stringValue()).isEqualTo("upstream");
    assertThat(log.lines().getLast().get("selected_model").stringValue()).isEqualTo("law-expert");
  }

  @Test
  void namedModelIsOneLineWithoutADecision() {
    calls.serve("id-1", "law-expert", Calls.answering(503));
    assertThat(log.lines()).hasSize(1);
    var line = log.lines().getFirst();
    assertThat(line.get("reason_code").stringValue()).isEqualTo("model_specified");
    assertThat(line.get("selected_model").stringValue()).isEqualTo("law-expert");
    assertThat(line.get("status").intValue()).isEqualTo(503);
    assertThat(line.has("decision")).isFalse();
    assertThat(line.has("routing_latency_ms")).isFalse();
  }

  @Test
  void backendThatDoesNotAnswerIsOneLineWithTheModel() {
    calls.serve("id-1", "auto", Calls.failing(Fault.TIMEOUT));
    assertThat(log.lines()).hasSize(1);
    var line = log.lines("request_failed").getFirst();
    assertThat(line.get("level").stringValue()).isEqualTo("warn");
    assertThat(line.get("fault").stringValue()).isEqualTo("timeout");
    assertThat(line.get("status").intValue()).isEqualTo(504);
    assertThat(line.get("selected_model").stringValue()).isEqualTo("math-expert");
    assertThat(line.get("duration_ms").doubleValue()).isPositive();
  }

  @Test
  void replyThatBreaksOffIsOneLine() {
    calls.serve("id-1", "auto", Calls.breaking());
    assertThat(log.lines()).hasSize(1);
    var line = log.lines("request_failed").getFirst();
    assertThat(line.get("fault").stringValue()).isEqualTo("upstream");
    assertThat(line.get("status").intValue()).isEqualTo(200);
    assertThat(line.get("complete").booleanValue()).isFalse();
  }

  @Test
  void unknownModelIsOneLineOfInformation() {
    calls.serve("id-1", "no-such-model", Calls.answering(200));
    assertThat(log.lines()).hasSize(1);
    var line = log.lines("request_failed").getFirst();
    assertThat(line.get("level").stringValue()).isEqualTo("info");
    assertThat(line.get("fault").stringValue()).isEqualTo("no_model");
    assertThat(line.get("original_model").stringValue()).isEqualTo("no-such-model");
    assertThat(line.has("selected_model")).isFalse();
  }

  @Test
  void promptThatWasNotSeenIsToldSo() {
    listener.unseen(Documents.call("id-1"), "request_body_mode NONE");
    var line = log.lines("prompt_unseen").getFirst();
    assertThat(line.get("reason").stringValue()).isEqualTo("request_body_mode NONE");
  }

  @Test
  void noLineHoldsWhatWasSaid() {
    calls.serve("id-1", "auto", Calls.answering(200));
    calls.serve("id-2", "auto", Calls.breaking());
    calls.serve("id-3", "auto", Calls.failing(Fault.UPSTREAM));
    assertThat(log.lines()).hasSize(3);
    assertThat(log.text()).doesNotContain("secret").doesNotContain("derivative");
  }

  @Test
  void idsOfClientsAreCutAndMadePrintable() {
    calls.serve("a\nb\u0000\"c" + "x".repeat(500), "auto", Calls.answering(200));
    assertThat(log.lines()).hasSize(1);
    var id = log.lines().getFirst().get("request_id").stringValue();
    assertThat(id).startsWith("ab\"cxxx").hasSize(128);
  }

  @Test
  void callsOfOneIdAreToldApart() {
    calls.serve("same", "auto", Calls.answering(200));
    calls.serve("same", "auto", Calls.answering(200));
    calls.serve("same", "auto", Calls.failing(Fault.UPSTREAM));
    assertThat(log.lines()).hasSize(3);
  }
}
