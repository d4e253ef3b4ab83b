package io.signalbox.parts.protocol;

import io.signalbox.chat.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a message carries besides its text, in any of the formats: arguments of calls, results of
 * tools, documents. Of values that are no texts their JSON is told.
 */
public final class Asides {
  /** Members of an item or of a call that hold what went to a tool or came from it. */
  private static final List<String> CARRIED =
      List.of("arguments", "input", "output", "action", "operation", "results");

  private final List<String> texts = new ArrayList<>();

  private Asides() {}

  /** The texts of a message that stands in a body; none for a message of ours. */
  public static List<String> of(byte[] body, Message message) {
    var origin = message.origin();
    if (origin == null || body[origin.start()] != '{') {
      return List.of();
    }
    var json = Json.object(Arrays.copyOfRange(body, origin.start(), origin.end()));
    if (json == null) {
      return List.of();
    }
    var asides = new Asides();
    asides.item(json, message.text().isEmpty());
    return asides.texts;
  }

  /**
   * @param silent whether the message has no text, so that its content is a tool's
   */
  private void item(JsonNode item, boolean silent) {
    CARRIED.forEach(key -> value(item.path(key)));
    for (var call : item.path("tool_calls")) {
      call(call);
    }
    call(item.path("function_call"));
    var content = item.path("content");
    if (content.isString() && silent) {
      value(content);
    }
    for (var part : content) {
      part(part, silent);
    }
  }

  private void call(JsonNode call) {
    value(call.path("arguments"));
    value(call.path("function").path("arguments"));
    value(call.path("custom").path("input"));
  }

  private void part(JsonNode part, boolean silent) {
    var text = Json.string(part, "text");
    if (text != null) {
      // The texts of parts are the message's, but for those of a tool's message.
      if (silent) {
        texts.add(text);
      }
      return;
    }
    value(part.path("input"));
    beneath(part.path("content"));
    var source = part.path("source");
    if ("text".equals(Json.string(source, "type"))) {
      value(source.path("data"));
    }
    beneath(source.path("content"));
  }

  /** The text of a result: a text, or blocks. */
  private void beneath(JsonNode content) {
    if (content.isString()) {
      value(content);
    }
    for (var block : content) {
      part(block, true);
    }
  }

  private void value(JsonNode value) {
    var text = Json.string(value);
    if (text != null) {
      texts.add(text);
    } else if (value.isContainer() && !value.isEmpty()) {
      texts.add(Json.text(value));
    }
  }
}
