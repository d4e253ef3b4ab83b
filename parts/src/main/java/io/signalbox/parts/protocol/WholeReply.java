package io.signalbox.parts.protocol;

import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Failed;
import io.signalbox.translate.ReplyReader;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads a plain reply once all of it is there. */
public final class WholeReply implements ReplyReader {
  private static final int MAX_BYTES = 64 << 20;

  /** How a protocol reads its reply object. */
  public interface Form {
    /** The events, or null when the object is no reply. */
    @Nullable List<ReplyEvent> read(ObjectNode reply);
  }

  private final Form form;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  public WholeReply(Form form) {
    this.form = form;
  }

  @Override
  public List<ReplyEvent> read(byte[] chunk) {
    if (body.size() + chunk.length > MAX_BYTES) {
      throw new RouterException(Fault.UPSTREAM, "the backend's reply is over 64 MiB");
    }
    body.writeBytes(chunk);
    return List.of();
  }

  @Override
  public List<ReplyEvent> end() {
    var object = Json.object(body.toByteArray());
    if (object != null && object.path("error").isObject()) {
      return List.of(new Failed(ErrorBody.inStream(object)));
    }
    var events = object == null ? null : form.read(object);
    if (events == null) {
      throw new RouterException(
          Fault.UPSTREAM, "the backend's reply cannot be read (expected: one of its protocol)");
    }
    return events;
  }
}
