package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets of fields in the form of {@code fieldsV1}: a tree whose names are {@code f:FIELD}, {@code
 * k:{KEYS}} for an item of a keyed list, or {@code v:VALUE} for an item of a set. An empty node, or
 * one with the name {@code .}, is a member; the others only lead to members.
 */
final class FieldSet {
  private static final String SELF = ".";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What the server itself sets, which nobody owns. */
  private static final Set<String> UNOWNED_METADATA =
      Set.of(
          "f:name",
          "f:namespace",
          "f:uid",
          "f:resourceVersion",
          "f:generation",
          "f:creationTimestamp",
          "f:deletionTimestamp",
          "f:deletionGracePeriodSeconds",
          "f:managedFields",
          "f:selfLink");

  private FieldSet() {}

  /** The fields of an object that can be owned. */
  static ObjectNode of(JsonNode object, MergeShape shape) {
    var fields = below(object, shape);
    fields.remove(List.of("f:apiVersion", "f:kind"));
    if (fields.get("f:metadata") instanceof ObjectNode metadata) {
      metadata.remove(UNOWNED_METADATA);
      if (metadata.isEmpty()) {
        fields.remove("f:metadata");
      }
    }
    return fields;
  }

  private static ObjectNode below(JsonNode value, MergeShape shape) {
    var fields = NODES.objectNode();
    switch (shape.way(value)) {
      case BY_FIELD ->
          value
              .properties()
              .forEach(field ->
                  fields.set(
                      "f:" + field.getKey(), below(field.getValue(), shape.field(field.getKey()))));
      case BY_KEY ->
          value.forEach(item -> {
            var inside = below(item, shape.item());
            if (!inside.isEmpty()) {
              inside.putObject(SELF);
            }
            fields.set(key(item, shape), inside);
          });
      case AS_SET -> value.forEach(item -> fields.putObject("v:" + item));
      case WHOLE -> {}
    }
    return fields;
  }

  /** The name of an item of a keyed list. */
  static String key(JsonNode item, MergeShape shape) {
    var key = NODES.objectNode();
    for (var name : shape.keys().stream().sorted().toList()) {
      var part = item.get(name);
      if (part != null) {
        key.set(name, part);
      } else if (name.equals("protocol")) {
        key.put(name, "TCP");
      }
    }
    return "k:" + key;
  }

  static boolean member(JsonNode fields) {
    return !(fields instanceof MissingNode) && (fields.isEmpty() || fields.has(SELF));
  }

  /** The members of either. */
  static ObjectNode union(JsonNode one, JsonNode other) {
    var union = (ObjectNode) one.deepCopy();
    // An empty node is a member; with names added it must stay one.
    if (one.isEmpty() && !other.isEmpty()) {
      union.putObject(SELF);
    }
    if (other.isEmpty() && !one.isEmpty()) {
      union.putObject(SELF);
    }
    other
        .properties()
        .forEach(field -> {
          var own = one.get(field.getKey());
          union.set(
              field.getKey(),
              own == null ? field.getValue().deepCopy() : union(own, field.getValue()));
        });
    return union;
  }

  /** The members of one that are not in the other; null when none is left. */
  static @Nullable ObjectNode without(JsonNode one, JsonNode other) {
    if (other instanceof MissingNode) {
      return (ObjectNode) one.deepCopy();
    }
    var rest = NODES.objectNode();
    one.properties()
        .forEach(field -> {
          if (!field.getKey().equals(SELF)) {
            var left = without(field.getValue(), other.path(field.getKey()));
            if (left != null) {
              rest.set(field.getKey(), left);
            }
          }
        });
    boolean keepsSelf = member(one) && !member(other);
    if (rest.isEmpty()) {
      return keepsSelf ? rest : null;
    }
    if (keepsSelf) {
      rest.putObject(SELF);
    }
    return rest;
  }

  /** The members of a set whose value is another in the later object; null when there is none. */
  static @Nullable ObjectNode changed(
      JsonNode fields, JsonNode before, JsonNode after, MergeShape shape) {
    if (before.equals(after)) {
      return null;
    }
    if (fields.isEmpty()) {
      return NODES.objectNode();
    }
    var changed = NODES.objectNode();
    fields
        .properties()
        .forEach(field -> {
          if (!field.getKey().equals(SELF)) {
            var name = field.getKey();
            var inside =
                changed(
                    field.getValue(),
                    at(before, name, shape),
                    at(after, name, shape),
                    inside(name, shape));
            if (inside != null) {
              changed.set(name, inside);
            }
          }
        });
    boolean self = fields.has(SELF) && (before.isMissingNode() != after.isMissingNode());
    if (changed.isEmpty()) {
      return self ? changed : null;
    }
    if (self) {
      changed.putObject(SELF);
    }
    return changed;
  }

  /** The members of both; null when there is none. */
  static @Nullable ObjectNode both(JsonNode one, JsonNode other) {
    var both = NODES.objectNode();
    one.properties()
        .forEach(field -> {
          var name = field.getKey();
          if (!name.equals(SELF) && other.has(name)) {
            var inside = both(field.getValue(), other.path(name));
            if (inside != null) {
              both.set(name, inside);
            }
          }
        });
    boolean self = member(one) && member(other);
    if (both.isEmpty()) {
      return self ? both : null;
    }
    if (self) {
      both.putObject(SELF);
    }
    return both;
  }

  /** The value that a name of the tree leads to. */
  static JsonNode at(JsonNode value, String name, MergeShape shape) {
    return switch (name.charAt(0)) {
      case 'f' -> value.path(name.substring(2));
      case 'k' -> item(value, name, shape);
      default -> setItem(value, name.substring(2));
    };
  }

  static MergeShape inside(String name, MergeShape shape) {
    return name.startsWith("f:") ? shape.field(name.substring(2)) : shape.item();
  }

  private static JsonNode item(JsonNode list, String key, MergeShape shape) {
    for (var item : list) {
      if (key(item, shape).equals(key)) {
        return item;
      }
    }
    return MissingNode.getInstance();
  }

  private static JsonNode setItem(JsonNode list, String text) {
    for (var item : list) {
      if (item.toString().equals(text)) {
        return item;
      }
    }
    return MissingNode.getInstance();
  }

  /** Takes out of a value what is in {@code gone}; true when nothing of the value is left. */
  static boolean remove(JsonNode value, JsonNode gone, MergeShape shape) {
    if (member(gone)) {
      return true;
    }
    for (var field : gone.properties()) {
      var name = field.getKey();
      var inside = at(value, name, shape);
      if (!inside.isMissingNode() && remove(inside, field.getValue(), inside(name, shape))) {
        drop(value, name, inside);
      }
    }
    return value.isEmpty();
  }

  @SuppressWarnings("ReferenceEquality") // The very item: others may be equal to it.
  private static void drop(JsonNode value, String name, JsonNode inside) {
    if (value instanceof ObjectNode object) {
      object.remove(name.substring(2));
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) == inside) {
          array.remove(i);
          return;
        }
      }
    }
  }

  /** The members as paths that people read: {@code .spec.containers[name="c"].image}. */
  static List<String> paths(JsonNode fields) {
    var paths = new ArrayList<String>();
    collect(fields, "", paths);
    return paths;
  }

  private static void collect(JsonNode fields, String path, List<String> paths) {
    if (member(fields)) {
      paths.add(path);
    }
    for (var field : fields.properties()) {
      if (!field.getKey().equals(SELF)) {
        collect(field.getValue(), path + readable(field.getKey()), paths);
      }
    }
  }

  private static String readable(String name) {
    var rest = name.substring(2);
    return switch (name.charAt(0)) {
      case 'f' -> "." + rest;
      case 'k' -> {
        var keys = new ArrayList<String>();
        Json.read(rest).properties().forEach(k -> keys.add(k.getKey() + "=" + k.getValue()));
        yield "[" + String.join(",", keys) + "]";
      }
      default -> "[=" + rest + "]";
    };
  }
}
