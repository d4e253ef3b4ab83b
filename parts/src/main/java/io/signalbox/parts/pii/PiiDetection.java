package io.signalbox.parts.pii;

import io.signalbox.infer.Coverage;
import io.signalbox.infer.Entity;
import java.util.List;

/**
 * What was found in a text.
 *
 * @param entities in the order of the text and without overlap; types are names of {@link PiiType},
 *     scores are those of {@link Scores} or the model's probabilities
 * @param coverage how much of the text the model read; rules always read all of it
 */
public record PiiDetection(List<Entity> entities, Coverage coverage) {
  public PiiDetection {
    entities = List.copyOf(entities);
  }
}
