package io.signalbox.chat;

/**
 * Who asks, and until when.
 *
 * @param id the {@code x-request-id} of the caller, or one of ours
 * @param headers request headers as received, pseudo headers left out
 * @param deadline when the caller stops waiting for the decision and the first byte
 */
public record Call(String id, Headers headers, Deadline deadline) {
  /** Whether the caller asked for the verbose response headers. */
  public boolean debug() {
    return headers.says("x-vsr-debug", "true");
  }
}
