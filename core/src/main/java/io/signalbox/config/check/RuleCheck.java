package io.signalbox.config.check;

import io.signalbox.config.RuleConfig;
import io.signalbox.config.RuleConfig.Operator;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problems;
import java.util.List;

/** Checks the form of a rule tree, not whether its signals exist. */
public final class RuleCheck {
  private static final int MAX_DEPTH = 64;

  private final Places places;
  private final Problems problems;
  private final Operator unwritten;

  /**
   * @param unwritten the operator that goes without saying
   */
  public RuleCheck(Places places, Problems problems, Operator unwritten) {
    this.places = places;
    this.problems = problems;
    this.unwritten = unwritten;
  }

  /** Reports what is wrong with a tree. */
  public void check(RuleConfig rule) {
    check(rule, 1);
  }

  private void check(RuleConfig rule, int depth) {
    if (depth > MAX_DEPTH) {
      error(rule, "conditions", "nested too deeply", "at most " + MAX_DEPTH + " levels");
      return;
    }
    if (rule.isLeaf()) {
      leaf(rule);
    } else {
      composite(rule);
    }
    for (var condition : rule.conditions()) {
      check(condition, depth + 1);
    }
  }

  private void leaf(RuleConfig leaf) {
    if (!leaf.conditions().isEmpty()) {
      error(leaf, "conditions", "both type and conditions", "a type and name, or conditions");
    } else if (leaf.operator() != null) {
      problems.add(places.warning(leaf, "operator", "has no effect", "no operator with a type"));
    }
    if ((leaf.name() == null || leaf.name().isBlank()) && places.sound(leaf, "name")) {
      error(leaf, "name", "missing", "the name of a signal");
    }
    if (leaf.label() != null && leaf.predicate() == null && places.sound(leaf, "predicate")) {
      error(leaf, "label", leaf.label(), "a predicate beside it");
    }
    if (leaf.predicate() != null && places.sound(leaf, "predicate")) {
      leaf.predicate()
          .fault()
          .ifPresent(fault ->
              error(leaf, "predicate", fault, "one or two of gt, gte, lt, lte around a number"));
    }
  }

  private void composite(RuleConfig rule) {
    if (rule.name() != null && places.sound(rule, "type")) {
      error(rule, "type", "missing", "the type of the signal " + rule.name());
      return;
    }
    for (var component : List.of("label", "predicate", "onError")) {
      if (places.states(rule, component)) {
        error(rule, component, "stands beside no type", "the type and name of a signal");
      }
    }
    if (!places.sound(rule, "operator") || !places.sound(rule, "conditions")) {
      return;
    }
    var count = rule.conditions().size();
    if (!places.states(rule, "operator") && count > 0) {
      problems.add(
          places.warning(rule, "operator", "missing, so it is " + unwritten, "AND, OR or NOT"));
    }
    if (rule.operator() == Operator.NOT && count != 1) {
      error(rule, "conditions", count + " conditions of NOT", "exactly one");
    }
    if (rule.operator() == Operator.OR && count == 0) {
      problems.add(
          places.warning(rule, "conditions", "OR of nothing never matches", "a condition"));
    }
  }

  private void error(RuleConfig rule, String component, String value, String expectation) {
    problems.add(places.problem(rule, component, value, expectation));
  }
}
