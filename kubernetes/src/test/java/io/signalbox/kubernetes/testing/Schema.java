package io.signalbox.kubernetes.testing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One node of a structural schema, over the tree that the YAML of a CRD is. */
record Schema(Map<String, ?> node) {
  static final Schema NONE = new Schema(Map.of());

  @Nullable Object value(String key) {
    return node.get(key);
  }

  @Nullable String text(String key) {
    return node.get(key) instanceof String text ? text : null;
  }

  boolean flag(String key) {
    return Boolean.TRUE.equals(node.get(key));
  }

  boolean has(String key) {
    return node.containsKey(key);
  }

  /** A number, or the fallback when there is none. */
  double number(String key, double fallback) {
    return node.get(key) instanceof Number number ? number.doubleValue() : fallback;
  }

  List<?> list(String key) {
    return node.get(key) instanceof List<?> list ? list : List.of();
  }

  Schema object(String key) {
    return wrap(node.get(key));
  }

  List<Schema> objects(String key) {
    return list(key).stream().map(Schema::wrap).toList();
  }

  /** The schema of a property: declared, or that of additional properties; null when unknown. */
  @Nullable Schema property(String name) {
    var declared = object("properties");
    if (declared.has(name)) {
      return declared.object(name);
    }
    var additional = node.get("additionalProperties");
    if (additional == null || Boolean.FALSE.equals(additional)) {
      return null;
    }
    return wrap(additional);
  }

  boolean open() {
    return flag("x-kubernetes-preserve-unknown-fields");
  }

  boolean intOrString() {
    return flag("x-kubernetes-int-or-string");
  }

  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  private static Schema wrap(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? new Schema((Map<String, ?>) map) : NONE;
  }
}
