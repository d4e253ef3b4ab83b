package io.signalbox.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A collection of examples by label, to which texts are compared. */
public record KnowledgeBaseConfig(
    @Doc("What signals call it.") @NotBlank String name,
    @Doc("Where its examples stand.") Source source,
    @Doc("Least score of a label to match.") @Default("0") @Range(min = 0, max = 1)
        double threshold,
    @Doc("Thresholds of single labels.") @Default("{}") @Range(min = 0, max = 1)
        Map<String, Double> labelThresholds,
    @Doc("Labels that count as one.") @Default("{}") Map<String, List<String>> groups,
    @Doc("Numbers made of scores, for projections.") @Default("[]") List<Metric> metrics,
    @Doc("How the examples of a label make its score; as of embeddings when absent.")
        @Nullable PrototypeScoring prototypeScoring) {

  /** Where examples stand. */
  public record Source(
      @Doc("A folder, from the configuration file's.") @NotBlank String path,
      @Doc("The file in it: labels with exemplars, in JSON.") @Default("labels.json") @NotBlank
          String manifest) {}

  /** A number made of scores. */
  public record Metric(
      @Doc("What projections call it.") @NotBlank String name,
      @Doc("How it is made: group_margin, the score of one group less that of another.")
          MetricType type,
      @Doc("The group whose score counts.") @NotBlank String positiveGroup,
      @Doc("The group whose score is taken off.") @NotBlank String negativeGroup) {}

  /** How a metric is made. */
  public enum MetricType {
    /** The score of one group less that of another. */
    GROUP_MARGIN
  }
}
