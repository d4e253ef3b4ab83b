package io.signalbox.parts.protocol;

import io.signalbox.translate.CollectedReply;
import io.signalbox.translate.ProviderError;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Writes a reply in one piece, as a JSON object, once all of it is there. */
public abstract class PlainWriter implements ReplyWriter {
  private final CollectedReply collected = new CollectedReply();

  protected abstract String error(ProviderError failure);

  protected abstract ObjectNode object(CollectedReply reply);

  @Override
  public final String contentType() {
    return "application/json";
  }

  @Override
  public final byte[] write(List<ReplyEvent> events) {
    events.forEach(collected::add);
    return new byte[0];
  }

  @Override
  public final byte[] end() {
    var failure = collected.failure();
    return failure == null
        ? Json.bytes(object(collected))
        : error(failure).getBytes(StandardCharsets.UTF_8);
  }
}
