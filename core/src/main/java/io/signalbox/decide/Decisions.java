package io.signalbox.decide;

import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All decisions of a recipe, and how one is picked.
 *
 * <p>Picking is a pure function of the readings, and it can be asked before everything is read:
 * every rule yields an interval of confidences it could still end with. The verdict is settled once
 * the best decision that holds beats the best that every other one could still become. Until then
 * {@link #settle} names the leaves whose reading could change the outcome, and nothing else need be
 * read: the early stop gives the verdict that reading everything would give.
 *
 * @param all in the order they are configured
 * @param strategy how one of several is picked
 */
public record Decisions(List<Decision> all, Strategy strategy) {
  public Decisions {
    all = List.copyOf(all);
  }

  /** A verdict, or what must be read for one. */
  public sealed interface Progress {
    /** Nothing that could still be read changes this. */
    record Settled(Verdict verdict) implements Progress {}

    /** The verdict depends on these leaves; never empty. */
    record Open(Set<SignalName> wanted) implements Progress {}
  }

  /** The verdict on what has been read; what has not counts as unknown. */
  public Verdict decide(Readings readings) {
    return verdict(judge(readings));
  }

  /** The verdict if nothing unread can change it, else what to read next. */
  public Progress settle(Readings readings) {
    var judged = judge(readings);
    var best = best(judged);
    var wanted = new LinkedHashSet<SignalName>();
    for (var one : judged) {
      boolean matters =
          one.equals(best)
              ? !one.outcome.exact()
              : one.outcome.mayHold() && (best == null || couldBeat(one, best));
      if (matters) {
        wanted.addAll(one.outcome.unread());
      }
    }
    return wanted.isEmpty() ? new Progress.Settled(verdict(judged)) : new Progress.Open(wanted);
  }

  private record Judged(Decision decision, Outcome outcome) {}

  private List<Judged> judge(Readings readings) {
    var judged = new ArrayList<Judged>(all.size());
    for (var decision : all) {
      judged.add(new Judged(decision, Outcome.of(decision.rule(), readings)));
    }
    return judged;
  }

  private @Nullable Judged best(List<Judged> judged) {
    Judged best = null;
    for (var one : judged) {
      if (one.outcome.truth() == Truth.YES
          && (best == null
              || beats(one.decision, one.outcome.low(), best.decision, best.outcome.low()))) {
        best = one;
      }
    }
    return best;
  }

  /** Whether the challenger, at its most confident, would be picked over the best at its least. */
  private boolean couldBeat(Judged challenger, Judged best) {
    return beats(challenger.decision, challenger.outcome.high(), best.decision, best.outcome.low());
  }

  private boolean beats(Decision a, double confidenceA, Decision b, double confidenceB) {
    int byConfidence = Double.compare(confidenceA, confidenceB);
    int byPriority = Integer.compare(a.priority(), b.priority());
    int order =
        switch (strategy) {
          case PRIORITY -> byPriority != 0 ? byPriority : byConfidence;
          case CONFIDENCE -> byConfidence != 0 ? byConfidence : byPriority;
        };
    return order != 0 ? order > 0 : a.name().compareTo(b.name()) < 0;
  }

  private Verdict verdict(List<Judged> judged) {
    var considered = new ArrayList<Explanation.Considered>(judged.size());
    for (var one : judged) {
      var outcome = one.outcome;
      double confidence = outcome.truth() == Truth.YES ? outcome.low() : 0;
      considered.add(
          new Explanation.Considered(
              one.decision.name(), outcome.truth(), confidence, outcome.matched()));
    }
    var explanation = new Explanation(considered);
    var best = best(judged);
    return best == null
        ? new Verdict(null, 0, List.of(), explanation)
        : new Verdict(best.decision, best.outcome.low(), best.outcome.matched(), explanation);
  }
}
