package io.signalbox.kubernetes.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a value that has every field of a schema. It has the right types; CEL rules may refuse it.
 */
final class SchemaExample {
  private SchemaExample() {}

  static Object of(Schema schema) {
    if (schema.has("enum")) {
      return schema.list("enum").getLast();
    }
    if (schema.intOrString()) {
      return "7";
    }
    return switch (String.valueOf(schema.text("type"))) {
      case "boolean" -> true;
      case "integer" -> (int) Math.max(schema.number("minimum", 1), 3);
      case "number" -> 0.5;
      case "string" -> text(schema);
      case "array" -> List.of(of(schema.object("items")));
      default -> object(schema);
    };
  }

  private static String text(Schema schema) {
    return schema.has("pattern") ? "0.5" : "text";
  }

  private static Map<String, Object> object(Schema schema) {
    if (schema.open()) {
      return Map.of("deep", Map.of("list", List.of(1, "two", 2.5, true)));
    }
    var filled = new LinkedHashMap<String, Object>();
    var declared = schema.object("properties");
    for (var name : declared.node().keySet()) {
      filled.put(name, of(declared.object(name)));
    }
    var additional = schema.object("additionalProperties");
    if (!additional.node().isEmpty()) {
      filled.put("key", of(additional));
    }
    return filled;
  }
}
