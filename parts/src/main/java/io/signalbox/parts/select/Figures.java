package io.signalbox.parts.select;

import io.signalbox.fleet.Pricing;
import io.signalbox.select.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One number of each candidate, as selectors compare them; a number may be missing. */
record Figures(List<OptionalDouble> all) {
  private static final double EQUAL = 0.5;

  Figures {
    all = List.copyOf(all);
  }

  static Figures of(List<Candidate> candidates, Function<Candidate, OptionalDouble> figure) {
    var all = new ArrayList<OptionalDouble>(candidates.size());
    for (var candidate : candidates) {
      var value = figure.apply(candidate);
      all.add(
          value.isPresent() && Double.isFinite(value.getAsDouble())
              ? value
              : OptionalDouble.empty());
    }
    return new Figures(all);
  }

  /** Whether any candidate has the number. */
  boolean known() {
    return all.stream().anyMatch(OptionalDouble::isPresent);
  }

  OptionalDouble least() {
    return all.stream().flatMapToDouble(OptionalDouble::stream).min();
  }

  OptionalDouble most() {
    return all.stream().flatMapToDouble(OptionalDouble::stream).max();
  }

  /** From 0 for the least to 1 for the most; ½ where all are equal, 0 where it is missing. */
  double rising(int index) {
    var value = all.get(index);
    if (value.isEmpty()) {
      return 0;
    }
    double least = least().orElseThrow();
    double range = most().orElseThrow() - least;
    return range <= 0 ? EQUAL : (value.getAsDouble() - least) / range;
  }

  /** From 1 for the least to 0 for the most; ½ where all are equal, 0 where it is missing. */
  double falling(int index) {
    return all.get(index).isEmpty() ? 0 : 1 - rising(index);
  }

  /** The index of the greatest score, the first of equals; scores are never {@code NaN}. */
  static int best(int count, ToDoubleFunction<Integer> score) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double own = score.applyAsDouble(i);
      if (own > most) {
        most = own;
        best = i;
      }
    }
    return best;
  }

  /** The price of a million tokens of prompt, where it is known. */
  static OptionalDouble promptPrice(Candidate candidate) {
    var pricing = candidate.traits().pricing();
    return pricing == null ? OptionalDouble.empty() : OptionalDouble.of(pricing.prompt());
  }

  static String price(Pricing pricing) {
    return number(pricing.prompt()) + " " + pricing.currency() + "/1M";
  }

  static String millis(double seconds) {
    return number(seconds * 1000) + " ms";
  }

  /** For people: three figures, no needless zeros. */
  static String number(double value) {
    if (value == 0) {
      return "0";
    }
    int before = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
    var text = String.format(Locale.ROOT, "%." + Math.clamp(3 - before, 0, 12) + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
