package io.signalbox.parts.protocol;

import io.signalbox.translate.Warnings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a request body that become part of a conversation. What nobody asks for is named
 * in the warnings.
 */
final class RequestFields {
  private final ObjectNode body;
  private final Warnings warnings;
  private final Set<String> asked = new HashSet<>();

  private RequestFields(ObjectNode body, Warnings warnings) {
    this.body = body;
    this.warnings = warnings;
  }

  /** The members of a body that was decoded before. */
  static RequestFields of(byte[] body, Warnings warnings) {
    var object = Json.object(body);
    if (object == null) {
      throw JsonBodyReader.bad("it cannot be translated (expected: a JSON object)");
    }
    return new RequestFields(object, warnings);
  }

  /** A member, or a missing node; null counts as missing. */
  JsonNode get(String key) {
    asked.add(key);
    var value = body.get(key);
    return value == null || value.isNull() ? body.missingNode() : value;
  }

  @Nullable String text(String key) {
    return Json.string(get(key));
  }

  boolean flag(String key) {
    return get(key).asBoolean(false);
  }

  @Nullable Boolean maybeFlag(String key) {
    return Json.flag(get(key));
  }

  @Nullable Double number(String key) {
    var value = get(key);
    return value.isNumber() ? value.doubleValue() : null;
  }

  @Nullable Long whole(String key) {
    var value = get(key);
    if (!value.isIntegralNumber()) {
      return null;
    }
    if (!value.canConvertToLong()) {
      throw JsonBodyReader.bad(key + ": too large a number (expected: one of 64 bits)");
    }
    return value.longValue();
  }

  /** The texts of a member that is one text or several. */
  List<String> texts(String key) {
    var value = get(key);
    if (value.isString()) {
      return List.of(value.stringValue());
    }
    var texts = new ArrayList<String>();
    for (var element : value) {
      if (element.isString()) {
        texts.add(element.stringValue());
      }
    }
    return texts;
  }

  /** Warns of every member that says something and that nobody asked for. */
  void warnOfRest() {
    for (var member : body.properties()) {
      if (says(member.getValue()) && !asked.contains(member.getKey())) {
        warnings.add("unsupported_field", member.getKey());
      }
    }
  }

  private static boolean says(JsonNode value) {
    boolean denies = value.isNull() || (value.isBoolean() && !value.booleanValue());
    return !denies && !(value.isContainer() && value.isEmpty());
  }
}
