package io.signalbox.server.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A local model that reads requests.
 *
 * @param name for people
 * @param type {@code classifier} or {@code embedding}
 * @param source where its weights come from
 * @param loaded whether it is in memory now
 * @param labels what a classifier tells apart; empty for others
 * @param dimensions length of an embedder's vectors, or null for others
 */
public record ModelFact(
    String name,
    String type,
    String source,
    boolean loaded,
    List<String> labels,
    @Nullable Integer dimensions) {
  public ModelFact {
    labels = List.copyOf(labels);
  }

  ObjectNode json() {
    var json =
        JsonMapper.shared()
            .createObjectNode()
            .put("name", name)
            .put("type", type)
            .put("loaded", loaded)
            .put("source", source);
    if (!labels.isEmpty()) {
      var array = json.putArray("labels");
      labels.forEach(array::add);
    }
    if (dimensions != null) {
      json.put("dimensions", dimensions);
    }
    return json;
  }
}
