package io.signalbox.decide;

import io.signalbox.signal.Bounds;

/**
 * Where an interval of numbers lies within bounds.
 *
 * @param in whether all of it does
 * @param out whether none of it does
 * @param nearest the least distance from a bound that a number within both can have
 * @param farthest the greatest
 */
record Band(boolean in, boolean out, double nearest, double farthest) {

  /** Places the interval from {@code low} to {@code high}; both ends belong to it. */
  static Band of(Bounds bounds, double low, double high) {
    double floor = floor(bounds);
    double ceiling = ceiling(bounds);
    boolean out =
        high < floor
            || low > ceiling
            || (bounds.gt() != null && !(high > bounds.gt()))
            || (bounds.lt() != null && !(low < bounds.lt()));
    if (out) {
      return new Band(false, true, 0, 0);
    }
    double from = Math.max(low, floor);
    double to = Math.min(high, ceiling);
    boolean in = bounds.contains(low) && bounds.contains(high);
    double nearest = Math.min(distance(from, floor, ceiling), distance(to, floor, ceiling));
    return new Band(in, false, nearest, farthest(from, to, floor, ceiling));
  }

  /** What a predicate says of a confidence that is an interval. */
  static int within(int marks, double least, double most, Bounds predicate, boolean open) {
    var band = of(predicate, least, most);
    if (band.out) {
      return Marks.MISSES;
    }
    return (marks & Marks.YES) != 0 && band.in ? Marks.HOLDS : open ? Marks.OPEN : Marks.UNKNOWN;
  }

  /** The confidence of a band: one half at a bound, growing with the distance from it. */
  static double sure(double slope, double distance) {
    return 1 / (1 + Math.exp(-slope * distance));
  }

  /** At least what any number from one end to the other has: the middle of a band is the top. */
  private static double farthest(double from, double to, double floor, double ceiling) {
    if (from == to || Double.isInfinite(floor)) {
      return distance(from, floor, ceiling);
    }
    if (Double.isInfinite(ceiling)) {
      return distance(to, floor, ceiling);
    }
    double middle = floor + (ceiling - floor) / 2;
    if (from > middle) {
      return ceiling - from;
    }
    return to < middle ? to - floor : Math.max(middle - floor, ceiling - middle);
  }

  private static double distance(double number, double floor, double ceiling) {
    double below = Double.isInfinite(floor) ? Double.POSITIVE_INFINITY : number - floor;
    double above = Double.isInfinite(ceiling) ? Double.POSITIVE_INFINITY : ceiling - number;
    return Math.max(0, Math.min(below, above));
  }

  private static double floor(Bounds bounds) {
    return Math.max(
        bounds.gt() == null ? Double.NEGATIVE_INFINITY : bounds.gt(),
        bounds.gte() == null ? Double.NEGATIVE_INFINITY : bounds.gte());
  }

  private static double ceiling(Bounds bounds) {
    return Math.min(
        bounds.lt() == null ? Double.POSITIVE_INFINITY : bounds.lt(),
        bounds.lte() == null ? Double.POSITIVE_INFINITY : bounds.lte());
  }
}
