package io.signalbox.decide;

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
 * @param unread the signals whose reading could change this outcome
 */
record Outcome(
    Truth truth,
    boolean mayHold,
    boolean mayMiss,
    double low,
    double high,
    List<SignalName> matched,
    Set<SignalName> unread) {

  /** Asks one rule. */
  static Outcome of(Rule rule, Readings readings) {
    return of(rule, Projections.NONE, readings);
  }

  /** Asks one rule over projections. */
  static Outcome of(Rule rule, Projections projections, Readings readings) {
    var judge = new Judge(new Program(List.of(rule), projections), readings);
    var root = judge.ask(0);
    int marks = judge.marks(root);
    var matched = new ArrayList<SignalName>();
    if ((marks & Marks.YES) != 0) {
      judge.matched(root, matched);
    }
    var unread = new LinkedHashSet<SignalName>();
    judge.unread(root, true, unread);
    return new Outcome(
        Marks.truth(marks),
        (marks & Marks.MAY_HOLD) != 0,
        (marks & Marks.MAY_MISS) != 0,
        judge.low(root),
        judge.high(root),
        matched,
        unread);
  }

  /** Whether its confidence is settled. */
  boolean exact() {
    return low == high;
  }
}
