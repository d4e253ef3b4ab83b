package io.signalbox.decide;

import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The decisions against each other, as far as the readings go.
 *
 * <p>Decisions are asked in the order of their rank, and no further than one could still win. Where
 * some have tiers, all are asked, and there may be two bests: by the strategy, should none with a
 * tier come to match, and by tier, should one.
 */
final class Contest {
  private final Decisions decisions;
  private final Ranking ranking;
  private final Judge judge;
  private final byte[] marks;
  private final double[] low;
  private final double[] high;
  private int asked;
  private int bestByStrategy = -1;
  private int bestByTier = -1;

  /** Whether a decision with a tier matches, and whether one may come to. */
  private boolean byTier;

  private boolean mayBeByTier;

  Contest(Decisions decisions, Readings readings) {
    this.decisions = decisions;
    this.ranking = decisions.ranking();
    this.judge = new Judge(decisions.program(), readings);
    int count = decisions.all().size();
    marks = new byte[count];
    low = new double[count];
    high = new double[count];
    for (int i : ranking.order()) {
      if (!ranking.tiered()
          && bestByStrategy >= 0
          && ranking.closed(bestByStrategy, low[bestByStrategy], i)) {
        break;
      }
      ask(i);
      asked++;
    }
  }

  private void ask(int i) {
    var root = judge.ask(i);
    marks[i] = (byte) judge.marks(root);
    low[i] = judge.low(root);
    high[i] = judge.high(root);
    if (ranking.tier(i) > 0) {
      byTier |= (marks[i] & Marks.YES) != 0;
      mayBeByTier |= (marks[i] & Marks.MAY_HOLD) != 0;
    }
    if ((marks[i] & Marks.YES) != 0) {
      bestByStrategy = better(i, bestByStrategy, false);
      bestByTier = better(i, bestByTier, true);
    }
  }

  private int better(int challenger, int best, boolean tier) {
    return best < 0 || ranking.beats(challenger, low[challenger], best, low[best], tier)
        ? challenger
        : best;
  }

  /** Whether tiers count. */
  boolean byTier() {
    return byTier;
  }

  /** The number of the decision taken, or -1. */
  int best() {
    return byTier ? bestByTier : bestByStrategy;
  }

  Judge judge() {
    return judge;
  }

  /** The decision on what has been read. */
  Verdict verdict() {
    int best = best();
    if (best < 0) {
      return Verdict.NONE;
    }
    var matched = new ArrayList<SignalName>();
    judge.matched(judge.ask(best), matched);
    return new Verdict(decisions.all().get(best), low[best], matched);
  }

  /** The signals whose reading could still change the decision or its confidence. */
  Set<SignalName> wanted() {
    var wanted = new LinkedHashSet<SignalName>();
    boolean undecided = !byTier && mayBeByTier;
    for (int k = 0; k < asked; k++) {
      int i = ranking.order()[k];
      if ((marks[i] & Marks.MAY_HOLD) != 0 && matters(i, undecided)) {
        judge.unread(judge.ask(i), true, wanted);
      }
    }
    return wanted;
  }

  private boolean matters(int i, boolean undecided) {
    if (!undecided) {
      return matters(i, best(), byTier);
    }
    boolean tierDecides = bestByStrategy != bestByTier && ranking.tier(i) > 0;
    return tierDecides
        || matters(i, bestByTier, true)
        || (ranking.tier(i) == 0 && matters(i, bestByStrategy, false));
  }

  /** Whether it is the best and not exact, or could, at its surest, beat the best at its least. */
  private boolean matters(int i, int best, boolean tier) {
    return i == best
        ? low[i] < high[i]
        : best < 0 || ranking.beats(i, high[i], best, low[best], tier);
  }
}
