package io.signalbox.server.admin.config;

import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.ConfigNode.Sequence;
import io.signalbox.config.tree.ConfigNode.Style;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Nodes of a document as JSON, and back. What is bare in YAML becomes what its core schema (YAML
 * 1.2.2, 10.3.2) makes of it.
 */
final class NodeJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,100}");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.\\d{1,100}|\\d{1,100}(\\.\\d{0,100})?)([eE][-+]?\\d{1,3})?");

  private NodeJson() {}

  static JsonNode of(ConfigNode node) {
    return switch (node) {
      case Mapping mapping -> {
        var json = JSON.objectNode();
        mapping.entries().forEach(entry -> json.set(entry.key(), of(entry.value())));
        yield json;
      }
      case Sequence sequence -> {
        var json = JSON.arrayNode();
        sequence.items().forEach(item -> json.add(of(item)));
        yield json;
      }
      case Scalar scalar -> scalar(scalar);
    };
  }

  private static JsonNode scalar(Scalar scalar) {
    var text = scalar.text();
    if (scalar.isNull()) {
      return JSON.nullNode();
    }
    if (scalar.style() == Style.QUOTED) {
      return JSON.stringNode(text);
    }
    if (TRUTH.matcher(text).matches()) {
      return JSON.booleanNode(Character.toLowerCase(text.charAt(0)) == 't');
    }
    if (WHOLE.matcher(text).matches()) {
      return JSON.numberNode(new BigInteger(text));
    }
    return DECIMAL.matcher(text).matches()
        ? JSON.numberNode(new BigDecimal(text))
        : JSON.stringNode(text);
  }

  /** The nodes of a piece of JSON. */
  static ConfigNode nodes(JsonNode json) {
    if (json.isObject()) {
      var entries = new ArrayList<ConfigNode.Entry>();
      json.properties()
          .forEach(property ->
              entries.add(
                  new ConfigNode.Entry(property.getKey(), Mark.START, nodes(property.getValue()))));
      return new Mapping(entries, Mark.START);
    }
    if (json.isArray()) {
      var items = new ArrayList<ConfigNode>();
      json.forEach(item -> items.add(nodes(item)));
      return new Sequence(items, Mark.START);
    }
    if (json.isString()) {
      return text(json.stringValue());
    }
    return json.isNull()
        ? new Scalar("null", "null", Style.NULL, Mark.START)
        : new Scalar(json.toString(), json.toString(), Style.PLAIN, Mark.START);
  }

  /** A text, in quotes. */
  static Scalar text(String text) {
    return new Scalar(text, text, Style.QUOTED, Mark.START);
  }
}
