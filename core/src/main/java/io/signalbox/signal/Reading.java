package io.signalbox.signal;

import io.signalbox.chat.RouterException;
import java.util.Map;
import java.util.function.Supplier;

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

  /**
   * The names that hold, by what was measured: {@link Hit} where there are any.
   *
   * @param labels each with its confidence, 0 to 1
   * @param values by name or {@code name:label}, whether or not the name holds
   */
  static Reading of(Map<String, Double> labels, Map<String, Double> values) {
    return labels.isEmpty() ? new Miss(values) : new Hit(labels, values);
  }

  /** What is told, or {@link Failed} where a model or service that is asked for it cannot tell. */
  static Reading orFailed(Supplier<Reading> telling) {
    try {
      return telling.get();
    } catch (RouterException unavailable) {
      return new Failed(unavailable.message());
    }
  }

  /** A name that holds or not, by what was measured of it. */
  static Reading measured(String name, double value, boolean holds, double confidence) {
    return of(holds ? Map.of(name, confidence) : Map.of(), Map.of(name, value));
  }
}
