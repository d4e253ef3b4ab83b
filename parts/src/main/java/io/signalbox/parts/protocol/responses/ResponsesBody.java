package io.signalbox.parts.protocol.responses;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Message;
import io.signalbox.chat.Protocol;
import io.signalbox.parts.protocol.Asides;
import io.signalbox.parts.protocol.JsonMembers.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A body of the responses API and where its parts stand in it.
 *
 * @param protocol the protocol that read it
 * @param bytes the body as it came
 * @param model the model as the client named it
 * @param instructions as a message, or null
 * @param variables the texts that a prompt template is filled with, as a message, or null
 * @param items the input as messages, one an item; one for an input that is a text
 * @param members where the value of each top-level key stands
 * @param reasoning likewise for the keys of {@code reasoning}
 */
record ResponsesBody(
    Protocol protocol,
    byte[] bytes,
    String model,
    @Nullable Message instructions,
    @Nullable Message variables,
    List<Message> items,
    Map<String, Span> members,
    Map<String, Span> reasoning)
    implements ChatRequest.Source {
  ResponsesBody {
    items = List.copyOf(items);
  }

  @Override
  public List<String> asides(Message message) {
    return Asides.of(bytes, message);
  }
}
