package io.signalbox.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the messages of a chat into the one prompt that a chat template makes of them. */
final class ChatMessages {
  /** What a template adds around each message. */
  private static final int TEMPLATE_TOKENS = 5;

  private ChatMessages() {}

  static Prompt prompt(@Nullable ArrayNode messages) {
    if (messages == null || messages.isEmpty()) {
      throw Fields.wrong("messages", "at least one message");
    }
    String newest = "";
    int tokens = 0;
    long digest = 1;
    for (JsonNode item : messages) {
      if (!(item instanceof ObjectNode message)) {
        throw Fields.wrong("messages", "objects");
      }
      String role = Fields.text(message, "role");
      if (role == null || role.isBlank()) {
        throw Fields.wrong("role", "a role in each message");
      }
      String text = text(Fields.present(message, "content"));
      newest = role.equals("user") ? text : newest;
      tokens += TEMPLATE_TOKENS + Tokens.count(text);
      digest = 31 * (31 * digest + role.hashCode()) + text.hashCode();
    }
    return new Prompt(newest, tokens, digest);
  }

  /** The text of a content; parts that are no text (images and the like) are passed over. */
  private static String text(@Nullable JsonNode content) {
    if (content == null) {
      return "";
    }
    if (content.isString()) {
      return content.stringValue();
    }
    if (!(content instanceof ArrayNode parts)) {
      throw Fields.wrong("content", "a string or a list of parts");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode item : parts) {
      if (!(item instanceof ObjectNode part)) {
        throw Fields.wrong("content", "parts that are objects");
      }
      String partText = Fields.text(part, "text");
      text.append(partText == null ? "" : partText);
    }
    return text.toString();
  }
}
