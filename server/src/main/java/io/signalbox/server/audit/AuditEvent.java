package io.signalbox.server.audit;

import io.signalbox.plugin.Deed;
import io.signalbox.server.observe.RequestId;
import io.signalbox.server.story.Shown;
import io.signalbox.server.story.Story;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a story as an audit event, in the form of {@code docs/audit-event.schema.json}. What is
 * not known is left out.
 *
 * @param tellsReplayId whether answers tell the keys of their calls
 * @param users hashes who asked, or null to leave that out
 */
record AuditEvent(boolean tellsReplayId, @Nullable UserHash users) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SCHEMA = "signalbox.audit/1";

  ObjectNode of(Story story) {
    var event = JSON.createObjectNode();
    event.put("schema", SCHEMA);
    event.put("time", story.began().truncatedTo(ChronoUnit.MILLIS).toString());
    event.put("call_id", story.call().key());
    put(event, "request_id", RequestId.printable(story.call().id()));
    if (tellsReplayId) {
      event.put("replay_id", story.call().key());
    }
    put(event, "requested_model", Shown.askedFor(story));
    decision(event, story);
    signals(event, story);
    coverage(event, story);
    plugins(event, story);
    deeds(event, story);
    cached(event, story);
    end(event, story);
    if (users != null) {
      put(event, "user", users.of(story.call()));
    }
    return event;
  }

  private static void decision(ObjectNode event, Story story) {
    var routed = story.routed();
    if (routed == null) {
      return;
    }
    event.put("reason_code", routed.auto() ? "auto_routing" : "model_specified");
    put(event, "recipe", routed.recipe());
    if (!routed.decisionName().isEmpty()) {
      event.put("decision", routed.decisionName());
      event.put("confidence", routed.verdict().confidence());
    }
    event.put("selected_model", routed.model().name());
    put(event, "algorithm", routed.selection().algorithm());
    put(event, "reason", routed.selection().reason());
    event.put("reasoning", routed.selection().candidate().reasons());
    event.put("routing_ms", millis(story.routing().toNanos()));
  }

  private static void signals(ObjectNode event, Story story) {
    var signals = event.putArray("signals");
    for (var match : Shown.matches(story)) {
      var signal =
          signals
              .addObject()
              .put("type", match.type())
              .put("name", match.name())
              .put("confidence", match.confidence());
      if (match.value() != null) {
        signal.put("value", match.value());
      }
    }
    var failures = Shown.failures(story);
    if (!failures.isEmpty()) {
      failures.forEach(event.putArray("signals_failed")::add);
    }
  }

  private static void plugins(ObjectNode event, Story story) {
    var plugins = event.putArray("plugins");
    for (var run : story.plugins()) {
      var plugin = plugins.addObject().put("type", run.type());
      var error = run.error();
      plugin.put("outcome", error == null ? "success" : "error");
      if (error != null) {
        plugin.put("fault", error.fault().name().toLowerCase(Locale.ROOT));
      }
    }
  }

  private static void coverage(ObjectNode event, Story story) {
    var routed = story.routed();
    var coverage = routed == null ? null : routed.readings().coverage();
    if (coverage != null) {
      event.put("read_coverage", coverage);
    }
  }

  private static void deeds(ObjectNode event, Story story) {
    var reasons = story.done(Deed.BLOCKED);
    if (!reasons.isEmpty()) {
      reasons.keySet().forEach(event.putArray("blocked")::add);
    }
    var types = story.done(Deed.REDACTED);
    if (!types.isEmpty()) {
      types.forEach(event.putObject("redacted")::put);
    }
  }

  private static void end(ObjectNode event, Story story) {
    var served = story.served();
    if (served != null) {
      event.put("response_path", served.path());
      if (served.status() != 0) {
        event.put("status", served.status());
      }
      event.put("complete", served.complete());
      event.put("duration_ms", millis(served.took().toNanos()));
      put(event, "fault", Shown.fault(story));
    }
    var ending = story.ending();
    var usage = ending == null ? null : ending.usage();
    if (usage != null) {
      event.putObject("tokens").put("prompt", usage.prompt()).put("completion", usage.completion());
    }
  }

  private static void cached(ObjectNode event, Story story) {
    var hit = story.hit();
    if (hit == null) {
      return;
    }
    var cached =
        event
            .putObject("cache")
            .put("tier", hit.tier().name().toLowerCase(Locale.ROOT))
            .put("backend", hit.backend())
            .put("age_seconds", hit.age().toSeconds());
    if (hit.similarity() != null) {
      cached.put("similarity", hit.similarity());
    }
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1e3) / 1e3;
  }

  private static void put(ObjectNode event, String key, String value) {
    if (!value.isEmpty()) {
      event.put(key, value);
    }
  }
}
