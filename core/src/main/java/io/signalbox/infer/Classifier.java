package io.signalbox.infer;

import io.signalbox.chat.Deadline;

/** Tells which of a fixed set of labels a text is about. Safe for use by many threads at once. */
public interface Classifier {
  /**
   * Reads the whole text and weighs every label.
   *
   * @throws io.signalbox.chat.RouterException {@code OVERLOADED} when the queue is full, {@code
   *     TIMEOUT} when the deadline passed
   */
  Classification classify(String text, Deadline deadline);
}
