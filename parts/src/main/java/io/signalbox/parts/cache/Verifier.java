package io.signalbox.parts.cache;

import io.signalbox.chat.Deadline;

/** Tells whether the answer to one question may be given to another. Safe for many threads. */
@FunctionalInterface
public interface Verifier {
  /**
   * Compares two questions of the same partition whose vectors are near.
   *
   * @param stored the question whose answer is kept
   * @param asked the question that waits for an answer
   * @param deadline after which nobody waits; what cannot be told until then is not the same
   */
  Verdict verify(String stored, String asked, Deadline deadline);

  /**
   * What was found.
   *
   * @param score how sure, 0 to 1; 0 where a rule found a conflict
   * @param reason a word for reports and metrics: the conflict, or what decided
   */
  record Verdict(boolean same, double score, String reason) {}
}
