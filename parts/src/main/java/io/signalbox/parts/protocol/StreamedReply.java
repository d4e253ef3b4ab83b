package io.signalbox.parts.protocol;

import io.signalbox.chat.Fault;
import io.signalbox.chat.SseEvent;
import io.signalbox.chat.SseParser;
import io.signalbox.translate.ProviderError;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Failed;
import io.signalbox.translate.ReplyReader;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Reads a reply that comes as server-sent events, each a JSON object. */
public abstract class StreamedReply implements ReplyReader {
  /** Holds an image in base64; an event that is longer breaks the reply off. */
  private static final int MAX_EVENT = 32 << 20;

  private final SseParser parser = new SseParser(MAX_EVENT);
  private List<ReplyEvent> events = new ArrayList<>();
  private boolean over;
  private boolean done;

  /** Reads an event's object; more may follow. */
  protected abstract void object(ObjectNode object);

  /** Whether the backend has said all that belongs to a whole reply. */
  protected abstract boolean complete();

  /** Whether an event is the one that ends a whole reply. */
  protected boolean last(ObjectNode object) {
    return object.path("type").asString("").equals("message_stop");
  }

  protected final void tell(ReplyEvent event) {
    if (!over) {
      events.add(event);
    }
    over |= event instanceof Failed;
  }

  @Override
  public final List<ReplyEvent> read(byte[] chunk) {
    parser.feed(chunk, this::event);
    if (parser.overflowed()) {
      fail("an event of the backend is over 32 MiB");
    }
    return taken();
  }

  @Override
  public final List<ReplyEvent> end() {
    parser.end(this::event);
    if (!complete()) {
      fail("the backend ended the stream before its reply was complete");
    }
    return taken();
  }

  @Override
  public final boolean done() {
    return done;
  }

  private void event(SseEvent event) {
    if (over || done || event.data().isBlank()) {
      return;
    }
    if (event.data().strip().equals("[DONE]")) {
      done = complete();
      return;
    }
    var object = Json.object(event.data());
    if (object == null) {
      fail("the backend sent an event that is no JSON object");
    } else if (object.path("error").isObject()) {
      tell(new Failed(ErrorBody.inStream(object)));
    } else {
      object(object);
      done = complete() && last(object);
    }
  }

  /** Breaks the reply off. */
  protected final void fail(String why) {
    tell(new Failed(new ProviderError(Fault.UPSTREAM.status(), null, why)));
  }

  private List<ReplyEvent> taken() {
    var taken = events;
    events = new ArrayList<>();
    return taken;
  }
}
