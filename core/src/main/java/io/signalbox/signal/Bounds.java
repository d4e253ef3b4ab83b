package io.signalbox.signal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that count as a match: greater than, at least, less than, at most. A null bound does
 * not bind.
 */
public record Bounds(
    @Nullable Double gt, @Nullable Double gte, @Nullable Double lt, @Nullable Double lte) {
  /** Every number. */
  public static final Bounds NONE = new Bounds(null, null, null, null);

  /** The bounds of numbers that are at least this great. */
  public static Bounds atLeast(double least) {
    return new Bounds(null, least, null, null);
  }

  /** Whether a number lies within; no bounds hold {@code NaN}. */
  public boolean contains(double value) {
    return !Double.isNaN(value)
        && (gt == null || value > gt)
        && (gte == null || value >= gte)
        && (lt == null || value < lt)
        && (lte == null || value <= lte);
  }

  /** The distance from a number to the nearest bound, infinite without bounds. */
  public double distance(double value) {
    double nearest = Double.POSITIVE_INFINITY;
    for (var bound : all()) {
      nearest = Math.min(nearest, Math.abs(value - bound));
    }
    return nearest;
  }

  /** Every bound that binds. */
  public List<Double> all() {
    var all = new ArrayList<Double>(4);
    for (var bound : new @Nullable Double[] {gt, gte, lt, lte}) {
      if (bound != null) {
        all.add(bound);
      }
    }
    return all;
  }

  /** For people: {@code > 0.5, <= 0.9}; empty without bounds. */
  @Override
  public String toString() {
    var parts = new ArrayList<String>(4);
    tell(parts, ">", gt);
    tell(parts, ">=", gte);
    tell(parts, "<", lt);
    tell(parts, "<=", lte);
    return String.join(", ", parts);
  }

  private static void tell(List<String> parts, String comparison, @Nullable Double bound) {
    if (bound != null) {
      boolean whole = bound == Math.rint(bound) && Math.abs(bound) < 1e15;
      parts.add(comparison + " " + (whole ? Long.toString(bound.longValue()) : bound.toString()));
    }
  }
}
