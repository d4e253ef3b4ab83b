package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Server-side apply: what a manager names is merged into the object, what it named before and names no more goes away
 * unless somebody else owns it, and what somebody else owns cannot be changed without force.
 */
final class ServerSideApply {
  private final MergeShape shape;
  private final Ownership ownership;
  private final Ownership.Owner applier;

  ServerSideApply(ResourceType type, Ownership ownership, Ownership.Owner applier) {
    this.shape = MergeShape.of(type);
    this.ownership = ownership;
    this.applier = applier;
  }

  /** The object after the apply, or a failure that names the fields of others. */
  ObjectNode merge(ObjectNode live, ObjectNode applied, boolean force) {
    var fields = FieldSet.of(applied, shape);
    var merged = (ObjectNode) merged(live, applied, shape);
    var conflicts = ownership.conflicts(applier, fields, live, merged);
    if (!conflicts.isEmpty() && !force) {
      throw conflict(conflicts);
    }
    prune(merged, fields);
    return merged;
  }

  /** The fields that the applied object names. */
  ObjectNode fields(ObjectNode applied) {
    return FieldSet.of(applied, shape);
  }

  private void prune(ObjectNode merged, ObjectNode fields) {
    var before = ownership.owned(applier);
    var gone = before.isMissingNode() ? null : FieldSet.without(before, fields);
    var mine = gone == null ? null : FieldSet.without(gone, ownership.ownedByOthers(applier));
    if (mine != null) {
      FieldSet.remove(merged, mine, shape);
    }
  }

  private static JsonNode merged(@Nullable JsonNode live, JsonNode applied, MergeShape shape) {
    if (live == null || live.isNull() || live.getNodeType() != applied.getNodeType()) {
      return applied.deepCopy();
    }
    return switch (shape.way(applied)) {
      case BY_FIELD -> byField((ObjectNode) live, applied, shape);
      case BY_KEY -> byKey(live, applied, shape);
      case AS_SET -> asSet(live, applied);
      case WHOLE -> applied.deepCopy();
    };
  }

  private static JsonNode byField(ObjectNode live, JsonNode applied, MergeShape shape) {
    var merged = live.deepCopy();
    for (var field : applied.properties()) {
      var name = field.getKey();
      merged.set(name, merged(live.get(name), field.getValue(), shape.field(name)));
    }
    return merged;
  }

  private static ArrayNode byKey(JsonNode live, JsonNode applied, MergeShape shape) {
    var merged = JsonNodeFactory.instance.arrayNode();
    for (var item : live) {
      var named = FieldSet.at(applied, FieldSet.key(item, shape), shape);
      merged.add(named.isMissingNode() ? item.deepCopy() : merged(item, named, shape.item()));
    }
    for (var item : applied) {
      if (FieldSet.at(live, FieldSet.key(item, shape), shape).isMissingNode()) {
        merged.add(item.deepCopy());
      }
    }
    return merged;
  }

  private static ArrayNode asSet(JsonNode live, JsonNode applied) {
    var merged = (ArrayNode) live.deepCopy();
    for (var item : applied) {
      boolean there = false;
      for (var old : live) {
        there |= old.equals(item);
      }
      if (!there) {
        merged.add(item.deepCopy());
      }
    }
    return merged;
  }

  private static ApiFailure conflict(List<Ownership.Conflict> conflicts) {
    var causes = new ArrayList<ApiFailure.Cause>();
    var texts = new ArrayList<String>();
    for (var conflict : conflicts) {
      var owner = "conflict with \"" + conflict.owner().manager() + "\"";
      if (!conflict.owner().subresource().isEmpty()) {
        owner += " with subresource \"" + conflict.owner().subresource() + "\"";
      }
      owner += " using " + conflict.apiVersion();
      for (var path : conflict.paths()) {
        causes.add(new ApiFailure.Cause("FieldManagerConflict", owner, path));
        texts.add(owner + ": " + path);
      }
    }
    var count = causes.size() == 1 ? "1 conflict" : causes.size() + " conflicts";
    return new ApiFailure(
        409,
        "Conflict",
        "Apply failed with " + count + ": " + String.join(", ", texts),
        List.copyOf(causes));
  }
}
