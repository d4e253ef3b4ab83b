package io.signalbox.engine;

import io.signalbox.config.DecisionConfig;
import io.signalbox.config.Routing;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problems;
import io.signalbox.decide.Decision;
import io.signalbox.decide.Decisions;
import io.signalbox.decide.Logic;
import io.signalbox.decide.OnError;
import io.signalbox.decide.Rule;
import io.signalbox.decide.Strategy;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds decisions that cannot win, and rules that say the same of every request. */
final class DecisionReview {
  /** More decisions than that are not searched for a common cover. */
  private static final int MOST_COVERS = 40;

  private final Routing graph;
  private final Decisions decisions;
  private final Predicate<SignalName> signed;
  private final Logic logic;
  private final boolean tiered;
  private final Places places;
  private final Problems problems;
  private final Map<SignalName, List<Decision>> readers = new HashMap<>();
  private final Map<Decision, Set<SignalName>> reads = new HashMap<>();
  private final List<Decision> unconditional = new ArrayList<>();

  /**
   * @param signed whether numbers below zero are measured of a signal
   */
  DecisionReview(
      Routing graph,
      Decisions decisions,
      Predicate<SignalName> signed,
      Places places,
      Problems problems) {
    this.graph = graph;
    this.decisions = decisions;
    this.signed = signed;
    this.logic = Logic.of(decisions.projections());
    this.tiered = decisions.all().stream().anyMatch(one -> one.tier() > 0);
    this.places = places;
    this.problems = problems;
    for (var decision : decisions.all()) {
      var names = new LinkedHashSet<SignalName>();
      decision.rule().signals(names::add);
      reads.put(decision, names);
      names.forEach(name -> readers.computeIfAbsent(name, any -> new ArrayList<>()).add(decision));
      if (names.isEmpty()) {
        unconditional.add(decision);
      }
    }
  }

  void run() {
    for (int i = 0; i < decisions.all().size(); i++) {
      var config = graph.decisions().get(i);
      var decision = decisions.all().get(i);
      boolean impossible = !logic.possible(List.of(decision.rule()), List.of());
      if (impossible) {
        warn(config, "rules", "never matches", "conditions that can hold together");
      } else {
        constant(config, decision);
        shadowed(config, decision);
      }
      guards(config, decision.rule(), false);
      predicates(config, decision.rule());
    }
  }

  /** A rule with conditions that no request fails. */
  private void constant(DecisionConfig config, Decision decision) {
    boolean conditional = !reads.getOrDefault(decision, Set.of()).isEmpty();
    if (conditional && !logic.possible(List.of(), List.of(decision.rule()))) {
      warn(config, "rules", "always matches", "no rules at all for a catch-all");
    }
  }

  private void shadowed(DecisionConfig config, Decision decision) {
    var ahead = ahead(decision);
    for (var other : ahead) {
      if (!logic.possible(List.of(decision.rule()), List.of(other.rule()))) {
        warn(
            config,
            "name",
            "%s never wins: %s is ahead of it and matches whenever it does"
                .formatted(decision.name(), other.name()),
            "a rank before that of " + other.name() + ", or a narrower rule there");
        return;
      }
    }
    var rules = ahead.stream().limit(MOST_COVERS).map(Decision::rule).toList();
    if (rules.size() > 1 && !logic.possible(List.of(decision.rule()), rules)) {
      var names = ahead.stream().limit(MOST_COVERS).map(Decision::name);
      warn(
          config,
          "name",
          decision.name() + " never wins: one of those ahead of it always matches as well",
          "a rank before one of " + names.collect(Collectors.joining(", ")));
    }
  }

  /**
   * The decisions that win against this one whatever the confidences, if they have to do with it.
   */
  private Set<Decision> ahead(Decision decision) {
    var ahead = new LinkedHashSet<Decision>();
    for (var other : unconditional) {
      if (beats(other, decision)) {
        ahead.add(other);
      }
    }
    for (var name : reads.getOrDefault(decision, Set.of())) {
      for (var other : readers.getOrDefault(name, List.of())) {
        if (beats(other, decision)) {
          ahead.add(other);
        }
      }
    }
    return ahead;
  }

  private boolean beats(Decision other, Decision decision) {
    if (other.equals(decision)) {
      return false;
    }
    if (tiered) {
      return decision.tier() > 0 && other.tier() < decision.tier();
    }
    return decisions.strategy() == Strategy.PRIORITY && other.priority() > decision.priority();
  }

  /** Leaves beneath a NOT that count as a miss when their signal fails. */
  private void guards(DecisionConfig config, Rule rule, boolean negated) {
    switch (rule) {
      case Rule.Is(var signal, var _, var onError) -> {
        if (negated && onError == OnError.NO_MATCH) {
          warn(
              config,
              "rules",
              "NOT %s holds when the signal fails".formatted(signal),
              "no on_error there: a signal that fails then keeps the door shut");
        }
      }
      case Rule.All(var parts) -> parts.forEach(part -> guards(config, part, negated));
      case Rule.Any(var parts) -> parts.forEach(part -> guards(config, part, negated));
      case Rule.Not(var part) -> guards(config, part, !negated);
    }
  }

  /** Predicates that every number meets, or none: what most signals measure is not below zero. */
  private void predicates(DecisionConfig config, Rule rule) {
    switch (rule) {
      case Rule.Is(var signal, var predicate, var _) -> {
        if (predicate != null && !signed.test(signal)) {
          predicate(config, signal, predicate);
        }
      }
      case Rule.All(var parts) -> parts.forEach(part -> predicates(config, part));
      case Rule.Any(var parts) -> parts.forEach(part -> predicates(config, part));
      case Rule.Not(var part) -> predicates(config, part);
    }
  }

  private void predicate(DecisionConfig config, SignalName signal, Bounds bounds) {
    var lt = bounds.lt();
    var lte = bounds.lte();
    if ((lt != null && lt <= 0) || (lte != null && lte < 0)) {
      warn(
          config,
          "rules",
          "%s %s never holds: no signal measures less than 0".formatted(signal, bounds),
          "a bound above 0");
    } else if (lt == null && lte == null && least(bounds)) {
      warn(
          config,
          "rules",
          "%s %s always holds: no signal measures less than 0".formatted(signal, bounds),
          "a bound above 0");
    }
  }

  private static boolean least(Bounds bounds) {
    var gt = bounds.gt();
    var gte = bounds.gte();
    return (gte != null && gte <= 0) || (gt != null && gt < 0);
  }

  private void warn(DecisionConfig config, String component, String value, String expectation) {
    problems.add(places.warning(config, component, value, expectation));
  }
}
