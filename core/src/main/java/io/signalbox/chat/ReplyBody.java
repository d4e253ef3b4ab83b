package io.signalbox.chat;

import java.io.ByteArrayOutputStream;
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

  /** Whether the body can be read to its end before anything is said about the head. */
  default boolean readableBeforeHead() {
    return true;
  }

  /**
   * Reads to the end, and closes.
   *
   * @throws RouterException {@code UPSTREAM} when there is more than that many bytes; what {@link
   *     #next} throws
   */
  default byte[] readAll(int maxBytes) {
    var bytes = new ByteArrayOutputStream();
    try (this) {
      for (var chunk = next(); chunk != null; chunk = next()) {
        if (bytes.size() + chunk.length > maxBytes) {
          throw new RouterException(
              Fault.UPSTREAM, "reply too large (expected: at most %d bytes)".formatted(maxBytes));
        }
        bytes.writeBytes(chunk);
      }
    }
    return bytes.toByteArray();
  }

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
