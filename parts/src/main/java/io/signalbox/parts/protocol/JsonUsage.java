package io.signalbox.parts.protocol;

import io.signalbox.chat.Usage;
import io.signalbox.chat.UsageMeter;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Reads what a plain reply tells of itself; replies over 4 MiB are not read. */
final class JsonUsage implements UsageMeter {
  private static final int MAX_BYTES = 4 << 20;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean tooLong;
  private @Nullable ReplyFacts facts;

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
    return facts().usage();
  }

  @Override
  public @Nullable String model() {
    return facts().model();
  }

  private ReplyFacts facts() {
    var known = facts;
    if (known == null) {
      known = new ReplyFacts();
      if (!tooLong) {
        known.read(Json.lenient(body.toByteArray()));
      }
      facts = known;
    }
    return known;
  }
}
