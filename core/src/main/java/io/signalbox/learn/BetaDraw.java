package io.signalbox.learn;

import java.util.random.RandomGenerator;

/**
 * Draws from Beta distributions, as the share of one Gamma draw in the sum of two.
 *
 * <p>Source: G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables (2000),
 * which holds for shapes of at least 1; ours are.
 *
 * @param random must be safe for use by many threads
 */
record BetaDraw(RandomGenerator random) {
  /**
   * Draws once.
   *
   * @param alpha at least 1
   * @param beta at least 1
   * @return 0 to 1
   */
  double of(double alpha, double beta) {
    double first = gamma(alpha);
    double second = gamma(beta);
    return first / (first + second);
  }

  private double gamma(double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double normal = random.nextGaussian();
      double cube = 1 + c * normal;
      if (cube <= 0) {
        continue;
      }
      double v = cube * cube * cube;
      double uniform = 1 - random.nextDouble();
      if (Math.log(uniform) < normal * normal / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
