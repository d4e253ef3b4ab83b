package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Envelope;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Message;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Role;
import io.signalbox.chat.Shape.Pictures;
import io.signalbox.chat.Utf8;
import io.signalbox.parts.protocol.JsonMembers;
import io.signalbox.parts.protocol.JsonMembers.Span;
import io.signalbox.parts.protocol.MetadataReader;
import io.signalbox.parts.protocol.TurnCount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads a body whose prompt is a text, several texts, or token ids. All texts together are what the
 * user says. Token ids are counted, but what they say is not known here.
 */
final class PromptBodyReader {
  private static final int BYTES_PER_TOKEN = 4;

  private final Protocol protocol;
  private final byte[] body;
  private final String promptKey;
  private final JsonMembers members;
  private final List<String> texts = new ArrayList<>();
  private final MetadataReader metadata;
  private final List<Span> spans = new ArrayList<>();
  private @Nullable String model;
  private boolean stream;
  private boolean legible = true;
  private int tokenIds;
  private long outputTokens;

  /**
   * @param promptKey the member that the prompt stands in
   */
  PromptBodyReader(Protocol protocol, byte[] body, String promptKey) {
    this.protocol = protocol;
    this.body = body;
    this.promptKey = promptKey;
    this.members = new JsonMembers(body);
    this.metadata = new MetadataReader(members);
  }

  ChatRequest read() {
    var all = members.read(this::member);
    if (model == null) {
      throw JsonMembers.bad("model: missing (expected: the name of a model)");
    }
    var place = all.get(promptKey);
    if (place == null) {
      throw JsonMembers.bad(promptKey + ": missing (expected: a text, texts or token ids)");
    }
    var text = String.join("\n", texts);
    var origin = new Message.Origin(place.start(), place.end(), place.start(), place.end());
    var prompt = new Message(Role.USER, text, origin, null);
    var named = all.getOrDefault("model", place);
    var source = new PromptBody(protocol, body, named, model, prompt, spans, legible);
    int bytes = Utf8.length(text) + BYTES_PER_TOKEN * tokenIds;
    var turns = new TurnCount();
    turns.turn(Role.USER, 0);
    var shape = turns.shape(Pictures.UNSAID, metadata.entries());
    var envelope = new Envelope(bytes, 0, 0, 1, 0, 0, outputTokens, shape);
    return new ChatRequest(
        model, stream, List.of(prompt), null, HeaderEdits.NONE, envelope, source);
  }

  private void member(String key, JsonToken value) {
    if (key.equals(promptKey)) {
      prompt(value);
    } else if (key.equals("model")) {
      model = members.text(key, value);
    } else if (key.equals("stream")) {
      stream = members.flag(key, value);
    } else if (key.equals("max_tokens")) {
      outputTokens = members.tokens(value);
    } else if (key.equals("metadata")) {
      metadata.read(value);
    }
  }

  private void prompt(JsonToken value) {
    switch (value) {
      case VALUE_STRING -> {
        int start = members.here();
        texts.add(members.parser().getString());
        spans.add(new Span(start, members.behind()));
      }
      case START_ARRAY -> {
        var json = members.parser();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          prompt(json.currentToken());
        }
      }
      case VALUE_NUMBER_INT -> {
        tokenIds++;
        legible = false;
      }
      case VALUE_NULL, START_OBJECT -> {
        legible = false;
        members.parser().skipChildren();
      }
      default ->
          throw JsonMembers.bad(
              "%s: %s (expected: a text, texts or token ids)"
                  .formatted(promptKey, JsonMembers.kind(value)));
    }
  }
}
