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
 * @param version of the weights, or null where they have none
 * @param sizeBytes of the weights on disk, or null where they are not counted
 */
public record ModelFact(
    String name,
    String type,
    String source,
    boolean loaded,
    List<String> labels,
    @Nullable Integer dimensions,
    @Nullable String version,
    @Nullable Long sizeBytes) {
  public ModelFact {
    labels = List.copyOf(labels);
  }

  /** A model without a version, of a size that is not counted. */
  public ModelFact(
      String name,
      String type,
      String source,
      boolean loaded,
      List<String> labels,
      @Nullable Integer dimensions) {
    this(name, type, source, loaded, labels, dimensions, null, null);
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
    if (version != null) {
      json.put("version", version);
    }
    if (sizeBytes != null) {
      json.put("size_bytes", sizeBytes);
    }
    return json;
  }
}
