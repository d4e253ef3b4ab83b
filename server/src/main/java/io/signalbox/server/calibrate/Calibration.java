package io.signalbox.server.calibrate;

import io.signalbox.learn.Binomial;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The threshold of one signal, chosen so that few harmless prompts reach it.
 *
 * <p>How many of the harmless prompts may reach it is settled by their number alone, before any
 * score is looked at: so many that the exact binomial bound on the rate still keeps the promise.
 * The threshold is then the lowest that no more of them reach. That makes the bound hold for the
 * chosen threshold, too, whatever the scores are distributed like.
 */
public final class Calibration {
  /** Thresholds have four decimals. */
  private static final double GRID = 1e4;

  private final double[] harmless;
  private final double[] harmful;
  private final double confidence;
  private final int allowed;
  private final @Nullable Double threshold;

  /**
   * @param harmless scores of harmless prompts
   * @param harmful scores of prompts that should be caught; may be empty
   * @param most the highest rate of false alarms, 0 to 1
   * @param confidence with which it must be kept, 0 to 1
   */
  public Calibration(List<Double> harmless, List<Double> harmful, double most, double confidence) {
    this.harmless = sorted(harmless);
    this.harmful = sorted(harmful);
    this.confidence = confidence;
    allowed = allowed(this.harmless.length, most, confidence);
    threshold = allowed < 0 ? null : above(allowed);
  }

  /**
   * What a threshold means.
   *
   * @param alarms harmless prompts that reach it
   * @param rate of them
   * @param atMost the exact bound on that rate
   * @param caught share of the prompts that should be caught, or null without any
   * @param caughtAtLeast the exact bound on that share
   */
  public record Point(
      double threshold,
      int alarms,
      double rate,
      double atMost,
      @Nullable Double caught,
      @Nullable Double caughtAtLeast) {}

  /** The threshold that keeps the promise, or null when none is shown to. */
  public @Nullable Double threshold() {
    return threshold;
  }

  /** How many harmless prompts are needed at least to show that a rate is kept. */
  public static long promptsFor(double most, double confidence) {
    return Binomial.trialsFor(most, confidence);
  }

  /** What a threshold means on these prompts. */
  public Point at(double value) {
    int alarms = reaching(harmless, value);
    int caught = reaching(harmful, value);
    boolean none = harmful.length == 0;
    return new Point(
        value,
        alarms,
        harmless.length == 0 ? 0 : (double) alarms / harmless.length,
        Binomial.upper(alarms, harmless.length, confidence),
        none ? null : (double) caught / harmful.length,
        none ? null : Binomial.lower(caught, harmful.length, confidence));
  }

  /** What there is to choose from: fewer false alarms first. */
  public List<Point> tradeOff() {
    Set<Double> thresholds = new LinkedHashSet<>();
    int most = harmless.length;
    for (int alarms :
        new int[] {0, 1, 2, 5, most / 200, most / 100, most / 50, most / 20, most / 10}) {
      var value = alarms < most ? above(alarms) : null;
      if (value != null) {
        thresholds.add(value);
      }
    }
    if (threshold != null) {
      thresholds.add(threshold);
    }
    return thresholds.stream().sorted((a, b) -> Double.compare(b, a)).map(this::at).toList();
  }

  /** The most false alarms that still show the rate; -1 when even none does not. */
  private static int allowed(int prompts, double most, double confidence) {
    int allowed = -1;
    while (allowed + 1 < prompts && Binomial.upper(allowed + 1, prompts, confidence) <= most) {
      allowed++;
    }
    return allowed;
  }

  /** The lowest threshold that at most so many harmless prompts reach; null when none does. */
  private @Nullable Double above(int alarms) {
    double score = harmless[harmless.length - 1 - alarms];
    double value = (Math.floor(score * GRID) + 1) / GRID;
    return value > 1 ? null : value;
  }

  private static int reaching(double[] sorted, double value) {
    int from = Arrays.binarySearch(sorted, value);
    if (from < 0) {
      return sorted.length + from + 1;
    }
    while (from > 0 && sorted[from - 1] == value) {
      from--;
    }
    return sorted.length - from;
  }

  private static double[] sorted(List<Double> scores) {
    return scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
