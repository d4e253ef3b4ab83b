package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Message;
import io.signalbox.chat.Protocol;
import io.signalbox.parts.protocol.JsonMembers.Span;
import java.util.List;
import java.util.SequencedMap;

/**
 * A request body and where its parts stand in it.
 *
 * @param protocol the protocol that read it
 * @param bytes the body as it came
 * @param model the model as the client named it
 * @param messages the conversation as it was read
 * @param members where the value of each top-level key stands
 * @param templateMembers likewise for the keys of {@code chat_template_kwargs}
 */
public record JsonBody(
    Protocol protocol,
    byte[] bytes,
    String model,
    List<Message> messages,
    SequencedMap<String, Span> members,
    SequencedMap<String, Span> templateMembers)
    implements ChatRequest.Source {
  @Override
  public List<String> asides(Message message) {
    return Asides.of(bytes, message);
  }
}
