package io.signalbox.chat;

/**
 * Who asks, and until when.
 *
 * @param id the {@code x-request-id} of the caller, or one of the door's; two calls may share it
 * @param key what we call it: unlike any other, and not to be guessed
 * @param headers request headers as received, pseudo headers left out
 * @param deadline when the caller stops waiting for the decision and the first byte
 */
public record Call(String id, String key, Headers headers, Deadline deadline) {
  /** A call that has just arrived; it gets a key of its own. */
  public Call(String id, Headers headers, Deadline deadline) {
    this(id, CallKey.next(), headers, deadline);
  }

  /** The same call, with more or less time. */
  public Call withDeadline(Deadline other) {
    return new Call(id, key, headers, other);
  }

  /** Whether the caller asked for the verbose response headers. */
  public boolean debug() {
    return headers.says("x-vsr-debug", "true");
  }
}
