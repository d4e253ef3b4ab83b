package io.signalbox.server.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place where two request bodies are not the same; the order of fields does not matter.
 *
 * @param path names of fields and numbers of elements
 * @param one what the first body says there, or null when nothing
 * @param other what the second body says there, or null when nothing
 */
record BodyDifference(List<Step> path, @Nullable JsonNode one, @Nullable JsonNode other) {
  BodyDifference {
    path = List.copyOf(path);
  }

  /** One step down: a field, or an element of a list. */
  sealed interface Step {
    /** A field of an object. */
    record Field(String name) implements Step {}

    /** An element of a list, counted from 0. */
    record Element(int index) implements Step {}
  }

  /** All of them, in the order of their names. */
  static List<BodyDifference> between(JsonNode one, JsonNode other) {
    var found = new ArrayList<BodyDifference>();
    compare(List.of(), one, other, found);
    return found;
  }

  private static void compare(
      List<Step> path, JsonNode one, JsonNode other, List<BodyDifference> found) {
    if (one instanceof ObjectNode object && other instanceof ObjectNode against) {
      fields(path, object, against, found);
    } else if (one instanceof ArrayNode list && other instanceof ArrayNode against) {
      elements(path, list, against, found);
    } else if (!same(one, other)) {
      found.add(new BodyDifference(path, one, other));
    }
  }

  /**
   * Numbers are told apart as they are written, since nobody knows what a backend makes of them.
   */
  private static boolean same(JsonNode one, JsonNode other) {
    return one.equals(other);
  }

  private static void fields(
      List<Step> path, ObjectNode one, ObjectNode other, List<BodyDifference> found) {
    var names = new TreeSet<>(one.propertyNames());
    names.addAll(other.propertyNames());
    for (var name : names) {
      step(path, new Step.Field(name), one.get(name), other.get(name), found);
    }
  }

  private static void elements(
      List<Step> path, ArrayNode one, ArrayNode other, List<BodyDifference> found) {
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      step(path, new Step.Element(i), one.get(i), other.get(i), found);
    }
  }

  private static void step(
      List<Step> path,
      Step step,
      @Nullable JsonNode one,
      @Nullable JsonNode other,
      List<BodyDifference> found) {
    var longer = new ArrayList<>(path);
    longer.add(step);
    if (one == null || other == null) {
      found.add(new BodyDifference(longer, one, other));
    } else {
      compare(longer, one, other, found);
    }
  }

  /** Which body has it: {@code a}, {@code b} or {@code both}. */
  String where() {
    return one == null ? "b" : other == null ? "a" : "both";
  }

  /** Such as {@code messages[2].content}. */
  String name() {
    var name = new StringBuilder();
    for (var step : path) {
      switch (step) {
        case Step.Field(String field) -> name.append(name.isEmpty() ? "" : ".").append(field);
        case Step.Element(int index) -> name.append('[').append(index).append(']');
      }
    }
    return name.toString();
  }

  /**
   * The first body with what the second one says here; null when that cannot be, since an element
   * before it is missing.
   */
  @Nullable JsonNode applied(JsonNode first) {
    var changed = first.deepCopy();
    var parent = changed;
    for (var step : path.subList(0, path.size() - 1)) {
      parent =
          switch (step) {
            case Step.Field(String field) -> parent.path(field);
            case Step.Element(int index) -> parent.path(index);
          };
    }
    return switch (path.getLast()) {
      case Step.Field(String field) -> set((ObjectNode) parent, field) ? changed : null;
      case Step.Element(int index) -> set((ArrayNode) parent, index) ? changed : null;
    };
  }

  private boolean set(ObjectNode parent, String field) {
    if (other == null) {
      parent.remove(field);
    } else {
      parent.set(field, other);
    }
    return true;
  }

  private boolean set(ArrayNode parent, int index) {
    if (other == null) {
      parent.remove(index);
    } else if (index < parent.size()) {
      parent.set(index, other);
    } else if (index == parent.size()) {
      parent.add(other);
    } else {
      return false;
    }
    return true;
  }
}
