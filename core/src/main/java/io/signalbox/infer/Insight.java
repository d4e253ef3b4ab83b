package io.signalbox.infer;

import java.util.List;
import java.util.Map;

/**
 * What the signal encoder says about one text.
 *
 * @param heads the word of each head
 * @param entities what its token head tags, in the order of the text and without overlap
 * @param coverage how much of the text it read
 */
public record Insight(Map<Head, Classification> heads, List<Entity> entities, Coverage coverage) {
  public Insight {
    heads = Map.copyOf(heads);
    entities = List.copyOf(entities);
  }

  /** The word of one head. */
  public Classification head(Head head) {
    var word = heads.get(head);
    if (word == null) {
      throw new IllegalArgumentException(head + ": not read");
    }
    return word;
  }
}
