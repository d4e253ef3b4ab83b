package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Message;
import io.signalbox.chat.Protocol;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonMembers.Span;
import io.signalbox.parts.protocol.Splices;
import java.util.List;

/**
 * A body of bare texts and where its parts stand in it.
 *
 * @param protocol the protocol that read it
 * @param bytes the body as it came
 * @param named where the model's name stands
 * @param model the model as the client named it
 * @param prompt all texts as one message
 * @param texts where each text stands
 * @param legible whether there is nothing but texts
 */
record PromptBody(
    Protocol protocol,
    byte[] bytes,
    Span named,
    String model,
    Message prompt,
    List<Span> texts,
    boolean legible)
    implements ChatRequest.Source {
  PromptBody {
    texts = List.copyOf(texts);
  }

  /** The body as a request has it now. */
  static byte[] encode(ChatRequest request) {
    if (request.source() instanceof PromptBody body) {
      return body.written(request);
    }
    throw new IllegalArgumentException("a request of another protocol");
  }

  private byte[] written(ChatRequest request) {
    var splices = new Splices();
    if (!request.model().equals(model)) {
      splices.replace(named.start(), named.end(), Json.quoted(request.model()));
    }
    if (!request.messages().equals(List.of(prompt))) {
      writeMessages(request.messages(), splices);
    }
    return splices.applyTo(bytes);
  }

  /** What stands around the client's prompt goes around each of its texts. */
  private void writeMessages(List<Message> messages, Splices splices) {
    boolean passed = false;
    for (var message : messages) {
      if (message.origin() == null) {
        around(message.text(), passed, splices);
      } else if (passed || !message.origin().equals(prompt.origin())) {
        throw new IllegalArgumentException("messages of the client were moved or dropped");
      } else {
        edit(message, splices);
        passed = true;
      }
    }
    if (!passed) {
      throw new IllegalArgumentException("messages of the client were moved or dropped");
    }
  }

  private void around(String text, boolean behind, Splices splices) {
    for (var span : texts) {
      boolean empty = span.end() - span.start() == 2;
      if (behind) {
        splices.insert(span.end() - 1, (empty ? "" : "\\n\\n") + Json.escaped(text));
      } else {
        splices.insert(span.start() + 1, Json.escaped(text) + (empty ? "" : "\\n\\n"));
      }
    }
  }

  private void edit(Message message, Splices splices) {
    var prefix = message.prefix();
    if (message.equals(prompt)) {
      return;
    }
    if (prefix != null && prompt.withPrefix(prefix).equals(message)) {
      around(prefix, false, splices);
    } else if (texts.size() == 1) {
      splices.replace(
          texts.getFirst().start(), texts.getFirst().end(), Json.quoted(message.text()));
    } else {
      throw new IllegalArgumentException("several prompts cannot be replaced by one");
    }
  }
}
