package io.signalbox.server.admin;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.ChatRequest;
import io.signalbox.fleet.Fleet;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person wants to see routed: a text or a conversation, a model and options.
 *
 * @param body the JSON object that was sent
 */
record Prompt(ObjectNode body) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What of the body a chat request takes over as it is. */
  private static final List<String> PASSED_ON =
      List.of(
          "tools",
          "functions",
          "tool_choice",
          "function_call",
          "response_format",
          "max_tokens",
          "max_completion_tokens",
          "metadata");

  static Prompt read(byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JacksonException broken) {
      // The parser's own words may quote the text.
      throw Refusal.invalid("malformed JSON body");
    }
    if (!(json instanceof ObjectNode object)) {
      throw Refusal.invalid("malformed JSON body (expected: an object)");
    }
    return new Prompt(object);
  }

  /** The options, empty when there are none. */
  JsonNode options() {
    return body.path("options");
  }

  boolean option(String name) {
    return options().path(name).asBoolean(false);
  }

  /**
   * The prompt as a client would have sent it. The messages are the conversation; a text stands for
   * one message of the user and counts only where there are no messages.
   */
  ChatRequest request(Catalog catalog, Fleet fleet) {
    var chat = JSON.createObjectNode().put("model", model(fleet));
    var messages = body.path("messages");
    if (messages.isMissingNode()
        || messages.isNull()
        || (messages.isArray() && messages.isEmpty())) {
      chat.putArray("messages").addObject().put("role", "user").put("content", text());
    } else {
      chat.set("messages", messages);
    }
    for (var name : PASSED_ON) {
      var value = body.get(name);
      if (value != null) {
        chat.set(name, value);
      }
    }
    return catalog.protocols().getFirst().decode(JSON.writeValueAsBytes(chat));
  }

  private String text() {
    var text = body.path("text");
    if (!text.isMissingNode() && !text.isNull() && !text.isString()) {
      throw Refusal.invalid("text: not a text (expected: a text)");
    }
    if (!text.isString() || text.stringValue().isBlank()) {
      throw Refusal.invalid("text: empty (expected: text or messages)");
    }
    return text.stringValue();
  }

  private String model(Fleet fleet) {
    var model = body.path("model");
    if (model.isString() && !model.stringValue().isBlank()) {
      return model.stringValue();
    }
    if (!model.isMissingNode() && !model.isNull() && !model.isString()) {
      throw Refusal.invalid("model: not a text (expected: the name of a model)");
    }
    var names = fleet.names();
    if (names.isEmpty()) {
      throw Refusal.invalid("model: missing (expected: the name of a model)");
    }
    return names.getFirst();
  }
}
