package io.signalbox.parts.protocol;

import io.signalbox.chat.RouterException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of an object in a request; one of the wrong kind is refused by its place.
 *
 * @param place of the object in the body, empty for the body itself
 */
public record ObjectFields(ObjectNode object, String place) {
  /** The fields of a body that was decoded before. */
  public static ObjectFields of(byte[] body) {
    var object = Json.object(body);
    if (object == null) {
      throw JsonMembers.bad("body: not a JSON object (expected: a JSON object)");
    }
    return new ObjectFields(object, "");
  }

  /** Whether a field says yes. */
  public boolean says(String key) {
    var flag = flag(key);
    return flag != null && flag;
  }

  /** The place of a field, for example {@code input[2].role}. */
  public String at(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }

  /** A field's value, or null when it is absent or null. */
  public @Nullable JsonNode value(String key) {
    var value = object.get(key);
    return value == null || value.isNull() ? null : value;
  }

  public @Nullable String text(String key) {
    var value = value(key);
    if (value != null && !value.isString()) {
      throw wrong(key, value, "a text");
    }
    return value == null ? null : value.stringValue();
  }

  public String neededText(String key) {
    var text = text(key);
    if (text == null) {
      throw JsonMembers.bad(at(key) + ": missing (expected: a text)");
    }
    return text;
  }

  public @Nullable Boolean flag(String key) {
    var value = value(key);
    if (value != null && !value.isBoolean()) {
      throw wrong(key, value, "true or false");
    }
    return value == null ? null : (Boolean) value.booleanValue();
  }

  public @Nullable Long whole(String key) {
    var value = value(key);
    if (value != null && !(value.isIntegralNumber() && value.canConvertToLong())) {
      throw wrong(key, value, "a whole number");
    }
    return value == null ? null : (Long) value.longValue();
  }

  public @Nullable Double number(String key) {
    var value = value(key);
    if (value != null && !value.isNumber()) {
      throw wrong(key, value, "a number");
    }
    return value == null ? null : (Double) value.doubleValue();
  }

  /** An object in a field, or null. */
  public @Nullable ObjectFields inner(String key) {
    var value = value(key);
    if (value != null && !(value instanceof ObjectNode)) {
      throw wrong(key, value, "an object");
    }
    return value instanceof ObjectNode inner ? new ObjectFields(inner, at(key)) : null;
  }

  private RouterException wrong(String key, JsonNode value, String expected) {
    return JsonMembers.bad("%s: %s (expected: %s)".formatted(at(key), kind(value), expected));
  }

  /** What a value is, in words. */
  public static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "an object";
      case ARRAY -> "an array";
      case STRING, BINARY -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "a truth value";
      case NULL, MISSING -> "null";
    };
  }
}
