package io.signalbox.infer;

/** Turns logits into a distribution. */
public final class Softmax {
  private Softmax() {}

  /**
   * The distribution that a stretch of logits stands for.
   *
   * @param temperature what they are divided by
   */
  public static double[] of(float[] logits, int from, int count, double temperature) {
    var result = new double[count];
    for (int i = 0; i < count; i++) {
      result[i] = logits[from + i] / temperature;
    }
    return inPlace(result);
  }

  /** Puts the distribution in the place of its logits, and returns them. */
  public static double[] inPlace(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.exp(logits[i] - largest);
      sum += logits[i];
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] /= sum;
    }
    return logits;
  }
}
