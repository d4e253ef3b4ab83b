package io.signalbox.gateways.doctor;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an object as the cluster tells it.
 *
 * @param fields maps, lists, texts, numbers and truth values; never null in a map that was read
 */
record Thing(Map<String, ?> fields) {
  private static final Thing NOTHING = new Thing(Map.of());

  String name() {
    return text("metadata", "name").orElse("");
  }

  String namespace() {
    return text("metadata", "namespace").orElse("");
  }

  /** Namespace and name. */
  String id() {
    return namespace().isEmpty() ? name() : namespace() + "/" + name();
  }

  /** What stands there as a text; empty when nothing does, or something that has parts. */
  Optional<String> text(String... path) {
    var value = value(path);
    return value == null || value instanceof Map || value instanceof List
        ? Optional.empty()
        : Optional.of(value.toString());
  }

  Optional<Integer> number(String... path) {
    return value(path) instanceof Number number ? Optional.of(number.intValue()) : Optional.empty();
  }

  /** The object that stands there; an empty one when none does. */
  Thing part(String... path) {
    return value(path) instanceof Map<?, ?> map ? of(map) : NOTHING;
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  /** The objects of a list; what is no object is left out. */
  List<Thing> parts(String... path) {
    return value(path) instanceof List<?> list
        ? list.stream().filter(Map.class::isInstance).map(item -> of((Map<?, ?>) item)).toList()
        : List.of();
  }

  /** The texts of a list. */
  List<String> texts(String... path) {
    return value(path) instanceof List<?> list
        ? list.stream().filter(Objects::nonNull).map(Object::toString).toList()
        : List.of();
  }

  /** The condition of a type, among those that stand there. */
  Optional<Thing> condition(String type, String... path) {
    return parts(path).stream()
        .filter(one -> one.text("type").filter(type::equals).isPresent())
        .findFirst();
  }

  @SuppressWarnings("unchecked")
  private static Thing of(Map<?, ?> map) {
    return new Thing((Map<String, ?>) map);
  }

  private @Nullable Object value(String... path) {
    Object at = fields;
    for (var step : path) {
      if (!(at instanceof Map<?, ?> map)) {
        return null;
      }
      at = map.get(step);
    }
    return at;
  }
}
