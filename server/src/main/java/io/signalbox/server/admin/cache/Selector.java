package io.signalbox.server.admin.cache;

import io.signalbox.parts.cache.Partition;
import io.signalbox.server.admin.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which answers are meant: those of a recipe, a decision, a model, or of any of them together.
 *
 * @param recipe its name, or null for every one
 * @param decision its name, or null for every one
 * @param model its name, or null for every one
 */
record Selector(@Nullable String recipe, @Nullable String decision, @Nullable String model) {
  private static final int LONGEST = 256;
  private static final List<String> KEYS = List.of("recipe", "decision", "model");

  /** What keys hold only as a hash, so that nobody can be found by it. */
  private static final Set<String> HASHED =
      Set.of(
          "user",
          "user_id",
          "team",
          "team_id",
          "tenant",
          "tenant_id",
          "scope",
          "namespace",
          "query",
          "key");

  /** The selector of a body; one that is left out means everything. */
  static Selector of(JsonNode body) {
    var json = body.path("selector");
    if (json.isMissingNode() || json.isNull()) {
      return new Selector(null, null, null);
    }
    if (!(json instanceof ObjectNode object)) {
      throw Refusal.invalid("selector: not an object (expected: an object)");
    }
    for (var key : object.propertyNames()) {
      if (HASHED.contains(key)) {
        throw unsupported(
            "selector.%s: keys hold it only as a hash (expected: recipe, decision, model)"
                .formatted(key));
      }
      if (!KEYS.contains(key)) {
        throw Refusal.invalid("selector: an unknown key (expected: recipe, decision, model)");
      }
    }
    return new Selector(name(object, "recipe"), name(object, "decision"), name(object, "model"));
  }

  static Refusal unsupported(String message) {
    return new Refusal(501, "CACHE_OPERATION_UNSUPPORTED", message);
  }

  private static @Nullable String name(ObjectNode json, String key) {
    var value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()
        || value.stringValue().isBlank()
        || value.stringValue().length() > LONGEST) {
      throw Refusal.invalid("selector.%s: unfit (expected: a name)".formatted(key));
    }
    return value.stringValue().strip();
  }

  /** Whether every answer is meant. */
  boolean everything() {
    return recipe == null && decision == null && model == null;
  }

  /**
   * What the keys of the answers begin with. Keys are paths of recipe, decision and model; where
   * one is left out before one that is named, those of the configuration stand in for it. Each ends
   * with a slash, so that no longer name begins so.
   *
   * @param configured the decisions of each recipe
   */
  List<String> prefixes(Map<String, List<String>> configured) {
    if (everything()) {
      return List.of("");
    }
    var prefixes = new LinkedHashSet<String>();
    for (var graph : recipe == null ? configured.keySet() : Set.of(recipe)) {
      if (decision == null && model == null) {
        prefixes.add(Partition.prefix(graph));
        continue;
      }
      for (var route : decision == null ? of(configured, graph) : List.of(decision)) {
        prefixes.add(
            model == null ? Partition.prefix(graph, route) : Partition.prefix(graph, route, model));
      }
    }
    return new ArrayList<>(prefixes);
  }

  private static List<String> of(Map<String, List<String>> configured, String graph) {
    return configured.getOrDefault(graph, List.of());
  }

  ObjectNode json() {
    var json = JsonMapper.shared().createObjectNode();
    put(json, "recipe", recipe);
    put(json, "decision", decision);
    put(json, "model", model);
    return json;
  }

  private static void put(ObjectNode json, String key, @Nullable String value) {
    if (value != null) {
      json.put(key, value);
    }
  }
}
