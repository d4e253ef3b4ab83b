package io.signalbox.parts.protocol;

import io.signalbox.chat.SseEvent;
import io.signalbox.chat.SseParser;
import io.signalbox.chat.Usage;
import io.signalbox.chat.UsageMeter;
import org.jspecify.annotations.Nullable;

/** Reads what a streamed reply tells of itself; events over 4 MiB are not read. */
final class SseUsage implements UsageMeter {
  /** The last event of a streamed response tells all of it again, its counts at the end. */
  private static final int MAX_EVENT = 4 << 20;

  private final SseParser parser = new SseParser(MAX_EVENT);
  private final ReplyFacts facts = new ReplyFacts();

  @Override
  public void see(byte[] chunk) {
    parser.feed(chunk, this::read);
  }

  private void read(SseEvent event) {
    // Most events of a stream tell no counts, and a model that is known already: not worth parsing.
    if (event.data().contains("\"usage\"")
        || (facts.model() == null && event.data().contains("\"model\""))) {
      facts.read(Json.lenient(event.data()));
    }
  }

  @Override
  public @Nullable Usage usage() {
    parser.end(this::read);
    return facts.usage();
  }

  @Override
  public @Nullable String model() {
    parser.end(this::read);
    return facts.model();
  }
}
