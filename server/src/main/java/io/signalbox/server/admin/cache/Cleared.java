package io.signalbox.server.admin.cache;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of a store that was to forget.
 *
 * @param backend the word for it
 * @param shared whether other replicas keep their answers there
 * @param matched how many answers there were
 * @param removed how many were forgotten
 * @param vectors how many questions were forgotten with them
 * @param remaining how many answers there are afterwards: those that were stored meanwhile
 * @param error why it could not, or null
 */
record Cleared(
    String backend,
    boolean shared,
    long matched,
    long removed,
    long vectors,
    long remaining,
    @Nullable String error) {

  static Cleared failed(String backend, boolean shared, String error) {
    return new Cleared(backend, shared, 0, 0, 0, 0, error);
  }

  void into(ObjectNode json) {
    json.put("backend", backend)
        .put("shared", shared)
        .put("matched", matched)
        .put("removed", removed)
        .put("vectors_removed", vectors)
        .put("remaining", remaining);
    if (error != null) {
      json.put("error", error);
    }
  }
}
