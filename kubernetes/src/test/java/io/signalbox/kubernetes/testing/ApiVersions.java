package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** One object in the words of one of the versions of its kind. Only events have other words in each. */
final class ApiVersions {
  private static final Map<String, String> NEWER_WORDS =
      Map.of(
          "involvedObject", "regarding",
          "message", "note",
          "reportingComponent", "reportingController",
          "count", "deprecatedCount",
          "firstTimestamp", "deprecatedFirstTimestamp",
          "lastTimestamp", "deprecatedLastTimestamp",
          "source", "deprecatedSource");

  private ApiVersions() {}

  /** A kept object as a client of this version sees it. */
  static ObjectNode view(ResourceType type, ObjectNode kept) {
    if (kept.path("apiVersion").asText().equals(type.apiVersion())) {
      return kept;
    }
    var view = kept.deepCopy();
    view.put("apiVersion", type.apiVersion());
    if (type.kind().equals("Event")) {
      boolean newer = !type.group().isEmpty();
      NEWER_WORDS.forEach((old, now) -> rename(view, newer ? old : now, newer ? now : old));
    }
    return view;
  }

  private static void rename(ObjectNode object, String from, String to) {
    var value = object.remove(from);
    if (value != null) {
      object.set(to, value);
    }
  }
}
