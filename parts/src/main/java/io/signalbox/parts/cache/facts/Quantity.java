package io.signalbox.parts.cache.facts;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number with what it counts.
 *
 * @param raw as it stands
 * @param unit what it counts; null for a bare number
 * @param strong whether a question that lacks it is another question
 */
record Quantity(double raw, @Nullable Unit unit, boolean strong) {
  private static final double EXACT = 1e-9;
  private static final double CONVERTED = 0.003;
  private static final double HALF_DAY = 720;

  /**
   * A unit of measure.
   *
   * @param dimension what it measures
   * @param factor that leads to the base of its dimension
   */
  record Unit(String dimension, double factor) {
    static final String VERSION = "version";
    static final Unit MONTH = new Unit("calendar month", 1);
    static final Unit WEEKDAY = new Unit("weekday", 1);
    private static final Set<String> CURRENCIES =
        Set.of("eur", "usd", "gbp", "jpy", "chf", "inr", "cny", "pln", "cent");

    boolean temperature() {
      return dimension.equals("celsius") || dimension.equals("fahrenheit");
    }

    boolean currency() {
      return CURRENCIES.contains(dimension);
    }

    boolean version() {
      return dimension.equals(VERSION);
    }

    boolean clock() {
      return dimension.equals("clock") || dimension.equals("oclock");
    }

    boolean calendar() {
      return clock() || equals(MONTH) || equals(WEEKDAY);
    }
  }

  double base() {
    return bare() ? raw : raw * Objects.requireNonNull(unit).factor;
  }

  private boolean bare() {
    return unit == null || unit.version();
  }

  /** Whether both say the same amount; a bare number fits every unit. */
  boolean same(Quantity other) {
    if (unit != null && other.unit != null && unit.version() && other.unit.version()) {
      return near(raw, other.raw, EXACT) && unit.equals(other.unit);
    }
    if (!strong && !other.strong && near(raw * other.raw, 1, EXACT)) {
      // Half of it, or divided by two.
      return true;
    }
    if (bare() || other.bare()) {
      return near(raw, other.raw, EXACT) || near(base(), other.base(), EXACT);
    }
    return sameMeasure(Objects.requireNonNull(unit), Objects.requireNonNull(other.unit), other);
  }

  private boolean sameMeasure(Unit mine, Unit others, Quantity other) {
    if (mine.dimension.equals(others.dimension)) {
      return near(base(), other.base(), mine.equals(others) ? EXACT : CONVERTED);
    }
    if (mine.clock() && others.clock()) {
      // Three o'clock may be in the afternoon.
      double apart = Math.abs(base() - other.base());
      return apart < EXACT || Math.abs(apart - HALF_DAY) < EXACT;
    }
    return mine.temperature()
        && others.temperature()
        && near(celsius(mine), other.celsius(others), CONVERTED);
  }

  private double celsius(Unit scale) {
    return scale.dimension.equals("fahrenheit") ? (raw - 32) / 1.8 : raw;
  }

  private static boolean near(double a, double b, double share) {
    return Math.abs(a - b) <= share * Math.max(Math.abs(a), Math.abs(b)) + 1e-12;
  }
}
