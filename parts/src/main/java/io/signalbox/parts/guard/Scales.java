package io.signalbox.parts.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How heavy each piece of evidence is, by the origin of a text: a logistic model whose weights
 * stand in {@code guard.txt}, one line a piece.
 */
final class Scales {
  private final Map<Origin, double[]> weights = new EnumMap<>(Origin.class);
  private final Map<Origin, Double> biases = new EnumMap<>(Origin.class);

  private Scales(String text) {
    var rows = new HashMap<String, String[]>();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.strip().split("\\s+"))
        .forEach(row -> rows.put(row[0], row));
    var names = Evidence.names();
    for (var origin : Origin.values()) {
      int column = origin == Origin.USER ? 1 : 2;
      var row = new double[names.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = value(rows, names.get(i), column);
      }
      weights.put(origin, row);
      biases.put(origin, value(rows, "bias", column));
    }
  }

  private static double value(Map<String, String[]> rows, String name, int column) {
    return Double.parseDouble(Objects.requireNonNull(rows.get(name), name)[column]);
  }

  /** The weights that ship. */
  static Scales shipped() {
    try (var stream = Scales.class.getResourceAsStream("guard.txt")) {
      return new Scales(
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How likely an attack is, 0 to 1. */
  double risk(Evidence evidence, Origin origin) {
    var row = Objects.requireNonNull(weights.get(origin));
    double sum = Objects.requireNonNull(biases.get(origin));
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * evidence.values().get(i);
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
