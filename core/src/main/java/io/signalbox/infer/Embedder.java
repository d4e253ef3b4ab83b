package io.signalbox.infer;

import io.signalbox.chat.Deadline;

/** Turns a text into a vector of unit length. Safe for use by many threads at once. */
public interface Embedder {
  /** The length of its vectors. */
  int dimensions();

  /** Which model makes them; two embedders of one model make the same vectors. */
  String model();

  /**
   * Embeds one window of text.
   *
   * @return a vector of {@link #dimensions()} floats with Euclidean norm 1
   */
  float[] embed(String text, Deadline deadline);

  /**
   * How near two vectors of unit length are, by their cosine.
   *
   * @return -1 to 1, whatever rounding made of the sum
   */
  static double cosine(float[] one, float[] other) {
    double product = 0;
    for (int i = 0; i < one.length; i++) {
      product += (double) one[i] * other[i];
    }
    return Math.clamp(product, -1, 1);
  }
}
