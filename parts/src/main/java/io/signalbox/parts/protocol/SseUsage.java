package io.signalbox.parts.protocol;

import io.signalbox.chat.Usage;
import io.signalbox.chat.UsageMeter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the token counts of a streamed reply: the last {@code data:} line that tells some. Lines
 * over 64 KiB are not read.
 */
final class SseUsage implements UsageMeter {
  private static final int MAX_LINE = 64 << 10;
  private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEY = "\"usage\"".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean tooLong;
  private @Nullable Usage usage;

  @Override
  public void see(byte[] chunk) {
    int from = 0;
    for (int i = 0; i < chunk.length; i++) {
      if (chunk[i] == '\n' || chunk[i] == '\r') {
        append(chunk, from, i);
        endLine();
        from = i + 1;
      }
    }
    append(chunk, from, chunk.length);
  }

  private void append(byte[] chunk, int from, int to) {
    if (line.size() + (to - from) > MAX_LINE) {
      tooLong = true;
      line.reset();
    }
    if (!tooLong) {
      line.write(chunk, from, to - from);
    }
  }

  private void endLine() {
    if (!tooLong && line.size() > DATA.length) {
      var bytes = line.toByteArray();
      if (Arrays.equals(bytes, 0, DATA.length, DATA, 0, DATA.length) && tellsUsage(bytes)) {
        var found = JsonUsage.in(Arrays.copyOfRange(bytes, DATA.length, bytes.length));
        usage = found == null ? usage : found;
      }
    }
    line.reset();
    tooLong = false;
  }

  /** Whether it is worth parsing: most lines of a stream tell no counts. */
  private static boolean tellsUsage(byte[] line) {
    for (int at = DATA.length; at + KEY.length <= line.length; at++) {
      if (line[at] == KEY[0] && Arrays.equals(line, at, at + KEY.length, KEY, 0, KEY.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Usage usage() {
    endLine();
    return usage;
  }
}
