package io.signalbox.infer;

import io.signalbox.chat.Deadline;

/**
 * One model that answers every learned question about a text in one pass over its windows. Safe for
 * use by many threads at once; a text that it has read before costs next to nothing.
 */
public interface SignalEncoder {
  /**
   * Reads a text, as far as its budget of tokens and time goes.
   *
   * @throws io.signalbox.chat.RouterException {@code OVERLOADED} when too many wait already, {@code
   *     TIMEOUT} when the deadline passed before anything was read, {@code CANCELLED} when the
   *     caller is gone
   */
  Insight read(String text, Deadline deadline);
}
