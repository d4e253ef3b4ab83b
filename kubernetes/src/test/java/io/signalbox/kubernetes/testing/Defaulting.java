package io.signalbox.kubernetes.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills in defaults, inside of objects that are there. */
final class Defaulting {
  private Defaulting() {}

  static @Nullable Object fill(Schema schema, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return fillObject(schema, map);
    }
    if (value instanceof List<?> list) {
      var filled = new ArrayList<@Nullable Object>();
      list.forEach(item -> filled.add(fill(schema.object("items"), item)));
      return filled;
    }
    return value;
  }

  private static Map<String, @Nullable Object> fillObject(Schema schema, Map<?, ?> map) {
    var filled = new LinkedHashMap<String, @Nullable Object>();
    map.forEach(
        (key, item) -> {
          var property = schema.property((String) key);
          if (property == null) {
            filled.put((String) key, item);
          } else if (item != null || property.flag("nullable")) {
            filled.put((String) key, fill(property, item));
          }
        });
    var declared = schema.object("properties");
    for (var name : declared.node().keySet()) {
      var property = declared.object(name);
      if (!filled.containsKey(name) && property.has("default")) {
        filled.put(name, fill(property, property.value("default")));
      }
    }
    return filled;
  }
}
