package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import org.jspecify.annotations.Nullable;

/** Patches other than server-side apply: JSON patch, JSON merge patch, strategic merge patch. */
final class Patches {
  private Patches() {}

  /** The object after the patch of a request. */
  static ObjectNode patched(ApiRequest request, ResourceType type, ObjectNode live) {
    var kind = request.contentType().split(";", 2)[0];
    return switch (kind) {
      case "application/json-patch+json" -> jsonPatch(request.body(), live);
      case "application/merge-patch+json" -> merged(live, Json.read(request.body()), null);
      case "application/strategic-merge-patch+json" -> {
        if (type.custom()) {
          throw unsupported(kind);
        }
        yield merged(live, Json.read(request.body()), MergeShape.of(type));
      }
      default -> throw unsupported(kind);
    };
  }

  private static ApiFailure unsupported(String kind) {
    return new ApiFailure(
        415, "UnsupportedMediaType", "the body of the request was in an unknown format: " + kind);
  }

  private static ObjectNode jsonPatch(String body, ObjectNode live) {
    try {
      return (ObjectNode) JsonPatch.apply(Json.MAPPER.readTree(body), live.deepCopy());
    } catch (JsonProcessingException e) {
      throw ApiFailure.badRequest("the patch cannot be read: " + e.getOriginalMessage());
    } catch (JsonPatchException e) {
      throw new ApiFailure(
          422,
          "Invalid",
          "the server rejected our request due to an error in our request: " + e.getMessage());
    }
  }

  /** Merges by field; with a shape, keyed lists are merged by key. */
  private static ObjectNode merged(ObjectNode live, ObjectNode patch, @Nullable MergeShape shape) {
    var merged = live.deepCopy();
    for (var field : patch.properties()) {
      var name = field.getKey();
      var value = field.getValue();
      if (value.isNull()) {
        merged.remove(name);
      } else if (!name.startsWith("$")) {
        merged.set(name, merged(merged.get(name), value, shape == null ? null : shape.field(name)));
      }
    }
    return merged;
  }

  private static JsonNode merged(
      @Nullable JsonNode live, JsonNode patch, @Nullable MergeShape shape) {
    if (patch instanceof ObjectNode object) {
      var base = live instanceof ObjectNode there ? there : JsonNodeFactory.instance.objectNode();
      return merged(base, object, shape);
    }
    return shape != null
            && live instanceof ArrayNode list
            && shape.way(patch) == MergeShape.Way.BY_KEY
        ? byKey(list, patch, shape)
        : patch;
  }

  private static ArrayNode byKey(ArrayNode live, JsonNode patch, MergeShape shape) {
    var merged = JsonNodeFactory.instance.arrayNode();
    for (var item : live) {
      var change = FieldSet.at(patch, FieldSet.key(item, shape), shape);
      if (change.isMissingNode()) {
        merged.add(item);
      } else if (!change.path("$patch").asText().equals("delete")) {
        merged.add(merged(item, change, shape.item()));
      }
    }
    for (var item : patch) {
      boolean added = FieldSet.at(live, FieldSet.key(item, shape), shape).isMissingNode();
      if (added && !item.has("$patch")) {
        merged.add(merged(null, item, shape.item()));
      }
    }
    return merged;
  }
}
