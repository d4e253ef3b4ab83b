package io.signalbox.infer;

import io.signalbox.chat.Deadline;

/** Tells whether two questions have the same answer. Safe for use by many threads at once. */
@FunctionalInterface
public interface PairJudge {
  /**
   * Reads both questions in one pass.
   *
   * @return the chance that the answer to one is the answer to the other, 0 to 1, calibrated
   * @throws io.signalbox.chat.RouterException {@code OVERLOADED} when the queue is full, {@code
   *     TIMEOUT} when the deadline passed
   */
  double same(String a, String b, Deadline deadline);
}
