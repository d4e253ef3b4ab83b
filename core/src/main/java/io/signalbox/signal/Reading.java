package io.signalbox.signal;

import java.util.Map;

/** What a signal found in a request. */
public sealed interface Reading {
  /**
   * Something was found.
   *
   * @param labels the names that hold, each with its confidence, 0 to 1
   * @param values what was measured, by name or {@code name:label}, whether or not the name holds
   */
  record Hit(Map<String, Double> labels, Map<String, Double> values) implements Reading {
    public Hit {
      labels = Map.copyOf(labels);
      values = Map.copyOf(values);
    }

    /** Something was found, and nothing was measured besides. */
    public Hit(Map<String, Double> labels) {
      this(labels, Map.of());
    }
  }

  /**
   * Nothing was found.
   *
   * @param values what was measured, by name or {@code name:label}
   */
  record Miss(Map<String, Double> values) implements Reading {
    public Miss {
      values = Map.copyOf(values);
    }
  }

  /**
   * The signal could not tell. Rules treat it as unknown, so it satisfies neither a leaf nor its
   * negation.
   *
   * @param reason why, without any prompt text
   */
  record Failed(String reason) implements Reading {}

  static Reading miss() {
    return new Miss(Map.of());
  }

  static Reading hit(String label, double confidence) {
    return new Hit(Map.of(label, confidence));
  }

  /** A name that holds or not, by what was measured of it. */
  static Reading measured(String name, double value, boolean holds, double confidence) {
    var values = Map.of(name, value);
    return holds ? new Hit(Map.of(name, confidence), values) : new Miss(values);
  }
}
