package io.signalbox.parts.cache.facts;

/** Bare numbers with a point: 3.10 is not 3.1 where both are written with one. */
final class Versions {
  private Versions() {}

  /** A unit that tells how many digits stand behind the point. */
  static Quantity.Unit unit(String text) {
    int point = text.indexOf('.');
    return new Quantity.Unit(Quantity.Unit.VERSION, text.length() - point);
  }
}
