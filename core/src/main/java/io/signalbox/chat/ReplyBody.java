package io.signalbox.chat;

import org.jspecify.annotations.Nullable;

/** The body of a reply, pulled chunk by chunk by the door that delivers it. */
public interface ReplyBody extends AutoCloseable {
  /**
   * Waits for the next chunk, at least one byte long.
   *
   * @return the chunk, or null at the end
   * @throws RouterException when the sender broke off or a deadline passed
   */
  byte @Nullable [] next();

  /** Lets go of whatever stands behind the body; further calls do nothing. */
  @Override
  void close();

  /** A body that is already there. */
  static ReplyBody of(byte[] bytes) {
    return new ReplyBody() {
      private boolean done = bytes.length == 0;

      @Override
      public byte @Nullable [] next() {
        if (done) {
          return null;
        }
        done = true;
        return bytes;
      }

      @Override
      public void close() {
        done = true;
      }
    };
  }
}
