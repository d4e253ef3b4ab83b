package io.signalbox.parts.protocol;

import io.signalbox.chat.Usage;
import io.signalbox.chat.UsageMeter;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Reads the token counts of a plain reply; replies over 4 MiB are not read. */
final class JsonUsage implements UsageMeter {
  private static final int MAX_BYTES = 4 << 20;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean tooLong;

  @Override
  public void see(byte[] chunk) {
    if (tooLong || body.size() + chunk.length > MAX_BYTES) {
      tooLong = true;
      body.reset();
    } else {
      body.writeBytes(chunk);
    }
  }

  @Override
  public @Nullable Usage usage() {
    var counts = new TokenCounts();
    if (!tooLong) {
      counts.read(Json.lenient(body.toByteArray()));
    }
    return counts.usage();
  }
}
