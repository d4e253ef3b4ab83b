package io.signalbox.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.signalbox.kubernetes.resource.SemanticRouter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The conditions of a resource, written anew. The time of a condition is that of its last turn, so
 * that the same state gives the same status.
 */
final class Conditions {
  /** Longer messages are cut: the API server takes 32768 characters, people far fewer. */
  private static final int LONGEST = 4000;

  private final List<Condition> previous;
  private final long generation;
  private final Instant now;
  private final List<Condition> written = new ArrayList<>();

  Conditions(SemanticRouter router, Instant now) {
    previous = of(router);
    generation = Objects.requireNonNullElse(router.getMetadata().getGeneration(), 0L);
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The conditions that a resource has. */
  static List<Condition> of(SemanticRouter router) {
    var status = router.getStatus();
    var conditions = status == null ? null : status.conditions();
    return conditions == null ? List.of() : conditions;
  }

  /** Says whether something holds, why, and what that means. */
  void put(String type, boolean holds, String reason, String message) {
    put(type, holds ? "True" : "False", reason, message);
  }

  /** Says that nobody knows whether something holds. */
  void putUnknown(String type, String reason, String message) {
    put(type, "Unknown", reason, message);
  }

  /** Leaves a condition as it was, if there was one. */
  void keep(String type) {
    before(type).ifPresent(written::add);
  }

  List<Condition> all() {
    return List.copyOf(written);
  }

  private void put(String type, String status, String reason, String message) {
    var time =
        before(type)
            .filter(condition -> status.equals(condition.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElse(now.toString());
    written.add(
        new ConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message)
            .withLastTransitionTime(time)
            .withObservedGeneration(generation)
            .build());
  }

  private Optional<Condition> before(String type) {
    return previous.stream().filter(condition -> type.equals(condition.getType())).findFirst();
  }
}
