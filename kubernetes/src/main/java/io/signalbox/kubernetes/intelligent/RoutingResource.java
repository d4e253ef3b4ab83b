package io.signalbox.kubernetes.intelligent;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An IntelligentPool or IntelligentRoute as the API server tells it. The specification stays a
 * tree: one object that a stricter reading would not take must not hide the others.
 *
 * @param uid differs for an object that was deleted and made anew under its name
 * @param generation counts changes of the specification, from 1; 0 when the server does not count
 * @param created when the object was made, in RFC 3339; empty when the server does not tell
 * @param spec what the object asks for
 */
public record RoutingResource(
    Kind kind, String name, String uid, long generation, String created, Map<String, Object> spec) {

  /** Older objects stand first, and of one age those whose name is less. */
  static final Comparator<RoutingResource> BY_AGE =
      Comparator.comparing(RoutingResource::created)
          .thenComparing(RoutingResource::name)
          .thenComparing(RoutingResource::uid);

  public RoutingResource {
    // Not Map.copyOf: a value may be null.
    spec = Collections.unmodifiableMap(spec);
  }

  /** What an object of the API server says. */
  public static RoutingResource of(Kind kind, GenericKubernetesResource object) {
    var metadata = object.getMetadata();
    return new RoutingResource(
        kind,
        metadata.getName(),
        Objects.requireNonNullElse(metadata.getUid(), metadata.getName()),
        Objects.requireNonNullElse(metadata.getGeneration(), 0L),
        Objects.requireNonNullElse(metadata.getCreationTimestamp(), ""),
        mapping(object.getAdditionalProperties().get("spec")));
  }

  /** How people call the object. */
  public String title() {
    return kind.title() + " " + name;
  }

  /** Whether both are the same object, whatever they say. */
  boolean sameObject(RoutingResource other) {
    return kind == other.kind && uid.equals(other.uid);
  }

  /** The mappings of a list beneath a key; what is no mapping is left out. */
  List<Map<String, Object>> items(String key) {
    return items(spec, key);
  }

  static List<Map<String, Object>> items(Map<String, Object> mapping, String key) {
    var items = new ArrayList<Map<String, Object>>();
    if (mapping.get(key) instanceof List<?> list) {
      list.forEach(item -> items.add(mapping(item)));
    }
    return items;
  }

  /** A mapping of texts; an empty one for anything else. */
  static Map<String, Object> mapping(@Nullable Object value) {
    var mapping = new LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, of) -> mapping.put(String.valueOf(key), of));
    }
    return mapping;
  }

  /** The text of a key; empty when it is absent. */
  static String text(Map<String, Object> mapping, String key) {
    var value = mapping.get(key);
    return value == null ? "" : String.valueOf(value);
  }
}
