package io.signalbox.parts.cache;

import io.signalbox.config.ResponseCacheConfig.Verify;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How sure the judge of pairs must be. They belong to its model and stand in {@code verify.txt}.
 *
 * @param any for any two questions
 * @param replaced for two that are one but for one place
 */
public record Bars(double any, double replaced) {
  private static final Map<String, Double> LINES = load();

  /** The bars of a way to verify. */
  public static Bars of(Verify verify) {
    return switch (verify) {
      case STRICT -> new Bars(line("strict"), line("strict-replaced"));
      case BALANCED -> new Bars(line("balanced"), line("balanced-replaced"));
      case OFF -> new Bars(0, 0);
    };
  }

  private static double line(String name) {
    return Objects.requireNonNull(LINES.get(name), name);
  }

  private static Map<String, Double> load() {
    try (var stream = Bars.class.getResourceAsStream("verify.txt")) {
      var text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      var bars = new HashMap<String, Double>();
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.strip().split(" +"))
          .forEach(words -> bars.put(words[0], Double.parseDouble(words[1])));
      return Map.copyOf(bars);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
