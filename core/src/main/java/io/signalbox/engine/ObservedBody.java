package io.signalbox.engine;

import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.UsageMeter;
import io.signalbox.plugin.Routed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Passes a reply's body on untouched and tells the listeners how it ended, once. */
final class ObservedBody implements ReplyBody {
  private final ReplyBody body;
  private final UsageMeter meter;
  private final RouterEvents events;
  private final Routed routed;
  private final int status;
  private final long sentAt;
  private final @Nullable String answeredBy;
  private @Nullable Duration firstByte;
  private @Nullable RouterException error;
  private boolean told;

  /**
   * @param answeredBy the type of the plugin that answered in the backend's place, or null
   */
  ObservedBody(
      ReplyBody body,
      UsageMeter meter,
      RouterEvents events,
      Routed routed,
      int status,
      long sentAt,
      @Nullable String answeredBy) {
    this.body = body;
    this.meter = meter;
    this.events = events;
    this.routed = routed;
    this.status = status;
    this.sentAt = sentAt;
    this.answeredBy = answeredBy;
  }

  @Override
  public byte @Nullable [] next() {
    var chunk = pull();
    if (chunk == null) {
      tell(true);
      return null;
    }
    if (firstByte == null) {
      firstByte = sinceSent();
    }
    meter.see(chunk);
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
      tell(false);
    }
  }

  private byte @Nullable [] pull() {
    try {
      return body.next();
    } catch (RouterException broken) {
      error = broken;
      throw broken;
    }
  }

  private void tell(boolean complete) {
    if (!told) {
      told = true;
      events.finished(
          routed,
          new RouterEvents.Ending(
              status,
              meter.usage(),
              meter.model(),
              firstByte,
              sinceSent(),
              complete,
              error,
              answeredBy));
    }
  }

  private Duration sinceSent() {
    return Duration.ofNanos(System.nanoTime() - sentAt);
  }
}
