package io.signalbox.operator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A document while it is made: its content, from where in the resource it comes, and remarks. */
final class Draft {
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private final Map<String, String> origins = new HashMap<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private final List<EnvVar> secrets = new ArrayList<>();

  ObjectNode root() {
    return root;
  }

  /** The mapping at a path of keys joined by dots; it is made when it is not there. */
  ObjectNode mapping(String path) {
    var node = root;
    for (var key : path.split("\\.", -1)) {
      node = node.get(key) instanceof ObjectNode known ? known : node.putObject(key);
    }
    return node;
  }

  /** The list at a path; it is made when there is none. */
  ArrayNode list(String path) {
    var dot = path.lastIndexOf('.');
    var parent = mapping(path.substring(0, dot));
    var key = path.substring(dot + 1);
    return parent.get(key) instanceof ArrayNode known ? known : parent.putArray(key);
  }

  /** Sets what stands at a path of at least two keys, and remembers where it comes from. */
  void set(String path, JsonNode value, String origin) {
    var dot = path.lastIndexOf('.');
    mapping(path.substring(0, dot)).set(path.substring(dot + 1), value);
    comesFrom(path, origin);
  }

  /**
   * Remembers that what stands at a path, with all beneath it, comes from a place in the resource.
   */
  void comesFrom(String path, String origin) {
    origins.put(path, origin);
  }

  /** The place in the resource that a path of the document comes from; else the path itself. */
  String origin(String path) {
    for (int end = path.length(); end > 0; end = previous(path, end)) {
      var origin = origins.get(path.substring(0, end));
      if (origin != null) {
        return origin + path.substring(end);
      }
    }
    return path.isEmpty() ? RouterDocument.FILE : RouterDocument.FILE + ": " + path;
  }

  private static int previous(String path, int end) {
    return Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1));
  }

  /** Tells why a router would refuse the document. */
  void problem(String place, String text) {
    problems.add(place + ": " + text);
  }

  /** Tells what is ignored or better said otherwise. */
  void warning(String place, String text) {
    warnings.add(place + ": " + text);
  }

  void secret(EnvVar variable) {
    secrets.add(variable);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  List<EnvVar> secrets() {
    return List.copyOf(secrets);
  }
}
