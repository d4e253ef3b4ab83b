package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which fields of one object: its {@code metadata.managedFields}. A manager has an entry for each way it
 * writes (apply or update) and each subresource.
 */
final class Ownership {
  /** A writer. */
  record Owner(String manager, String operation, String subresource) {}

  private record Entry(ObjectNode fields, String apiVersion, String time) {}

  private final MergeShape shape;
  private final String apiVersion;
  private final Map<Owner, Entry> entries = new LinkedHashMap<>();

  Ownership(ResourceType type, @Nullable JsonNode object) {
    this.shape = MergeShape.of(type);
    this.apiVersion = type.apiVersion();
    if (object != null) {
      object.path("metadata").path("managedFields").forEach(this::read);
    }
  }

  private void read(JsonNode entry) {
    entries.put(
        new Owner(
            entry.path("manager").asText(),
            entry.path("operation").asText(),
            entry.path("subresource").asText()),
        new Entry(
            (ObjectNode) entry.path("fieldsV1").deepCopy(),
            entry.path("apiVersion").asText(),
            entry.path("time").asText()));
  }

  /** What a writer owns; a missing node when it owns nothing. */
  JsonNode owned(Owner owner) {
    var entry = entries.get(owner);
    return entry == null ? MissingNode.getInstance() : entry.fields();
  }

  /** What everybody else owns; a missing node when nobody else owns anything. */
  JsonNode ownedByOthers(Owner owner) {
    JsonNode all = MissingNode.getInstance();
    for (var entry : entries.entrySet()) {
      if (!entry.getKey().equals(owner)) {
        var fields = entry.getValue().fields();
        all = all.isMissingNode() ? fields : FieldSet.union(all, fields);
      }
    }
    return all;
  }

  /** An owner of a field that somebody else wants to change. */
  record Conflict(Owner owner, String apiVersion, List<String> paths) {}

  /** Whose fields an apply would change. */
  List<Conflict> conflicts(Owner applier, JsonNode applied, JsonNode before, JsonNode after) {
    var conflicts = new ArrayList<Conflict>();
    for (var entry : entries.entrySet()) {
      if (!entry.getKey().equals(applier)) {
        var shared = FieldSet.both(applied, entry.getValue().fields());
        var changed = shared == null ? null : FieldSet.changed(shared, before, after, shape);
        if (changed != null) {
          conflicts.add(
              new Conflict(entry.getKey(), entry.getValue().apiVersion(), FieldSet.paths(changed)));
        }
      }
    }
    return conflicts;
  }

  /** After an apply, its manager owns what it named; what it changed is nobody else's any more. */
  void applied(Owner applier, ObjectNode fields, JsonNode before, JsonNode after, String now) {
    var changed = FieldSet.changed(fields, before, after, shape);
    if (changed != null) {
      takeFromOthers(applier, changed);
    }
    takeGone(applier, before, after);
    put(applier, fields, now);
  }

  /** After an update, its manager owns what it changed. */
  void updated(Owner updater, JsonNode before, JsonNode after, String now) {
    var changed = FieldSet.changed(FieldSet.of(after, shape), before, after, shape);
    if (changed != null) {
      takeFromOthers(updater, changed);
      var own = owned(updater);
      put(updater, own.isMissingNode() ? changed : FieldSet.union(own, changed), now);
    }
    takeGone(null, before, after);
  }

  private void takeGone(@Nullable Owner except, JsonNode before, JsonNode after) {
    var gone = FieldSet.without(FieldSet.of(before, shape), FieldSet.of(after, shape));
    if (gone != null) {
      takeFromOthers(except, gone);
    }
  }

  private void takeFromOthers(@Nullable Owner owner, ObjectNode taken) {
    for (var other : List.copyOf(entries.keySet())) {
      if (!other.equals(owner)) {
        var entry = entries.get(other);
        var left = entry == null ? null : FieldSet.without(entry.fields(), taken);
        if (entry == null || left == null) {
          entries.remove(other);
        } else {
          entries.put(other, new Entry(left, entry.apiVersion(), entry.time()));
        }
      }
    }
  }

  private void put(Owner owner, ObjectNode fields, String now) {
    var old = entries.get(owner);
    boolean same = old != null && old.fields().equals(fields) && old.apiVersion().equals(apiVersion);
    if (!same) {
      entries.put(owner, new Entry(fields, apiVersion, now));
    }
  }

  /** The list as it stands in the object. */
  ArrayNode managedFields() {
    var list = JsonNodeFactory.instance.arrayNode();
    entries.forEach(
        (owner, entry) -> {
          var node =
              list.addObject()
                  .put("manager", owner.manager())
                  .put("operation", owner.operation())
                  .put("apiVersion", entry.apiVersion())
                  .put("time", entry.time())
                  .put("fieldsType", "FieldsV1");
          node.set("fieldsV1", entry.fields());
          if (!owner.subresource().isEmpty()) {
            node.put("subresource", owner.subresource());
          }
        });
    return list;
  }
}
