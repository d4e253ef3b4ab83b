package io.signalbox.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is computed from signals before rules are asked. The outputs of mappings are leaves of type
 * {@code projection}.
 */
public record ProjectionsConfig(
    @Doc("Signals that exclude each other.") @Default("[]") List<Partition> partitions,
    @Doc("Weighted sums of signals.") @Default("[]") List<Score> scores,
    @Doc("Names for the bands of scores.") @Default("[]") List<Mapping> mappings) {

  /** Signals of one type of which the surest alone counts. */
  public record Partition(
      @Doc("Name of the partition.") @NotBlank String name,
      @Doc("How the winner's confidence is told.") Semantics semantics,
      @Doc("Of the softmax; above 0.") @Nullable Double temperature,
      @Doc("Names of signals, all of one type.") List<String> members,
      @Key("default") @Doc("The member that counts when none was found.") @NotBlank
          String byDefault) {}

  /** What becomes of the winner's confidence. */
  public enum Semantics {
    /** It stays. */
    EXCLUSIVE,
    /** It becomes the winner's share of a softmax over those that were found. */
    SOFTMAX_EXCLUSIVE
  }

  /** A weighted sum. */
  public record Score(
      @Doc("Name of the score.") @NotBlank String name,
      @Doc("How inputs are combined.") @Default("weighted_sum") Method method,
      @Doc("What is summed up.") List<Input> inputs) {}

  /** How inputs are combined. */
  public enum Method {
    /** Weight times value, summed up. */
    WEIGHTED_SUM
  }

  /**
   * One input of a score.
   *
   * <p>Its type is that of a signal; {@code projection} for another score or, with the source
   * {@code confidence}, the output of a mapping; or the type of a signal and {@code _metric} for a
   * number that its signals measure beside their names. Such a number is read under the signal's
   * type and the name {@code <kb>:<metric>}, with the signals whose key of that type names the
   * {@code kb}.
   */
  public record Input(
      @Doc("Type of a signal, projection, or kb_metric.") @NotBlank String type,
      @Doc("Name of the signal, score or output.") @Nullable String name,
      @Doc("What the value is multiplied by.") @Default("0") double weight,
      @Doc("Which number of the input counts; binary for signals, score for projections.")
          @Nullable ValueSource valueSource,
      @Doc("The value when the signal is found.") @Default("1") double match,
      @Doc("The value when it is not.") @Default("0") double miss,
      @Doc("Name of a knowledge base, for a metric.") @Nullable String kb,
      @Doc("Name of a metric of it.") @Nullable String metric) {}

  /** Which number of an input counts. */
  public enum ValueSource {
    /** Match or miss. */
    BINARY,
    /** The confidence, 0 when it is not found. */
    CONFIDENCE,
    /** What was measured, 0 when nothing was. */
    RAW,
    /** The score. */
    SCORE
  }

  /** Names the bands of a score. */
  public record Mapping(
      @Doc("Name of the mapping.") @NotBlank String name,
      @Doc("Name of the score.") @NotBlank String source,
      @Doc("Whether the first band counts that the score lies in, or every one.")
          @Default("threshold_bands")
          Emission method,
      @Doc("How sure an output is.") @Default("{}") Calibration calibration,
      @Doc("The bands.") List<Output> outputs) {}

  /** Which of the bands that a score lies in count. */
  public enum Emission {
    /** The first. */
    THRESHOLD_BANDS,
    /** Every one. */
    MULTI_EMIT
  }

  /** How sure an output is, by the distance of the score from its nearest bound. */
  public record Calibration(
      @Doc("How distance becomes confidence.") @Default("sigmoid_distance") Curve method,
      @Doc("How fast confidence grows; 12 when not above 0.") @Default("12") double slope) {
    private static final double USUAL_SLOPE = 12;

    public Calibration {
      slope = slope > 0 ? slope : USUAL_SLOPE;
    }
  }

  /** How distance becomes confidence. */
  public enum Curve {
    /** One half at a bound, towards 1 with the distance. */
    SIGMOID_DISTANCE
  }

  /** One band. */
  public record Output(
      @Doc("Name of the output, for leaves of type projection.") @NotBlank String name,
      @Inline BoundsConfig bounds) {}
}
