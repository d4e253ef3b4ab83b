package io.signalbox.operator.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Style;
import io.signalbox.config.tree.YamlWriter;
import java.util.ArrayList;

/**
 * Writes a document as YAML. A text is quoted and so stays a text whatever it looks like; the
 * router reads a number in it where, and only where, a key asks for a number.
 */
final class DocumentYaml {
  private DocumentYaml() {}

  static String write(JsonNode root) {
    return YamlWriter.write(node(root));
  }

  private static ConfigNode node(JsonNode json) {
    if (json.isObject()) {
      var entries = new ArrayList<ConfigNode.Entry>();
      json.properties()
          .forEach(property ->
              entries.add(
                  new ConfigNode.Entry(property.getKey(), Mark.START, node(property.getValue()))));
      return new ConfigNode.Mapping(entries, Mark.START);
    }
    if (json.isArray()) {
      var items = new ArrayList<ConfigNode>();
      json.forEach(item -> items.add(node(item)));
      return new ConfigNode.Sequence(items, Mark.START);
    }
    if (json.isNull() || json.isMissingNode()) {
      return scalar("", Style.NULL);
    }
    return scalar(json.asText(), json.isNumber() || json.isBoolean() ? Style.PLAIN : Style.QUOTED);
  }

  private static ConfigNode scalar(String text, Style style) {
    return new ConfigNode.Scalar(text, text, style, Mark.START);
  }
}
