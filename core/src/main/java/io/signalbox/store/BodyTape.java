package io.signalbox.store;

import io.signalbox.store.CallRecorder.Body;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Takes up the beginning of a body, chunk by chunk. */
public final class BodyTape {
  private static final int CONTINUATION_MASK = 0xC0;
  private static final int CONTINUATION = 0x80;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final int maxBytes;
  private boolean truncated;

  public BodyTape(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes up as much of a chunk as there is room for. */
  public void take(byte[] chunk) {
    int room = maxBytes - kept.size();
    if (chunk.length > room) {
      truncated = true;
    }
    kept.write(chunk, 0, Math.clamp(room, 0, chunk.length));
  }

  /** What was taken up; a character that was cut apart is left out. */
  public Body body() {
    var bytes = kept.toByteArray();
    int end = bytes.length;
    if (truncated) {
      int start = end;
      while (start > 0 && (bytes[start - 1] & CONTINUATION_MASK) == CONTINUATION) {
        start--;
      }
      if (start > 0 && bytes[start - 1] < 0 && !whole(bytes, start - 1)) {
        end = start - 1;
      }
    }
    return new Body(new String(bytes, 0, end, StandardCharsets.UTF_8), truncated);
  }

  /** Whether the character that begins there is there to its end. */
  private static boolean whole(byte[] bytes, int start) {
    int length = Integer.numberOfLeadingZeros(~(bytes[start] << 24));
    return bytes.length - start >= length;
  }
}
