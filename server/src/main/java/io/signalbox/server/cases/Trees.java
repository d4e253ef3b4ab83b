package io.signalbox.server.cases;

import io.signalbox.config.tree.ConfigNode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** YAML as JSON. */
final class Trees {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Trees() {}

  static JsonNode json(ConfigNode node) {
    return switch (node) {
      case ConfigNode.Mapping mapping -> {
        var object = JSON.createObjectNode();
        mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
        yield object;
      }
      case ConfigNode.Sequence sequence -> {
        var array = JSON.createArrayNode();
        sequence.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case ConfigNode.Scalar scalar -> scalar(scalar);
    };
  }

  /** A bare word is whatever JSON makes of it; everything else is a text. */
  private static JsonNode scalar(ConfigNode.Scalar scalar) {
    return switch (scalar.style()) {
      case NULL -> JSON.nullNode();
      case QUOTED -> JSON.stringNode(scalar.text());
      case PLAIN -> {
        try {
          var value = JSON.readTree(scalar.text());
          yield value.isNumber() || value.isBoolean() ? value : JSON.stringNode(scalar.text());
        } catch (JacksonException word) {
          yield JSON.stringNode(scalar.text());
        }
      }
    };
  }
}
