package io.signalbox.engine;

import io.signalbox.decide.Decisions;
import io.signalbox.decide.Rule;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The parts of a recipe, before they are bound to each other.
 *
 * @param guarded whether a decision asks a signal that guards
 */
record Draft(
    Decisions decisions, Map<String, Route> routes, List<Signal> signals, boolean guarded) {
  /** The decisions of some rules, and no signal that they do not ask. */
  Draft only(Predicate<Rule> wanted) {
    var kept = decisions.all().stream().filter(one -> wanted.test(one.rule())).toList();
    var asked = new HashSet<SignalName>();
    kept.forEach(decision -> decision.rule().signals(asked::add));
    var projections = decisions.projections().reachedFrom(asked);
    projections.signals(asked::add);
    for (var condition : projections.conditions()) {
      if (condition.names().stream().anyMatch(asked::contains)) {
        condition.rule().signals(asked::add);
      }
    }
    for (var partition : projections.partitions()) {
      // Which member remains depends on all of them.
      if (partition.members().stream().anyMatch(asked::contains)) {
        asked.addAll(partition.members());
      }
    }
    var needed =
        signals.stream()
            .filter(signal ->
                signal.names().stream()
                    .anyMatch(name -> asked.contains(new SignalName(signal.type(), name))))
            .toList();
    return new Draft(
        new Decisions(kept, decisions.strategy(), projections), routes, needed, guarded);
  }
}
