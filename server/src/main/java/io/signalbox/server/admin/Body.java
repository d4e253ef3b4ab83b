package io.signalbox.server.admin;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON object that an endpoint was sent. What is missing or of another type is refused by name.
 */
record Body(ObjectNode json) {
  static Body of(Operation.Question question) {
    return new Body(question.object());
  }

  /** The options, empty when there are none. */
  Body options() {
    return object("options");
  }

  /** An object, empty when it is left out. */
  Body object(String name) {
    var value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return new Body(JsonMapper.shared().createObjectNode());
    }
    if (value instanceof ObjectNode object) {
      return new Body(object);
    }
    throw Refusal.invalid(name + ": not an object (expected: an object)");
  }

  /** A text that is not blank. */
  String text(String name) {
    var value = json.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isString()) {
      throw Refusal.invalid(name + ": not a text (expected: a text)");
    }
    if (!value.isString() || value.stringValue().isBlank()) {
      throw Refusal.invalid(name + ": empty (expected: a text)");
    }
    return value.stringValue();
  }

  /** One of a few words, or the first of them. */
  String word(String name, List<String> words) {
    var value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return words.getFirst();
    }
    if (!value.isString() || !words.contains(value.stringValue())) {
      throw Refusal.invalid(name + ": not known (expected: " + String.join(", ", words) + ")");
    }
    return value.stringValue();
  }

  /** A list of texts, none of them blank; empty when it is left out. */
  List<String> texts(String name, int most) {
    var value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    if (!value.isArray() || value.size() > most) {
      throw Refusal.invalid(name + ": not a list of texts (expected: at most " + most + ")");
    }
    var texts = new ArrayList<String>(value.size());
    for (JsonNode element : value) {
      if (!element.isString() || element.stringValue().isBlank()) {
        throw Refusal.invalid("%s[%d]: empty (expected: a text)".formatted(name, texts.size()));
      }
      texts.add(element.stringValue());
    }
    return texts;
  }

  /** A number from 0 to 1, or what stands in for it. */
  double share(String name, double otherwise) {
    var value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
      throw Refusal.invalid(name + ": out of range (expected: a number from 0 to 1)");
    }
    return value.doubleValue();
  }

  /** A whole number of at least 0, or what stands in for it. */
  int count(String name, int otherwise) {
    var value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw Refusal.invalid(name + ": out of range (expected: a whole number from 0 on)");
    }
    return value.intValue();
  }

  /** A switch, or what stands in for it. */
  boolean flag(String name, boolean otherwise) {
    var value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw Refusal.invalid(name + ": not a switch (expected: true or false)");
    }
    return value.booleanValue();
  }
}
