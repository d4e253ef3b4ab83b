package io.signalbox.parts.cache.facts;

import java.util.ArrayList;
import java.util.List;

/** The quantities that were read so far; those that belong together are one. */
final class Measured {
  private final List<Token> tokens;
  private final List<Quantity> found = new ArrayList<>();
  private int ended = -1;

  Measured(List<Token> tokens) {
    this.tokens = tokens;
  }

  List<Quantity> all() {
    return List.copyOf(found);
  }

  int size() {
    return found.size();
  }

  void add(Quantity quantity) {
    found.add(quantity);
  }

  void addAll(List<Quantity> quantities) {
    found.addAll(quantities);
  }

  /** Adds a quantity, or joins it with the one before: one hour and thirty minutes. */
  void join(int from, int end, Quantity quantity) {
    boolean touches =
        ended == from || (ended >= 0 && ended == from - 1 && joins(tokens.get(from - 1)));
    ended = end;
    var last = found.isEmpty() ? null : found.getLast();
    var unit = last == null ? null : last.unit();
    if (touches && last != null && unit != null) {
      var small = quantity.unit();
      boolean rest = small == null && unit.factor() == 3600 && tokens.get(from).glued();
      double base = rest ? quantity.raw() * 60 : quantity.base();
      if (rest
          || (small != null
              && small.dimension().equals(unit.dimension())
              && small.factor() < unit.factor())) {
        found.removeLast();
        found.add(new Quantity(last.raw() + base / unit.factor(), unit, true));
        return;
      }
    }
    found.add(quantity);
  }

  private static boolean joins(Token token) {
    return token.is("and") || token.is("und");
  }
}
