package io.signalbox.server.admin;

import io.signalbox.config.Permission;
import io.signalbox.learn.Fit;
import io.signalbox.learn.Outcome;
import io.signalbox.learn.Outcomes;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Takes what clients found of calls afterwards. */
public final class OutcomeOperation {
  private static final int LONGEST_KEY = 256;
  private static final int MOST_A_MINUTE = 60;
  private static final long MINUTE_MILLIS = 60_000;
  private static final int LONGEST_TEXT = 4096;
  private static final int MOST_METADATA = 64;
  private static final String MODEL = "model";
  private static final Set<String> TARGETS =
      Set.of(MODEL, "route", "policy", "stability", "provider", "router");
  private static final Set<String> SOURCES =
      Set.of("user", "agent", "eval", "operator", "provider", "router");

  private final Supplier<Optional<Outcomes>> outcomes;
  private final InstantSource clock;
  private final ReentrantLock counting = new ReentrantLock();
  private final Map<String, Deque<Long>> taken = new HashMap<>();

  private OutcomeOperation(Supplier<Optional<Outcomes>> outcomes, InstantSource clock) {
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /**
   * The endpoint.
   *
   * @param outcomes who learns from them; empty where nothing is learnt
   */
  public static Operation of(Supplier<Optional<Outcomes>> outcomes, InstantSource clock) {
    var operation = new OutcomeOperation(outcomes, clock);
    return new Operation(
            "POST", "/v1/router/outcomes", "What was found of a call afterwards", operation::answer)
        .needing(Permission.LEARNING_INGEST)
        .audited("outcome_recorded")
        .shaped(Operation.Shape.PLAIN.withHeaders("Idempotency-Key").withStatuses(404, 409, 429));
  }

  private Answer answer(Question question) {
    var body = question.object();
    var key = key(question.header("idempotency-key").orElse(""));
    admit(question.caller().role());
    var outcome = outcome(body);
    var learner =
        outcomes
            .get()
            .orElseThrow(() ->
                new Refusal(
                    503,
                    "NO_ROUTER_LEARNING_RUNTIME",
                    "nothing is learnt from outcomes (expected: global.router.learning.enabled)"));
    return answer(learner.post(key, outcome));
  }

  private Answer answer(Outcomes.Answer answer) {
    return switch (answer) {
      case UNKNOWN_CALL ->
          throw new Refusal(404, "REPLAY_NOT_FOUND", "replay_id: no call of that id is remembered");
      case OTHER_MODEL ->
          throw new Refusal(
              409, "OUTCOME_OWNERSHIP_MISMATCH", "target_ref: the call went to another model");
      case LEARNT -> taken(1, true);
      case NOTED -> taken(0, true);
      case DUPLICATE -> taken(0, false);
    };
  }

  private Answer taken(int updated, boolean recorded) {
    return AdminApi.ok(
        JsonMapper.shared()
            .createObjectNode()
            .put("success", true)
            .put("updated", updated)
            .put("recorded", recorded)
            .put("duplicate", !recorded)
            .put("timestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  private static String key(String header) {
    var key = header.strip();
    if (key.isEmpty()) {
      throw new Refusal(
          400, "MISSING_IDEMPOTENCY_KEY", "Idempotency-Key: missing (expected: a header)");
    }
    if (key.length() > LONGEST_KEY) {
      throw new Refusal(
          400,
          "INVALID_IDEMPOTENCY_KEY",
          "Idempotency-Key: %d characters (expected: at most %d)"
              .formatted(key.length(), LONGEST_KEY));
    }
    return key;
  }

  /** Counts a call against those of the last minute; there are only a few roles. */
  private void admit(String role) {
    long now = clock.millis();
    counting.lock();
    try {
      var calls = taken.computeIfAbsent(role, any -> new ArrayDeque<>());
      while (!calls.isEmpty() && calls.getFirst() <= now - MINUTE_MILLIS) {
        calls.removeFirst();
      }
      if (calls.size() >= MOST_A_MINUTE) {
        throw new Refusal(429, "RATE_LIMITED", "too many outcomes (expected: 60 a minute at most)");
      }
      calls.addLast(now);
    } finally {
      counting.unlock();
    }
  }

  private static Outcome outcome(ObjectNode body) {
    var replayId = text(body, "replay_id");
    if (replayId.isEmpty()) {
      throw invalid("replay_id: missing (expected: the x-vsr-replay-id of a reply)");
    }
    var source = text(body, "source");
    if (!source.isEmpty() && !SOURCES.contains(source)) {
      throw invalid("source: unknown (expected: user, agent, eval, operator, provider or router)");
    }
    var target = text(body, "target");
    if (!TARGETS.contains(target)) {
      throw invalid(
          "target: unknown (expected: model, route, policy, stability, provider or router)");
    }
    var fit =
        Fit.of(text(body, "verdict"))
            .orElseThrow(() ->
                invalid(
                    "verdict: unknown (expected: good_fit, underpowered, overprovisioned or"
                        + " failed)"));
    var _ = text(body, "reason");
    score(body.path("score"));
    var metadata = metadata(body.path("metadata"));
    return new Outcome(replayId, target.equals(MODEL), named(body, metadata), fit);
  }

  /** The model that an outcome claims to be about; some clients say it beside the others. */
  private static String named(ObjectNode body, JsonNode metadata) {
    var reference = text(body, "target_ref");
    if (!reference.isEmpty() || !(metadata instanceof ObjectNode facts)) {
      return reference;
    }
    for (var name : List.of(MODEL, "selected_model")) {
      var claimed = text(facts, name);
      if (!claimed.isEmpty()) {
        return claimed;
      }
    }
    return "";
  }

  private static void score(JsonNode score) {
    if (score.isMissingNode() || score.isNull()) {
      return;
    }
    if (!score.isNumber() || !(score.doubleValue() >= 0 && score.doubleValue() <= 1)) {
      throw invalid("score: out of range (expected: 0 to 1)");
    }
  }

  private static JsonNode metadata(JsonNode metadata) {
    boolean none = metadata.isMissingNode() || metadata.isNull();
    if (!none && !(metadata.isObject() && metadata.size() <= MOST_METADATA)) {
      throw invalid("metadata: unfit (expected: an object of at most 64 texts)");
    }
    return metadata;
  }

  private static String text(ObjectNode body, String name) {
    var value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isString() || value.stringValue().length() > LONGEST_TEXT) {
      throw invalid(name + ": unfit (expected: a text of at most 4096 characters)");
    }
    return value.stringValue().strip();
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "INVALID_OUTCOME", message);
  }
}
