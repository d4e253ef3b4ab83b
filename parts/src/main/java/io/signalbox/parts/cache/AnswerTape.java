package io.signalbox.parts.cache;

import java.io.ByteArrayOutputStream;

/** Takes the bytes of a reply as they pass, as long as they are not too many. For one reply. */
final class AnswerTape {
  private final int maxBytes;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private boolean full;

  AnswerTape(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  void take(byte[] chunk) {
    full |= taken.size() + chunk.length > maxBytes;
    if (full) {
      taken.reset();
    } else {
      taken.writeBytes(chunk);
    }
  }

  /** Whether there were too many; nothing is left then. */
  boolean full() {
    return full;
  }

  byte[] bytes() {
    return taken.toByteArray();
  }
}
