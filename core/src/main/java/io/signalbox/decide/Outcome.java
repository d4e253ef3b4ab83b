package io.signalbox.decide;

import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a rule says now, and what it could still say once more signals are read.
 *
 * <p>A leaf whose signal failed is unknown for good: it can neither come to hold nor come to be
 * refuted, so that a broken guard never satisfies a {@code NOT}.
 *
 * @param truth what is known now
 * @param mayHold whether it holds or could come to hold
 * @param mayMiss whether it is refuted or could come to be
 * @param low the least confidence it can have when it holds
 * @param high the greatest
 * @param matched the leaves that make it hold
 * @param unread the leaves whose reading could change this outcome
 */
record Outcome(
    Truth truth,
    boolean mayHold,
    boolean mayMiss,
    double low,
    double high,
    List<SignalName> matched,
    Set<SignalName> unread) {

  static Outcome of(Rule rule, Readings readings) {
    return switch (rule) {
      case Rule.Is(SignalName signal) -> leaf(signal, readings);
      case Rule.All(List<Rule> parts) -> all(parts, readings);
      case Rule.Any(List<Rule> parts) -> any(parts, readings);
      case Rule.Not(Rule part) -> not(of(part, readings));
    };
  }

  /** Whether its confidence is settled. */
  boolean exact() {
    return low == high;
  }

  private static Outcome leaf(SignalName signal, Readings readings) {
    return switch (readings.fact(signal)) {
      case null -> new Outcome(Truth.UNKNOWN, true, true, 0, 1, List.of(), Set.of(signal));
      case Fact.Holds(double c) ->
          new Outcome(Truth.YES, true, false, c, c, List.of(signal), Set.of());
      case Fact.Absent() -> new Outcome(Truth.NO, false, true, 0, 0, List.of(), Set.of());
      case Fact.Unknown() -> new Outcome(Truth.UNKNOWN, false, false, 0, 0, List.of(), Set.of());
    };
  }

  private static Outcome all(List<Rule> parts, Readings readings) {
    if (parts.isEmpty()) {
      return new Outcome(Truth.YES, true, false, 0, 0, List.of(), Set.of());
    }
    var truth = Truth.YES;
    boolean mayHold = true;
    boolean mayMiss = false;
    double low = 0;
    double high = 0;
    var matched = new ArrayList<SignalName>();
    var unread = new LinkedHashSet<SignalName>();
    for (var part : parts) {
      var outcome = of(part, readings);
      if (outcome.truth == Truth.NO) {
        return new Outcome(Truth.NO, false, true, 0, 0, List.of(), Set.of());
      }
      truth = outcome.truth == Truth.UNKNOWN ? Truth.UNKNOWN : truth;
      mayHold &= outcome.mayHold;
      mayMiss |= outcome.mayMiss;
      low += outcome.low;
      high += outcome.high;
      matched.addAll(outcome.matched);
      unread.addAll(outcome.unread);
    }
    return new Outcome(
        truth, mayHold, mayMiss, low / parts.size(), high / parts.size(), matched, unread);
  }

  private static Outcome any(List<Rule> parts, Readings readings) {
    var truth = Truth.NO;
    boolean mayHold = false;
    boolean mayMiss = true;
    double low = 0;
    double high = 0;
    List<SignalName> matched = List.of();
    var outcomes = parts.stream().map(part -> of(part, readings)).toList();
    for (var outcome : outcomes) {
      mayHold |= outcome.mayHold;
      mayMiss &= outcome.mayMiss;
      high = outcome.mayHold ? Math.max(high, outcome.high) : high;
      if (outcome.truth == Truth.YES && (truth != Truth.YES || outcome.low > low)) {
        low = outcome.low;
        matched = outcome.matched;
        truth = Truth.YES;
      } else if (outcome.truth == Truth.UNKNOWN && truth == Truth.NO) {
        truth = Truth.UNKNOWN;
      }
    }
    boolean holds = truth == Truth.YES;
    var unread = new LinkedHashSet<SignalName>();
    for (var outcome : outcomes) {
      // Once one part holds, only a surer one could still change something.
      if (!holds || (outcome.mayHold && outcome.high > low)) {
        unread.addAll(outcome.unread);
      }
    }
    return new Outcome(truth, mayHold, mayMiss, low, high, matched, unread);
  }

  private static Outcome not(Outcome part) {
    var truth =
        switch (part.truth) {
          case YES -> Truth.NO;
          case NO -> Truth.YES;
          case UNKNOWN -> Truth.UNKNOWN;
        };
    boolean settled = truth != Truth.UNKNOWN;
    return new Outcome(
        truth,
        /* mayHold= */ part.mayMiss,
        /* mayMiss= */ part.mayHold,
        1,
        1,
        List.of(),
        settled ? Set.of() : part.unread);
  }
}
