package io.signalbox.engine;

import io.signalbox.chat.Fault;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.translate.ProviderError;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Failed;
import io.signalbox.translate.ReplyReader;
import io.signalbox.translate.ReplyWriter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a successful reply in the client's protocol: what the chunks of the backend's add to
 * it, as soon as they add something. Bytes of the backend never pass as they are.
 *
 * <p>What goes wrong is an exception while the head can still be changed. Later it is told in the
 * body, in the client's protocol; when it was the connection that broke, that is thrown behind it.
 */
final class TranslatedBody implements ReplyBody {
  private final ReplyBody source;
  private final ReplyReader reader;
  private final ReplyWriter writer;
  private final boolean headSent;
  private boolean ended;
  private boolean over;
  private @Nullable RouterException broken;

  /**
   * @param headSent whether the head is beyond change by the time the body is read
   */
  TranslatedBody(ReplyBody source, ReplyReader reader, ReplyWriter writer, boolean headSent) {
    this.source = source;
    this.reader = reader;
    this.writer = writer;
    this.headSent = headSent;
  }

  @Override
  public byte @Nullable [] next() {
    while (!ended) {
      var bytes = advance();
      if (bytes.length > 0) {
        return bytes;
      }
    }
    if (broken != null) {
      throw broken;
    }
    return null;
  }

  /** Takes in one chunk, or the end, and gives what that adds; maybe nothing. */
  private byte[] advance() {
    var events = read();
    if (over) {
      return new byte[0];
    }
    if (!events.isEmpty() && events.getLast() instanceof Failed(ProviderError error)) {
      refuse(error);
      over = true;
    }
    over |= ended || reader.done();
    return over ? both(writer.write(events), writer.end()) : writer.write(events);
  }

  /** The events of the next chunk; behind the end of the reply the chunks only pass by. */
  private List<ReplyEvent> read() {
    try {
      var chunk = source.next();
      ended = chunk == null;
      if (over) {
        return List.of();
      }
      return chunk == null ? reader.end() : reader.read(chunk);
    } catch (RouterException failed) {
      ended = true;
      if (!headSent || over || failed.fault() == Fault.CANCELLED) {
        throw failed;
      }
      broken = failed;
      return List.of(new Failed(new ProviderError(failed.status(), null, failed.message())));
    }
  }

  private void refuse(ProviderError error) {
    if (!headSent) {
      boolean busy = error.status() == 429 || error.status() == 503 || error.status() == 529;
      throw new RouterException(busy ? Fault.OVERLOADED : Fault.UPSTREAM, error.message());
    }
  }

  private static byte[] both(byte[] first, byte[] second) {
    var bytes = new ByteArrayOutputStream(first.length + second.length);
    bytes.writeBytes(first);
    bytes.writeBytes(second);
    return bytes.toByteArray();
  }

  @Override
  public boolean readableBeforeHead() {
    return !headSent;
  }

  @Override
  public void close() {
    ended = true;
    source.close();
  }
}
