package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server does to an object of a kind before it keeps it: unknown fields, defaults, checks. */
sealed interface ObjectRules {
  /** The fields that the kind does not have, as paths; they are taken out of the object. */
  List<String> prune(ObjectNode object);

  /** Fills in what is not given. */
  ObjectNode defaulted(ObjectNode object);

  /** What is wrong, each as {@code field: what}; {@code before} is null for an object that is new. */
  List<String> violations(ObjectNode object, @Nullable ObjectNode before);

  static ObjectRules of(ResourceType type) {
    var version = type.schema();
    return version != null ? new OfCrd(version.rules()) : new OfModel(type);
  }

  /** The rules of a CRD. */
  record OfCrd(CrdSchema schema) implements ObjectRules {
    @Override
    public List<String> prune(ObjectNode object) {
      var tree = Json.map(object);
      var unknown = schema.unknownFields(tree);
      if (!unknown.isEmpty()) {
        var known = Json.node(schema.pruned(tree));
        object.removeAll();
        object.setAll(known);
      }
      return unknown;
    }

    @Override
    public ObjectNode defaulted(ObjectNode object) {
      return Json.node(schema.defaulted(Json.map(object)));
    }

    @Override
    public List<String> violations(ObjectNode object, @Nullable ObjectNode before) {
      return schema.violations(Json.map(object));
    }
  }

  /** The rules of a built-in kind: those of the client library's class, and of {@link CoreChecks}. */
  record OfModel(ResourceType type) implements ObjectRules {
    @Override
    public List<String> prune(ObjectNode object) {
      return List.of();
    }

    @Override
    public ObjectNode defaulted(ObjectNode object) {
      CoreDefaults.fill(object);
      return object;
    }

    @Override
    public List<String> violations(ObjectNode object, @Nullable ObjectNode before) {
      return List.of();
    }
  }
}
