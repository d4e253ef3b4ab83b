package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Entries of a keyed list that have one key: no apply may name such. */
final class Twins {
  private final List<String> found = new ArrayList<>();

  private Twins() {}

  /** Each list with twins, as {@code path: what is wrong}. */
  static List<String> of(JsonNode applied, MergeShape shape) {
    var twins = new Twins();
    twins.look(applied, shape, "");
    return twins.found;
  }

  private void look(JsonNode value, MergeShape shape, String path) {
    if (!value.isContainerNode()) {
      return;
    }
    switch (shape.way(value)) {
      case BY_FIELD ->
          value
              .properties()
              .forEach(field ->
                  look(
                      field.getValue(),
                      shape.field(field.getKey()),
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey()));
      case BY_KEY -> {
        var keys = new HashSet<String>();
        for (var item : value) {
          if (!keys.add(FieldSet.key(item, shape))) {
            found.add(path + ": duplicate entries for key [" + key(item, shape) + "]");
          }
          look(item, shape.item(), path + "[" + key(item, shape) + "]");
        }
      }
      case AS_SET, WHOLE -> {}
    }
  }

  private static String key(JsonNode item, MergeShape shape) {
    return shape.keys().stream()
        .map(name -> name + "=" + item.path(name))
        .collect(Collectors.joining(","));
  }
}
