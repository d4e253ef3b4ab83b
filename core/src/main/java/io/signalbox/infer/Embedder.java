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
}
