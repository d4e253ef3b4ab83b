package io.signalbox.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads single fields of a request, refusing those of another type. An absent field and a JSON null
 * are the same here, as they are to vLLM.
 */
final class Fields {
  private Fields() {}

  static @Nullable String text(ObjectNode body, String name) {
    JsonNode value = present(body, name);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw wrong(name, "a string");
    }
    return value.stringValue();
  }

  static @Nullable Boolean flag(ObjectNode body, String name) {
    JsonNode value = present(body, name);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "a boolean");
    }
    return value.booleanValue();
  }

  static boolean isTrue(ObjectNode body, String name) {
    Boolean value = flag(body, name);
    return value != null && value;
  }

  static @Nullable Long number(ObjectNode body, String name) {
    JsonNode value = present(body, name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, "an integer");
    }
    return value.longValue();
  }

  static @Nullable ObjectNode object(ObjectNode body, String name) {
    JsonNode value = present(body, name);
    if (value == null) {
      return null;
    }
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw wrong(name, "an object");
  }

  static @Nullable ArrayNode list(ObjectNode body, String name) {
    JsonNode value = present(body, name);
    if (value == null) {
      return null;
    }
    if (value instanceof ArrayNode list) {
      return list;
    }
    throw wrong(name, "a list");
  }

  static @Nullable JsonNode present(ObjectNode body, String name) {
    JsonNode value = body.get(name);
    return value == null || value.isNull() ? null : value;
  }

  static Refusal wrong(String name, String expected) {
    return Refusal.badRequest(name + ": expected " + expected);
  }
}
