package io.signalbox.learn;

/** Exact bounds on a rate of which a sample was seen, after Clopper and Pearson (1934). */
public final class Binomial {
  private static final int STEPS = 60;

  private Binomial() {}

  /**
   * The highest rate that is compatible with a sample.
   *
   * @param hits how often it happened
   * @param trials how often it could have
   * @param confidence of this one-sided bound, 0 to 1, exclusive
   */
  public static double upper(int hits, int trials, double confidence) {
    if (hits >= trials) {
      return 1;
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (atMost(hits, trials, middle) > 1 - confidence) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The lowest rate that is compatible with a sample. */
  public static double lower(int hits, int trials, double confidence) {
    return 1 - upper(trials - hits, trials, confidence);
  }

  /** Whether a sample shows that the rate is at most this high: quicker than the bound itself. */
  public static boolean showsAtMost(int hits, int trials, double rate, double confidence) {
    return hits <= trials * rate && atMost(hits, trials, rate) <= 1 - confidence;
  }

  /** Whether a sample shows that the rate is higher than this. */
  public static boolean showsAbove(int hits, int trials, double rate, double confidence) {
    return hits > trials * rate && 1 - atMost(hits - 1, trials, rate) < 1 - confidence;
  }

  /** How many trials without a hit show that a rate is at most this high. */
  public static long trialsFor(double rate, double confidence) {
    return (long) Math.ceil(Math.log(1 - confidence) / Math.log1p(-rate));
  }

  /** The chance of at most so many hits. */
  private static double atMost(int hits, int trials, double rate) {
    if (rate <= 0) {
      return 1;
    }
    if (rate >= 1) {
      return 0;
    }
    double odds = Math.log(rate) - Math.log1p(-rate);
    double term = trials * Math.log1p(-rate);
    double sum = Math.exp(term);
    for (int k = 1; k <= hits; k++) {
      term += odds + Math.log((double) (trials - k + 1) / k);
      sum += Math.exp(term);
    }
    return Math.min(1, sum);
  }
}
