package io.signalbox.kubernetes.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks types, bounds, enums, required fields and unique keys. */
final class StructureCheck {
  private final List<String> found;

  private StructureCheck(List<String> found) {
    this.found = found;
  }

  static void check(Schema root, Map<String, Object> object, List<String> found) {
    var check = new StructureCheck(found);
    check.required(root, object, "");
    for (var name : root.object("properties").node().keySet()) {
      if (object.containsKey(name) && !"metadata".equals(name)) {
        check.value(root.object("properties").object(name), object.get(name), name);
      }
    }
  }

  private void value(Schema schema, @Nullable Object value, String path) {
    if (value == null) {
      if (!schema.flag("nullable") && schema.has("type")) {
        report(path, "must not be null");
      }
      return;
    }
    if (!typeFits(schema, value)) {
      var type = schema.intOrString() ? "integer or string" : schema.text("type");
      report(path, "must be of type " + type + ", is " + kind(value));
      return;
    }
    if (schema.has("enum") && schema.list("enum").stream().noneMatch(item -> same(item, value))) {
      report(path, "unsupported value \"" + value + "\", supported: " + schema.list("enum"));
    }
    switch (value) {
      case String text -> string(schema, text, path);
      case Number number -> number(schema, number.doubleValue(), path);
      case List<?> list -> list(schema, list, path);
      case Map<?, ?> map -> object(schema, map, path);
      default -> {} // a boolean has no bounds
    }
  }

  private static boolean typeFits(Schema schema, Object value) {
    if (schema.intOrString()) {
      return value instanceof String || whole(value);
    }
    var type = schema.text("type");
    return switch (type) {
      case null -> true;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> whole(value);
      case "number" -> value instanceof Number;
      case "array" -> value instanceof List;
      case "object" -> value instanceof Map;
      default -> throw new IllegalArgumentException("a schema of the unknown type " + type);
    };
  }

  private static boolean whole(Object value) {
    return value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue());
  }

  private static boolean same(@Nullable Object left, Object right) {
    return left instanceof Number a && right instanceof Number b
        ? a.doubleValue() == b.doubleValue()
        : Objects.equals(left, right);
  }

  private static String kind(Object value) {
    return switch (value) {
      case String _ -> "string";
      case Boolean _ -> "boolean";
      case Number _ -> whole(value) ? "integer" : "number";
      case List<?> _ -> "array";
      default -> "object";
    };
  }

  private void string(Schema schema, String text, String path) {
    var length = text.codePointCount(0, text.length());
    size(schema, length, "Length", path, "characters");
    var pattern = schema.text("pattern");
    if (pattern != null && !Pattern.compile(pattern).matcher(text).find()) {
      report(path, "\"" + text + "\" does not match " + pattern);
    }
  }

  private void number(Schema schema, double number, String path) {
    var minimum = schema.number("minimum", Double.NEGATIVE_INFINITY);
    var maximum = schema.number("maximum", Double.POSITIVE_INFINITY);
    if (number < minimum || (schema.flag("exclusiveMinimum") && number == minimum)) {
      report(path, "must not be below " + minimum);
    }
    if (number > maximum || (schema.flag("exclusiveMaximum") && number == maximum)) {
      report(path, "must not be above " + maximum);
    }
  }

  private void list(Schema schema, List<?> list, String path) {
    size(schema, list.size(), "Items", path, "items");
    for (int i = 0; i < list.size(); i++) {
      value(schema.object("items"), list.get(i), path + "[" + i + "]");
    }
    if ("map".equals(schema.text("x-kubernetes-list-type"))) {
      unique(schema.list("x-kubernetes-list-map-keys"), list, path);
    }
  }

  private void unique(List<?> keys, List<?> list, String path) {
    var seen = new HashSet<Object>();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof Map<?, ?> item
          && !seen.add(keys.stream().map(key -> String.valueOf(item.get(key))).toList())) {
        report(path + "[" + i + "]", "duplicate value of " + keys);
      }
    }
  }

  private void object(Schema schema, Map<?, ?> map, String path) {
    size(schema, map.size(), "Properties", path, "properties");
    required(schema, map, path);
    map.forEach(
        (key, item) -> {
          var property = schema.property((String) key);
          if (property != null) {
            value(property, item, path + "." + key);
          }
        });
  }

  private void required(Schema schema, Map<?, ?> map, String path) {
    for (var name : schema.list("required")) {
      if (!map.containsKey(name)) {
        report(path.isEmpty() ? (String) name : path + "." + name, "required value");
      }
    }
  }

  private void size(Schema schema, int size, String what, String path, String unit) {
    if (size < schema.number("min" + what, 0)) {
      report(path, "must have at least " + schema.value("min" + what) + " " + unit);
    }
    if (size > schema.number("max" + what, Double.POSITIVE_INFINITY)) {
      report(path, "must have at most " + schema.value("max" + what) + " " + unit);
    }
  }

  private void report(String path, String reason) {
    found.add(path + ": " + reason);
  }
}
