package io.signalbox.learn;

import java.time.Instant;

/**
 * What is remembered of a conversation.
 *
 * @param model that answered last
 * @param turns it answered in a row
 * @param failures of its last replies in a row
 * @param lastAt when it was last asked
 */
record Kept(String model, int turns, int failures, Instant lastAt) {
  Kept next(String answering, Instant now) {
    return answering.equals(model)
        ? new Kept(model, turns + 1, failures, now)
        : new Kept(answering, 1, 0, now);
  }

  Kept ended(boolean well) {
    return new Kept(model, turns, well ? 0 : failures + 1, lastAt);
  }
}
