package io.signalbox.signal;

import java.util.Map;

/** What a signal found in a request. */
public sealed interface Reading {
  /**
   * Something was found.
   *
   * @param labels the names that hold, each with its confidence, 0 to 1
   */
  record Hit(Map<String, Double> labels) implements Reading {
    public Hit {
      labels = Map.copyOf(labels);
    }
  }

  /** Nothing was found. */
  record Miss() implements Reading {}

  /**
   * The signal could not tell. Rules treat it as unknown, so it satisfies neither a leaf nor its
   * negation.
   *
   * @param reason why, without any prompt text
   */
  record Failed(String reason) implements Reading {}

  static Reading miss() {
    return new Miss();
  }

  static Reading hit(String label, double confidence) {
    return new Hit(Map.of(label, confidence));
  }
}
