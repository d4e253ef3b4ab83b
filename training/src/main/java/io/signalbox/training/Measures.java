package io.signalbox.training;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Figures over outcomes. */
final class Measures {
  /** The normal quantile of a 95 % interval. */
  private static final double Z = 1.959964;

  private static final int BINS = 10;

  private Measures() {}

  /**
   * A share with its Wilson 95 % interval.
   *
   * @param hits how many
   * @param total out of how many
   */
  record Share(long hits, long total) {
    double value() {
      return total == 0 ? 0 : hits / (double) total;
    }

    double low() {
      return bound(-1);
    }

    double high() {
      return bound(1);
    }

    private double bound(int sign) {
      if (total == 0) {
        return sign < 0 ? 0 : 1;
      }
      double p = value();
      double z2 = Z * Z;
      double middle = p + z2 / (2 * total);
      double spread = Z * Math.sqrt(p * (1 - p) / total + z2 / (4.0 * total * total));
      return (middle + sign * spread) / (1 + z2 / total);
    }

    @Override
    public String toString() {
      return total == 0
          ? "-"
          : String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", value(), low(), high());
    }
  }

  /**
   * One bin of a reliability table.
   *
   * @param from lower end of the confidences
   * @param confidence their mean
   * @param right how many of the answers are right
   */
  record Bin(double from, double confidence, Share right) {}

  static Share share(List<Outcome> outcomes, Predicate<Outcome> hit) {
    return new Share(outcomes.stream().filter(hit).count(), outcomes.size());
  }

  static Share accuracy(List<Outcome> outcomes) {
    return share(outcomes, Outcome::isRight);
  }

  /** Of those that are of a label, how many were found. */
  static Share recall(List<Outcome> outcomes, int label) {
    var own = outcomes.stream().filter(outcome -> outcome.example().label() == label).toList();
    return accuracy(own);
  }

  /** Of those that were given a label, how many are of it. */
  static Share precision(List<Outcome> outcomes, int label) {
    return accuracy(outcomes.stream().filter(outcome -> outcome.best() == label).toList());
  }

  /** Mean negative log likelihood of the right label, in nats. */
  static double loss(List<Outcome> outcomes) {
    return outcomes.stream()
        .mapToDouble(o -> -Math.log(Math.max(1e-9, o.probabilities()[o.example().label()])))
        .average()
        .orElse(0);
  }

  /** Ten bins of equal width over the confidence. */
  static List<Bin> reliability(List<Outcome> outcomes) {
    return IntStream.range(0, BINS)
        .mapToObj(bin -> {
          var own =
              outcomes.stream()
                  .filter(o -> Math.min(BINS - 1, (int) (o.confidence() * BINS)) == bin)
                  .toList();
          double mean = own.stream().mapToDouble(Outcome::confidence).average().orElse(0);
          return new Bin(bin / (double) BINS, mean, accuracy(own));
        })
        .toList();
  }

  /** Expected calibration error: the mean gap between confidence and accuracy over the bins. */
  static double calibrationError(List<Outcome> outcomes) {
    return reliability(outcomes).stream()
            .mapToDouble(
                bin -> bin.right().total() * Math.abs(bin.confidence() - bin.right().value()))
            .sum()
        / Math.max(1, outcomes.size());
  }
}
