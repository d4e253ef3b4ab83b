package io.signalbox.parts.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Keeps the share of wrong answers among those served by meaning under a limit. Some hits are
 * answered by the model instead, and what would have been served is compared with its answer. Of
 * each group, wrong and right ones are counted by score; the bar is the lowest score from which on
 * the upper bound of the share of wrong ones (Clopper and Pearson, 95 % two-sided) is under the
 * limit. Until there are enough comparisons for such a bound, a score is good until it is shown to
 * be bad. Safe for many threads.
 */
public final class AdaptiveBar {
  private static final int MOST_GROUPS = 1024;

  private final double limit;
  private final double start;
  private final DoubleSupplier random;
  private final Map<String, Ledger> ledgers =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ledger> eldest) {
          return size() > MOST_GROUPS;
        }
      };

  /** What becomes of a question that would be a hit. */
  public enum Ruling {
    /** The kept answer is served. */
    SERVE,
    /** The model answers, and the kept answer is compared with its answer. */
    COMPARE,
    /** The model answers. */
    REFUSE
  }

  /**
   * Starts without evidence.
   *
   * @param limit the share of wrong answers that is not exceeded, 0 to 1, exclusive
   * @param start the bar below which nothing is served
   * @param random numbers from 0 to 1
   */
  public AdaptiveBar(double limit, double start, DoubleSupplier random) {
    this.limit = limit;
    this.start = start;
    this.random = random;
  }

  /** What to do with a hit of this score. */
  public Ruling rule(String group, double score) {
    if (score < start) {
      return Ruling.REFUSE;
    }
    return ledger(group).rule(score, random.getAsDouble());
  }

  /** Tells what a comparison found. */
  public void compared(String group, double score, boolean wrong) {
    if (score >= start) {
      ledger(group).add(score, wrong);
    }
  }

  /** The least score that is served now; above 1 when nothing is. */
  public double bar(String group) {
    return ledger(group).bar();
  }

  private Ledger ledger(String group) {
    synchronized (ledgers) {
      return ledgers.computeIfAbsent(group, name -> new Ledger(limit, start));
    }
  }
}
