package io.signalbox.decide;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of two matching decisions is picked.
 *
 * <p>Once a decision with a tier matches, the strategy counts no more: the least tier wins, and a
 * decision without one stands before all tiers; then confidence, priority and name.
 */
final class Ranking {
  private final Decision[] decisions;
  private final Strategy strategy;
  private final boolean tiered;

  /** The decisions, those that may win at equal confidence first. */
  private final int[] order;

  Ranking(List<Decision> all, Strategy strategy) {
    this.decisions = all.toArray(Decision[]::new);
    this.strategy = strategy;
    this.tiered = all.stream().anyMatch(decision -> decision.tier() > 0);
    Comparator<Integer> first =
        Comparator.<Integer>comparingInt(i -> decisions[i].priority())
            .reversed()
            .thenComparing(i -> decisions[i].name());
    order = IntStream.range(0, decisions.length).boxed().sorted(first).mapToInt(i -> i).toArray();
  }

  /** Whether any decision has a tier. */
  boolean tiered() {
    return tiered;
  }

  /** In this order a decision is beaten by a later one only through its confidence, or a tier. */
  int[] order() {
    return order;
  }

  /**
   * Whether nothing from a place in the order on can beat the best before it, without tiers.
   *
   * @param sure the least confidence of the best
   */
  boolean closed(int best, double sure, int next) {
    return sure >= 1
        || (strategy == Strategy.PRIORITY
            && decisions[next].priority() < decisions[best].priority());
  }

  /** Whether the first is picked over the second, each at its confidence. */
  boolean beats(int a, double sureA, int b, double sureB, boolean byTier) {
    return switch (ahead(a, sureA, b, sureB, byTier)) {
      case TIER -> decisions[a].tier() < decisions[b].tier();
      case PRIORITY -> decisions[a].priority() > decisions[b].priority();
      case CONFIDENCE -> sureA > sureB;
      case NAME -> decisions[a].name().compareTo(decisions[b].name()) < 0;
    };
  }

  /** What one of two is ahead of the other in. */
  Fate.Rank ahead(int a, double sureA, int b, double sureB, boolean byTier) {
    if (byTier && decisions[a].tier() != decisions[b].tier()) {
      return Fate.Rank.TIER;
    }
    boolean sureDiffers = sureA != sureB;
    boolean priorityDiffers = decisions[a].priority() != decisions[b].priority();
    if (!byTier && strategy == Strategy.PRIORITY && priorityDiffers) {
      return Fate.Rank.PRIORITY;
    }
    return sureDiffers
        ? Fate.Rank.CONFIDENCE
        : priorityDiffers ? Fate.Rank.PRIORITY : Fate.Rank.NAME;
  }

  int tier(int decision) {
    return decisions[decision].tier();
  }
}
