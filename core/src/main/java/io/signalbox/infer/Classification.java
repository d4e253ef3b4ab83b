package io.signalbox.infer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How likely each label is.
 *
 * @param probabilities label to probability, 0 to 1, summing to 1 unless the classifier says
 *     otherwise
 * @param coverage how much of the text this stands on
 */
public record Classification(Map<String, Double> probabilities, Coverage coverage) {
  public Classification {
    if (probabilities.isEmpty()) {
      throw new IllegalArgumentException("probabilities: empty (expected: at least one label)");
    }
    probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
  }

  /** What a classifier says that saw the whole text. */
  public Classification(Map<String, Double> probabilities) {
    this(probabilities, Coverage.COMPLETE);
  }

  /** The likeliest label. */
  public String best() {
    return probabilities.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  /** The probability of a label, 0 when it is unknown. */
  public double probability(String label) {
    return probabilities.getOrDefault(label, 0.0);
  }
}
