package io.signalbox.engine;

import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.UsageMeter;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes a reply's body on untouched and tells once how many tokens the call cost. Where the
 * backend tells none, each event of a stream counts as a token, and four bytes of any other reply.
 */
final class CountedBody implements ReplyBody {
  private static final int BYTES_PER_TOKEN = 4;

  private final ReplyBody body;
  private final UsageMeter meter;
  private final boolean stream;
  private final long prompt;
  private final LongConsumer count;
  private long bytes;
  private long blankLines;
  private byte last;
  private boolean told;

  /**
   * @param prompt an estimate of the prompt's tokens
   * @param count told the tokens of prompt and answer
   */
  CountedBody(ReplyBody body, UsageMeter meter, boolean stream, long prompt, LongConsumer count) {
    this.prompt = prompt;
    this.body = body;
    this.meter = meter;
    this.stream = stream;
    this.count = count;
  }

  @Override
  public byte @Nullable [] next() {
    var chunk = body.next();
    if (chunk == null) {
      tell();
      return null;
    }
    meter.see(chunk);
    bytes += chunk.length;
    if (stream) {
      for (byte b : chunk) {
        if (b != '\r') {
          blankLines += b == '\n' && last == '\n' ? 1 : 0;
          last = b;
        }
      }
    }
    return chunk;
  }

  @Override
  public boolean readableBeforeHead() {
    return body.readableBeforeHead();
  }

  @Override
  public void close() {
    try {
      body.close();
    } finally {
      tell();
    }
  }

  private void tell() {
    if (!told) {
      told = true;
      var usage = meter.usage();
      if (usage != null && usage.prompt() >= 0 && usage.completion() >= 0) {
        count.accept(usage.prompt() + usage.completion());
      } else {
        count.accept(prompt + (stream ? blankLines : bytes / BYTES_PER_TOKEN));
      }
    }
  }
}
