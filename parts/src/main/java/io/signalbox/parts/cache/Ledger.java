package io.signalbox.parts.cache;

import io.signalbox.learn.Binomial;

/** What comparisons of one group found, by score, and the bar that follows. */
final class Ledger {
  private static final int BINS = 32;
  private static final double CONFIDENCE = 0.975;
  private static final double MOST_COMPARED = 0.2;
  private static final double LEAST_COMPARED = 0.02;

  /** Counts are halved when they are so many times what a bound needs. */
  private static final int MEMORY = 12;

  /** The newest comparisons, in which a change shows first. */
  private static final int RECENT = 64;

  private final double limit;
  private final double start;
  private final long needed;
  private final double[] right = new double[BINS];
  private final double[] wrong = new double[BINS];
  private final boolean[] recent = new boolean[RECENT];
  private int recentCount;
  private int bar;

  /** Whether there was once enough evidence for a bound; from then on one is asked for. */
  private boolean proving;

  private int evidence;

  Ledger(double limit, double start) {
    this.limit = limit;
    this.start = start;
    needed = Binomial.trialsFor(limit, CONFIDENCE);
  }

  private int bin(double score) {
    double share = start >= 1 ? 1 : (score - start) / (1 - start);
    return Math.clamp((int) (share * BINS), 0, BINS - 1);
  }

  synchronized double bar() {
    return bar == BINS ? Math.nextUp(1d) : start + (1 - start) * bar / BINS;
  }

  /** Rules on a hit, given a random number from 0 to 1. */
  synchronized AdaptiveBar.Ruling rule(double score, double chance) {
    if (chance < compared()) {
      return AdaptiveBar.Ruling.COMPARE;
    }
    return bin(score) >= bar ? AdaptiveBar.Ruling.SERVE : AdaptiveBar.Ruling.REFUSE;
  }

  /** The share that is compared: less with more evidence. */
  private double compared() {
    double share = MOST_COMPARED * needed / Math.max(needed, evidence);
    return Math.max(LEAST_COMPARED, share);
  }

  synchronized void add(double score, boolean isWrong) {
    int bin = bin(score);
    if (isWrong) {
      wrong[bin]++;
    } else {
      right[bin]++;
    }
    // Evidence is not thrown away before there is enough of it.
    if (proving && bin >= bar && changed(isWrong)) {
      halve();
      halve();
      halve();
    }
    if (total() > MEMORY * needed) {
      halve();
    }
    settle();
  }

  /** Whether the newest comparisons show that the limit is broken. */
  private boolean changed(boolean isWrong) {
    recent[recentCount % RECENT] = isWrong;
    recentCount++;
    int size = Math.min(recentCount, RECENT);
    int wrongs = 0;
    for (int i = 0; i < size; i++) {
      wrongs += recent[i] ? 1 : 0;
    }
    // One or two may be chance, however low the limit is.
    boolean broken = isWrong && wrongs > 2 && Binomial.showsAbove(wrongs, size, limit, CONFIDENCE);
    if (broken) {
      recentCount = 0;
    }
    return broken;
  }

  private double total() {
    double total = 0;
    for (int i = 0; i < BINS; i++) {
      total += right[i] + wrong[i];
    }
    return total;
  }

  private void halve() {
    for (int i = 0; i < BINS; i++) {
      right[i] /= 2;
      wrong[i] /= 2;
    }
  }

  /** Finds the lowest bar that holds. */
  private void settle() {
    proving |= total() >= needed;
    double rights = 0;
    double wrongs = 0;
    for (int i = 0; i < BINS; i++) {
      rights += right[i];
      wrongs += wrong[i];
    }
    bar = BINS;
    evidence = 0;
    for (int i = 0; i < BINS; i++) {
      int all = (int) (rights + wrongs);
      if (holds(Math.min(all, (int) Math.ceil(wrongs)), all)) {
        bar = i;
        evidence = all;
        return;
      }
      rights -= right[i];
      wrongs -= wrong[i];
    }
  }

  private boolean holds(int wrongs, int all) {
    return proving
        ? Binomial.showsAtMost(wrongs, all, limit, CONFIDENCE)
        : !Binomial.showsAbove(wrongs, all, limit, CONFIDENCE);
  }
}
