package io.signalbox.decide;

import io.signalbox.decide.Explanation.Considered;
import io.signalbox.decide.Program.Node;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells why readings lead to a decision. */
final class Explainer {
  private final Decisions decisions;
  private final Readings readings;
  private final Function<SignalName, @Nullable Bounds> bounds;
  private final Contest contest;
  private final Judge judge;

  Explainer(Decisions decisions, Readings readings, Function<SignalName, @Nullable Bounds> bounds) {
    this.decisions = decisions;
    this.readings = readings;
    this.bounds = bounds;
    this.contest = new Contest(decisions, readings);
    this.judge = contest.judge();
  }

  Explanation explain() {
    int best = contest.best();
    double sureness = best < 0 ? 0 : judge.low(judge.ask(best));
    var considered = new ArrayList<Considered>();
    for (int i = 0; i < decisions.all().size(); i++) {
      var rule = judged(judge.ask(i));
      considered.add(new Considered(decisions.all().get(i), rule, fate(i, rule, best, sureness)));
    }
    var trace = new Tracer(decisions.program(), judge.facts(), readings).trace();
    return new Explanation(considered, trace);
  }

  private Fate fate(int i, Judged rule, int best, double sureness) {
    if (rule.truth() != Truth.YES || best < 0) {
      return new Fate.Missed(rule.truth());
    }
    if (i == best) {
      return new Fate.Won();
    }
    var rank = decisions.ranking().ahead(best, sureness, i, rule.confidence(), contest.byTier());
    return new Fate.Outranked(decisions.all().get(best).name(), rank);
  }

  /** Every part is asked by itself, since a rule skips the parts that cannot matter. */
  private Judged judged(Node node) {
    judge.ask(node);
    var truth = Marks.truth(judge.marks(node));
    double confidence = truth == Truth.YES ? judge.low(node) : 0;
    if (node.combination == null) {
      return leaf(node.leaf, truth, confidence);
    }
    var parts = new ArrayList<Judged>();
    for (var part : node.parts) {
      parts.add(judged(part));
    }
    return new Judged.Tree(node.combination, truth, confidence, parts);
  }

  private Judged leaf(int number, Truth truth, double confidence) {
    var leaf = decisions.program().leaves[number];
    var state = judge.facts().state(number);
    double value = judge.facts().value(number);
    var signal = leaf.rule().signal();
    var failure = state == Judged.State.FAILED ? failure(leaf) : null;
    return new Judged.Leaf(
        leaf.rule(),
        truth,
        confidence,
        Double.isNaN(value) ? null : (Double) value,
        leaf.rule().predicate() != null
            ? leaf.rule().predicate()
            : leaf.output() >= 0
                ? decisions.program().outputs.get(leaf.output()).bounds()
                : bounds.apply(signal),
        state,
        failure);
  }

  private String failure(Program.Leaf leaf) {
    if (leaf.output() < 0) {
      return readings.failures().getOrDefault(leaf.rule().signal().type(), "failed");
    }
    var failed = new ArrayList<String>();
    readings.failures().forEach((type, reason) -> failed.add(type + ": " + reason));
    return String.join("; ", failed);
  }
}
