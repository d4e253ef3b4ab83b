package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a value is merged when several managers own parts of it: object by field, list by key, list
 * as a set, or as a whole. It is told by the schema of a CRD, and for built-in kinds by the names
 * of their fields.
 */
sealed interface MergeShape {
  /** The ways to merge. */
  enum Way {
    BY_FIELD,
    BY_KEY,
    AS_SET,
    WHOLE
  }

  /** How a value at this place is merged. */
  Way way(JsonNode value);

  /** The shape of a field of this object. */
  MergeShape field(String name);

  /** The shape of an item of this list. */
  MergeShape item();

  /** The fields that make an item of this list unique. */
  List<String> keys();

  static MergeShape of(ResourceType type) {
    return new Root(type.schema() == null ? new BuiltIn("") : new BySchema(type.schema().schema()));
  }

  /** The object itself: its metadata are the same for every kind. */
  record Root(MergeShape rest) implements MergeShape {
    @Override
    public Way way(JsonNode value) {
      return Way.BY_FIELD;
    }

    @Override
    public MergeShape field(String name) {
      return name.equals("metadata") ? new BuiltIn("metadata") : rest.field(name);
    }

    @Override
    public MergeShape item() {
      return rest;
    }

    @Override
    public List<String> keys() {
      return List.of();
    }
  }

  /** Told by the {@code x-kubernetes-} words of a schema. */
  record BySchema(JsonNode schema) implements MergeShape {
    @Override
    public Way way(JsonNode value) {
      if (value.isObject()) {
        boolean atomic = schema.path("x-kubernetes-map-type").asText().equals("atomic");
        return atomic ? Way.WHOLE : Way.BY_FIELD;
      }
      return switch (schema.path("x-kubernetes-list-type").asText()) {
        case "map" -> Way.BY_KEY;
        case "set" -> Way.AS_SET;
        default -> Way.WHOLE;
      };
    }

    @Override
    public MergeShape field(String name) {
      var own = schema.path("properties").path(name);
      return new BySchema(own instanceof MissingNode ? schema.path("additionalProperties") : own);
    }

    @Override
    public MergeShape item() {
      return new BySchema(schema.path("items"));
    }

    @Override
    public List<String> keys() {
      return Json.texts(schema.get("x-kubernetes-list-map-keys"));
    }
  }

  /** Told by the name of the field, which suffices for the kinds that are built in. */
  record BuiltIn(String name) implements MergeShape {
    private static final Set<String> WHOLE_OBJECTS =
        Set.of(
            "selector",
            "labelSelector",
            "podSelector",
            "namespaceSelector",
            "nodeSelector",
            "secretKeyRef",
            "configMapKeyRef",
            "fieldRef",
            "resourceFieldRef",
            "ownerReferences");

    private static final Map<String, List<String>> KEYS =
        Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("secrets", List.of("name")),
            Map.entry("claims", List.of("name")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("conditions", List.of("type")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
            Map.entry("ownerReferences", List.of("uid")),
            Map.entry("containerPorts", List.of("containerPort", "protocol")),
            Map.entry("ports", List.of("port", "protocol")));

    @Override
    public Way way(JsonNode value) {
      if (value.isObject()) {
        return WHOLE_OBJECTS.contains(name) ? Way.WHOLE : Way.BY_FIELD;
      }
      if (name.equals("finalizers")) {
        return Way.AS_SET;
      }
      boolean keyed = value.isArray() && KEYS.containsKey(name) && keyed(value);
      return keyed ? Way.BY_KEY : Way.WHOLE;
    }

    /**
     * Lists of one name may be keyed in one kind and not in another: {@code ports} of a policy have
     * no port.
     */
    private boolean keyed(JsonNode list) {
      for (var item : list) {
        if (!item.has(keys().getFirst())) {
          return false;
        }
      }
      return true;
    }

    @Override
    public MergeShape field(String field) {
      boolean ofContainer = name.equals("containers") || name.equals("initContainers");
      return new BuiltIn(ofContainer && field.equals("ports") ? "containerPorts" : field);
    }

    @Override
    public MergeShape item() {
      return this;
    }

    @Override
    public List<String> keys() {
      return KEYS.getOrDefault(name, List.of());
    }
  }
}
