package io.signalbox.backends.onnx;

/** Turns logits into a distribution. */
final class Softmax {
  private Softmax() {}

  /**
   * The distribution that a stretch of logits stands for.
   *
   * @param temperature what they are divided by
   */
  static double[] of(float[] logits, int from, int count, double temperature) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, logits[i]);
    }
    var result = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      result[i] = Math.exp((logits[from + i] - largest) / temperature);
      sum += result[i];
    }
    for (int i = 0; i < count; i++) {
      result[i] /= sum;
    }
    return result;
  }
}
