package io.signalbox.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the input of a response as the messages of a chat. */
final class InputItems {
  private InputItems() {}

  static Prompt prompt(@Nullable String instructions, @Nullable JsonNode input) {
    ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    if (instructions != null) {
      messages.addObject().put("role", "system").put("content", instructions);
    }
    if (input == null || input.isString()) {
      messages
          .addObject()
          .put("role", "user")
          .put("content", input == null ? "" : input.stringValue());
    } else if (input instanceof ArrayNode items) {
      items.forEach(item -> messages.add(message(item)));
    } else {
      throw Fields.wrong("input", "a string or a list of items");
    }
    return ChatMessages.prompt(messages);
  }

  /** An item without a role, such as what came of a call, is a message of its JSON. */
  private static ObjectNode message(JsonNode value) {
    if (!(value instanceof ObjectNode item)) {
      throw Fields.wrong("input", "items that are objects");
    }
    return item.has("role")
        ? item
        : JsonNodeFactory.instance.objectNode().put("role", "tool").put("content", item.toString());
  }
}
