package io.signalbox.signal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that was read for a call so far. A name without a fact has not been read.
 *
 * @param facts what is known, by signal name
 * @param values what was measured, by signal name or by {@code name:label}
 * @param failures signal type to reason, for signals that could not tell
 */
public record Readings(
    Map<SignalName, Fact> facts, Map<SignalName, Double> values, Map<String, String> failures) {
  private static final String COVERAGE = ":coverage";

  public static final Readings NONE = new Readings(Map.of(), Map.of(), Map.of());

  /** What is known about a name, or null when its signal has not been read. */
  public @Nullable Fact fact(SignalName name) {
    return facts.get(name);
  }

  /** What was measured of a name, or of one of its labels; null when nothing was. */
  public @Nullable Double value(SignalName name) {
    return values.get(name);
  }

  /**
   * The least share of a text that a signal read, of all signals that tell: the label {@code
   * coverage} of a name. Null where none does.
   */
  public @Nullable Double coverage() {
    Double least = null;
    for (var value : values.entrySet()) {
      if (value.getKey().name().endsWith(COVERAGE) && (least == null || value.getValue() < least)) {
        least = value.getValue();
      }
    }
    return least;
  }

  /** These readings and one more. */
  public Readings with(Signal signal, Reading reading) {
    return with(Map.of(signal, reading));
  }

  /** These readings and more, in the order of the map. */
  public Readings with(Map<Signal, Reading> more) {
    var known = new LinkedHashMap<>(facts);
    var measured = new LinkedHashMap<>(values);
    var failed = new LinkedHashMap<>(failures);
    more.forEach((signal, reading) -> {
      if (reading instanceof Reading.Failed(String reason)) {
        failed.put(signal.type(), reason);
      }
      for (var name : signal.names()) {
        known.put(new SignalName(signal.type(), name), factOf(name, reading));
      }
      measured(reading)
          .forEach((name, value) -> measured.put(new SignalName(signal.type(), name), value));
    });
    return new Readings(known, measured, failed);
  }

  private static Map<String, Double> measured(Reading reading) {
    return switch (reading) {
      case Reading.Hit(var _, Map<String, Double> values) -> values;
      case Reading.Miss(Map<String, Double> values) -> values;
      case Reading.Failed _ -> Map.of();
    };
  }

  private static Fact factOf(String name, Reading reading) {
    return switch (reading) {
      case Reading.Hit(Map<String, Double> labels, var _) -> {
        var confidence = labels.get(name);
        yield confidence == null ? new Fact.Absent() : new Fact.Holds(confidence);
      }
      case Reading.Miss _ -> new Fact.Absent();
      case Reading.Failed _ -> new Fact.Unknown();
    };
  }

  /** The names of a type that hold, in the order they were configured. */
  public List<String> holding(String type) {
    var names = new ArrayList<String>();
    facts.forEach((signal, fact) -> {
      if (fact instanceof Fact.Holds && signal.type().equals(type)) {
        names.add(signal.name());
      }
    });
    return names;
  }
}
