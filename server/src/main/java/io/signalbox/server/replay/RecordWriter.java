package io.signalbox.server.replay;

import io.signalbox.chat.Fault;
import io.signalbox.server.observe.Category;
import io.signalbox.server.observe.RequestId;
import io.signalbox.server.replay.ReplayRecorder.Kept;
import io.signalbox.server.story.Shown;
import io.signalbox.server.story.Story;
import io.signalbox.store.CallRecorder.Body;
import io.signalbox.store.ReplayRecord;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a story as a record, in the fields of the router this one replaces.
 *
 * @param category tells the category of a call
 */
public record RecordWriter(Category category) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String IN_PROGRESS = "in_progress";

  ReplayRecord of(Story story, Kept kept) {
    var keys = keys(story);
    var json = JSON.createObjectNode();
    json.put("id", story.call().key());
    json.put("timestamp", story.began().truncatedTo(ChronoUnit.MILLIS).toString());
    put(json, "request_id", keys.requestId());
    put(json, "session_id", keys.sessionId());
    put(json, "conversation_id", Shown.header(story, "x-conversation-id"));
    var asked = story.asked();
    json.put("turn_index", asked == null ? 0 : asked.turns());
    decision(json, story, keys);
    signals(json, story);
    plugins(json, story);
    end(json, story);
    json.put("streaming", keys.streaming());
    if (keys.fromCache()) {
      cached(json, story);
    }
    if (asked != null) {
      json.put("context_token_count", asked.promptTokens());
    }
    body(json, "request_body", kept.request());
    body(json, "response_body", kept.response());
    return new ReplayRecord(story.call().key(), story.began(), keys, json.toString());
  }

  /** The record of a call whose process ended before it did; empty for one that has ended. */
  static Optional<ReplayRecord> abandoned(ReplayRecord record) {
    if (!(JSON.readTree(record.json()) instanceof ObjectNode json)
        || !json.path("lifecycle_state").asString("").equals(IN_PROGRESS)) {
      return Optional.empty();
    }
    json.put("lifecycle_state", "aborted").put("terminal_reason", "router_ended");
    return Optional.of(
        new ReplayRecord(record.id(), record.time(), record.keys(), json.toString()));
  }

  private static ReplayRecord.Keys keys(Story story) {
    var routed = story.routed();
    var asked = story.asked();
    var served = story.served();
    var session = Shown.header(story, "x-session-id");
    return new ReplayRecord.Keys(
        RequestId.printable(story.call().id()),
        session.isEmpty() ? Shown.header(story, "x-claude-code-session-id") : session,
        routed == null ? "" : routed.recipe(),
        routed == null ? "" : routed.decisionName(),
        Shown.askedFor(story),
        routed == null ? "" : routed.model().name(),
        asked != null && asked.stream(),
        served != null && served.path().equals("cache"));
  }

  private void decision(ObjectNode json, Story story, ReplayRecord.Keys keys) {
    put(json, "recipe", keys.recipe());
    put(json, "decision", keys.decision());
    put(json, "original_model", keys.originalModel());
    put(json, "selected_model", keys.selectedModel());
    var routed = story.routed();
    if (routed == null) {
      return;
    }
    var decision = routed.verdict().decision();
    if (decision != null) {
      json.put("decision_priority", decision.priority());
      json.put("confidence_score", routed.verdict().confidence());
    }
    put(json, "category", category.name(routed));
    json.put("reasoning_mode", routed.selection().candidate().reasons() ? "on" : "off");
    put(json, "selection_method", routed.selection().algorithm());
    var diagnostics = json.putObject("route_diagnostics");
    put(diagnostics, "decision", keys.decision());
    put(diagnostics, "selection_method", routed.selection().algorithm());
    put(diagnostics, "selection_reasoning", routed.selection().reason());
    put(diagnostics, "original_model", keys.originalModel());
    put(diagnostics, "selected_model", keys.selectedModel());
    diagnostics.put("decision_reason", routed.auto() ? "auto_routing" : "model_specified");
    diagnostics.put("routing_latency_ms", story.routing().toNanos() / 1e6);
    if (!Shown.failures(story).isEmpty()) {
      var errors = diagnostics.putObject("signal_errors");
      routed
          .readings()
          .failures()
          .forEach((type, reason) -> errors.put(type, RequestId.printable(reason)));
    }
  }

  private static void signals(ObjectNode json, Story story) {
    var signals = json.putObject("signals");
    var confidences = new TreeMap<String, Double>();
    for (var match : Shown.matches(story)) {
      signals.withArray(match.type()).add(match.name());
      confidences.put(match.type() + ":" + match.name(), match.confidence());
    }
    numbers(json, "signal_confidences", confidences);
    numbers(json, "signal_values", new TreeMap<>(Shown.values(story)));
  }

  private static void numbers(ObjectNode json, String key, TreeMap<String, Double> numbers) {
    if (!numbers.isEmpty()) {
      var object = json.putObject(key);
      numbers.forEach(object::put);
    }
  }

  private static void plugins(ObjectNode json, Story story) {
    var ran = json.putArray("plugins");
    for (var run : story.plugins()) {
      var error = run.error();
      ran.addObject()
          .put("type", run.type())
          .put(
              "outcome", error == null ? "success" : error.fault().name().toLowerCase(Locale.ROOT));
    }
  }

  private static void end(ObjectNode json, Story story) {
    var served = story.served();
    json.put("lifecycle_state", state(story));
    if (served == null) {
      return;
    }
    if (served.status() != 0) {
      json.put("response_status", served.status());
    }
    json.put("response_path", served.path());
    json.put(
        "ended_at", story.began().plus(served.took()).truncatedTo(ChronoUnit.MILLIS).toString());
    json.put("duration_ms", served.took().toMillis());
    put(json, "terminal_reason", reason(story));
    var ending = story.ending();
    var usage = ending == null ? null : ending.usage();
    if (usage != null) {
      json.put("prompt_tokens", usage.prompt());
      json.put("completion_tokens", usage.completion());
      json.put("total_tokens", usage.prompt() + usage.completion());
    }
  }

  private static void cached(ObjectNode json, Story story) {
    json.put("from_cache", true);
    var hit = story.hit();
    if (hit == null) {
      return;
    }
    json.put("cache_hit_kind", hit.tier().name().toLowerCase(Locale.ROOT));
    json.put("cache_source", hit.backend());
    json.put("cache_similarity", hit.similarity() == null ? 1 : hit.similarity());
    json.put("cache_entry_age_seconds", hit.age().toSeconds());
  }

  private static String state(Story story) {
    var served = story.served();
    if (served == null) {
      return IN_PROGRESS;
    }
    var error = served.error();
    if (error != null) {
      return error.fault() == Fault.CANCELLED ? "aborted" : "failed";
    }
    if (served.status() >= 400) {
      return "failed";
    }
    // Status 0 is a reply that the proxy does not show.
    return served.complete() || served.status() == 0 ? "completed" : "aborted";
  }

  private static String reason(Story story) {
    var served = story.served();
    if (served == null) {
      return "";
    }
    if (served.error() != null) {
      return Shown.fault(story);
    }
    if (served.status() >= 400) {
      return "status_" + served.status();
    }
    return served.complete() || served.status() == 0 ? "" : "client_left";
  }

  private static void body(ObjectNode json, String key, @Nullable Body body) {
    if (body != null) {
      json.put(key, body.text());
      if (body.truncated()) {
        json.put(key + "_truncated", true);
      }
    }
  }

  private static void put(ObjectNode json, String key, String value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }
}
