package io.signalbox.kubernetes.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Drops the fields that a schema does not know. */
final class Pruning {
  private static final Set<String> OF_EVERY_RESOURCE = Set.of("apiVersion", "kind", "metadata");

  private Pruning() {}

  static @Nullable Object prune(Schema root, Map<String, Object> object, List<String> unknown) {
    var kept = new LinkedHashMap<String, @Nullable Object>();
    object.forEach(
        (name, value) -> {
          if (OF_EVERY_RESOURCE.contains(name)) {
            kept.put(name, value);
          } else {
            keep(root, name, value, name, kept, unknown);
          }
        });
    return kept;
  }

  private static @Nullable Object prune(
      Schema schema, @Nullable Object value, String path, List<String> unknown) {
    if (value instanceof Map<?, ?> map) {
      var kept = new LinkedHashMap<String, @Nullable Object>();
      map.forEach((name, item) -> keep(schema, (String) name, item, path + "." + name, kept, unknown));
      return kept;
    }
    if (value instanceof List<?> list) {
      var kept = new ArrayList<@Nullable Object>();
      for (int i = 0; i < list.size(); i++) {
        kept.add(prune(schema.object("items"), list.get(i), path + "[" + i + "]", unknown));
      }
      return kept;
    }
    return value;
  }

  private static void keep(
      Schema schema,
      String name,
      @Nullable Object value,
      String path,
      Map<String, @Nullable Object> kept,
      List<String> unknown) {
    var property = schema.property(name);
    if (property != null) {
      kept.put(name, prune(property, value, path, unknown));
    } else if (schema.open()) {
      kept.put(name, value);
    } else {
      unknown.add(path);
    }
  }
}
