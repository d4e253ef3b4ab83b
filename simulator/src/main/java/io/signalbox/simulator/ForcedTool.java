package io.signalbox.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tool that a request leaves no choice but to call. Without that, no tool is ever called.
 *
 * @param arguments a JSON object that its schema allows
 */
record ForcedTool(String name, String arguments) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 8;

  static @Nullable ForcedTool of(ObjectNode body) {
    JsonNode choice = Fields.present(body, "tool_choice");
    if (choice == null || (choice.isString() && !choice.stringValue().equals("required"))) {
      return null;
    }
    String wanted = choice.path("function").path("name").asString("");
    ArrayNode tools = Fields.list(body, "tools");
    if (tools == null || tools.isEmpty()) {
      throw Refusal.badRequest("tool_choice: needs `tools`");
    }
    for (JsonNode tool : tools) {
      JsonNode function = tool.path("function");
      String name = function.path("name").asString("");
      if (!name.isEmpty() && (choice.isString() || name.equals(wanted))) {
        JsonNode arguments = value(function.path("parameters"), MAX_DEPTH);
        return new ForcedTool(name, arguments.isObject() ? arguments.toString() : "{}");
      }
    }
    throw Refusal.badRequest("tool_choice: names none of the `tools`");
  }

  /** Something that a schema allows, as far as types and enumerations say. */
  private static JsonNode value(JsonNode schema, int depth) {
    if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
      return schema.path("enum").get(0);
    }
    return switch (schema.path("type").asString("")) {
      case "string" -> JSON.stringNode("amber");
      case "integer" -> JSON.numberNode(1);
      case "number" -> JSON.numberNode(1.5);
      case "boolean" -> JSON.booleanNode(true);
      case "array" -> JSON.arrayNode();
      case "null" -> JSON.nullNode();
      default -> members(schema, depth);
    };
  }

  private static ObjectNode members(JsonNode schema, int depth) {
    ObjectNode object = JSON.objectNode();
    if (depth > 0) {
      schema
          .path("properties")
          .properties()
          .forEach(
              property -> object.set(property.getKey(), value(property.getValue(), depth - 1)));
    }
    return object;
  }
}
