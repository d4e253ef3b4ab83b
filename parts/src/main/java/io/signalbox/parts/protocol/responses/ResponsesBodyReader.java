package io.signalbox.parts.protocol.responses;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Envelope;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Message;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Role;
import io.signalbox.chat.Shape;
import io.signalbox.chat.Utf8;
import io.signalbox.parts.protocol.JsonMembers;
import io.signalbox.parts.protocol.JsonMembers.Span;
import io.signalbox.parts.protocol.MetadataReader;
import io.signalbox.parts.protocol.PictureWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads a body of the responses API. {@code instructions} are the first message, each item of the
 * {@code input} is one more, even where it has no text to tell.
 */
final class ResponsesBodyReader {
  private final Protocol protocol;
  private final byte[] body;
  private final JsonMembers members;
  private final ResponsesItemReader items;
  private final MetadataReader metadata;
  private final PictureWish pictures;
  private @Nullable String model;
  private boolean stream;
  private @Nullable Message instructions;
  private @Nullable Message variables;
  private Map<String, Span> reasoning = Map.of();
  private int toolDefinitions;
  private long outputTokens;

  ResponsesBodyReader(Protocol protocol, byte[] body) {
    this.protocol = protocol;
    this.body = body;
    this.members = new JsonMembers(body);
    this.items = new ResponsesItemReader(members);
    this.metadata = new MetadataReader(members);
    this.pictures = new PictureWish(members);
  }

  ChatRequest read() {
    var spans = members.read(this::member);
    if (model == null) {
      throw JsonMembers.bad("model: missing (expected: the name of a model)");
    }
    if (Stream.of("input", "prompt", "previous_response_id", "conversation")
        .noneMatch(spans::containsKey)) {
      throw JsonMembers.bad("input: missing (expected: a text or an array of items)");
    }
    var source =
        new ResponsesBody(
            protocol, body, model, instructions, variables, items.messages(), spans, reasoning);
    var messages = messages(source);
    return new ChatRequest(
        model, stream, messages, null, HeaderEdits.NONE, envelope(messages, spans), source);
  }

  /** The conversation as a body tells it: what instructs stands in front. */
  static List<Message> messages(ResponsesBody body) {
    List<Message> messages = new ArrayList<>();
    if (body.instructions() != null) {
      messages.add(body.instructions());
    }
    if (body.variables() != null) {
      messages.add(body.variables());
    }
    messages.addAll(body.items());
    return messages;
  }

  private Envelope envelope(List<Message> messages, Map<String, Span> spans) {
    int structured = items.structuredBytes();
    for (var key : List.of("tools", "tool_choice", "text")) {
      var span = spans.get(key);
      structured += span == null ? 0 : span.end() - span.start();
    }
    return new Envelope(
        messages.stream().mapToInt(message -> Utf8.length(message.text())).sum(),
        structured,
        items.images(),
        messages.size(),
        items.toolCalls(),
        toolDefinitions,
        outputTokens,
        shape());
  }

  private Shape shape() {
    var turns = items.turns();
    if (instructions != null) {
      turns.aside(Role.SYSTEM);
    }
    if (variables != null) {
      turns.aside(Role.USER);
    }
    return turns.shape(pictures.found(), metadata.entries());
  }

  private void member(String key, JsonToken value) {
    switch (key) {
      case "model" -> model = members.text(key, value);
      case "stream" -> stream = members.flag(key, value);
      case "input" -> items.read(value);
      case "instructions" -> readInstructions(value);
      case "prompt" -> readPrompt(value);
      case "tools" -> toolDefinitions = pictures.tools(value);
      case "tool_choice" -> pictures.toolChoice(value);
      case "modalities" -> pictures.modalities(value);
      case "metadata" -> metadata.read(value);
      case "max_output_tokens" -> outputTokens = members.tokens(value);
      case "reasoning" -> {
        if (value == JsonToken.START_OBJECT) {
          reasoning = members.readObject((inner, first) -> {});
        }
      }
      default -> {}
    }
  }

  private void readInstructions(JsonToken value) {
    if (value != JsonToken.VALUE_NULL) {
      if (value != JsonToken.VALUE_STRING) {
        members.text("instructions", value);
      }
      instructions = items.ofText(Role.SYSTEM);
    }
  }

  /** A template's variables are the user's words; the template itself is with the backend. */
  private void readPrompt(JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      return;
    }
    int start = members.here();
    List<String> texts = new ArrayList<>();
    members.readObject((key, first) -> {
      if (key.equals("variables") && first == JsonToken.START_OBJECT) {
        members.readObject((name, variable) -> readVariable(variable, texts));
      }
    });
    var origin = new Message.Origin(start, members.behind(), -1, -1);
    if (!texts.isEmpty()) {
      variables = new Message(Role.USER, String.join("\n", texts), origin, null);
    }
  }

  private void readVariable(JsonToken variable, List<String> texts) {
    if (variable == JsonToken.VALUE_STRING) {
      texts.add(members.parser().getString());
    } else if (variable == JsonToken.START_OBJECT) {
      members.readObject((key, value) -> {
        if (key.equals("text") && value == JsonToken.VALUE_STRING) {
          texts.add(members.parser().getString());
        }
      });
    }
  }
}
