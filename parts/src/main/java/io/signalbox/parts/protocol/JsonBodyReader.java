package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Envelope;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Message;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Utf8;
import io.signalbox.parts.protocol.JsonMembers.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads a request body of messages in one pass: the fields the router needs, and the byte offsets
 * of what it may have to change. Everything else is checked to be JSON and skipped.
 */
public abstract class JsonBodyReader {
  /** Members that cost tokens beside the messages. */
  private static final List<String> STRUCTURED =
      List.of("tools", "functions", "response_format", "tool_choice");

  protected final JsonMembers members;
  protected final List<Message> messages = new ArrayList<>();
  protected final MessageReader messageReader;
  protected final MetadataReader metadata;
  private final PictureWish pictures;
  private final Protocol protocol;
  private final byte[] body;
  private SequencedMap<String, Span> templateMembers = new LinkedHashMap<>();
  private @Nullable String model;
  private boolean stream;
  private int toolDefinitions;
  private long outputTokens;

  protected JsonBodyReader(Protocol protocol, byte[] body) {
    this.protocol = protocol;
    this.body = body;
    this.members = new JsonMembers(body);
    this.messageReader = new MessageReader(members);
    this.metadata = new MetadataReader(members);
    this.pictures = new PictureWish(members);
  }

  /** Reads the value of a member that this protocol may have for itself. */
  protected abstract void readOwn(String key, JsonToken value);

  public final ChatRequest read() {
    var spans = members.read(this::readMember);
    if (!spans.containsKey("messages")) {
      throw JsonMembers.bad("messages: missing (expected: an array of messages)");
    }
    if (model == null) {
      throw JsonMembers.bad("model: missing (expected: the name of a model)");
    }
    var source = new JsonBody(protocol, body, model, List.copyOf(messages), spans, templateMembers);
    return new ChatRequest(
        model, stream, messages, null, HeaderEdits.NONE, envelope(spans), source);
  }

  private Envelope envelope(Map<String, Span> spans) {
    int textBytes = 0;
    for (var message : messages) {
      textBytes += Utf8.length(message.text());
    }
    int structuredBytes = messageReader.structuredBytes();
    for (var key : STRUCTURED) {
      var span = spans.get(key);
      structuredBytes += span == null ? 0 : span.end() - span.start();
    }
    return new Envelope(
        textBytes,
        structuredBytes,
        messageReader.images(),
        messages.size(),
        messageReader.toolCalls(),
        toolDefinitions,
        outputTokens,
        messageReader.turns().shape(pictures.found(), metadata.entries()));
  }

  private void readMember(String key, JsonToken value) {
    switch (key) {
      case "model" -> model = members.text(key, value);
      case "stream" -> stream = members.flag(key, value);
      case "messages" -> readMessages(value);
      case "tools" -> toolDefinitions += pictures.tools(value);
      case "functions" -> toolDefinitions += members.elements(value);
      case "tool_choice" -> pictures.toolChoice(value);
      case "modalities" -> pictures.modalities(value);
      case "max_tokens", "max_completion_tokens" ->
          outputTokens = Math.max(outputTokens, members.tokens(value));
      case "chat_template_kwargs" -> readTemplateMembers(value);
      default -> readOwn(key, value);
    }
  }

  private void readMessages(JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      throw JsonMembers.bad(
          "messages: %s (expected: an array of messages)".formatted(JsonMembers.kind(value)));
    }
    int index = 0;
    while (members.parser().nextToken() != JsonToken.END_ARRAY) {
      messages.add(messageReader.read(index));
      index++;
    }
    if (index == 0) {
      throw JsonMembers.bad("messages: [] (expected: at least one message)");
    }
  }

  private void readTemplateMembers(JsonToken value) {
    if (value == JsonToken.START_OBJECT) {
      templateMembers = members.readObject((key, first) -> {});
    } else if (value != JsonToken.VALUE_NULL) {
      throw JsonMembers.bad(
          "chat_template_kwargs: %s (expected: an object)".formatted(JsonMembers.kind(value)));
    }
  }
}
