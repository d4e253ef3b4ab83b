package io.signalbox.parts.cache.facts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers, amounts, dates and versions of one question stand in the other. */
final class NumberRule implements Rule {
  private static final int FIRST_YEAR = 1000;
  private static final int LAST_YEAR = 2200;

  @Override
  public @Nullable Conflict between(Facts a, Facts b, Frame frame) {
    if (a.quantities().size() >= Quantities.MOST || b.quantities().size() >= Quantities.MOST) {
      return a.plain().equals(b.plain()) ? null : Conflict.NUMBER;
    }
    var lackingB = lacking(a.quantities(), b.quantities());
    var lackingA = lacking(b.quantities(), a.quantities());
    var strong = strong(lackingB);
    var other = strong(lackingA);
    if (strong != null || other != null) {
      return reason(strong, other);
    }
    return lackingA.isEmpty() || lackingB.isEmpty()
        ? null
        : reason(lackingA.getFirst(), lackingB.getFirst());
  }

  private static List<Quantity> lacking(List<Quantity> these, List<Quantity> those) {
    var lacking = new ArrayList<Quantity>();
    for (var quantity : these) {
      boolean there = false;
      for (var candidate : those) {
        there |= quantity.same(candidate);
      }
      if (!there) {
        lacking.add(quantity);
      }
    }
    return lacking;
  }

  private static @Nullable Quantity strong(List<Quantity> quantities) {
    for (var quantity : quantities) {
      if (quantity.strong()) {
        return quantity;
      }
    }
    return null;
  }

  private static Conflict reason(@Nullable Quantity a, @Nullable Quantity b) {
    var one = a != null ? a : b;
    if (one == null) {
      return Conflict.NUMBER;
    }
    var unit = one.unit();
    if (unit == null) {
      boolean year = one.raw() >= FIRST_YEAR && one.raw() <= LAST_YEAR && one.raw() % 1 == 0;
      return year && a != null && b != null ? Conflict.DATE : Conflict.NUMBER;
    }
    if (unit.calendar()) {
      return Conflict.DATE;
    }
    if (unit.version()) {
      return Conflict.VERSION;
    }
    boolean sameNumber = a != null && b != null && a.raw() == b.raw();
    return !sameNumber ? Conflict.NUMBER : unit.currency() ? Conflict.CURRENCY : Conflict.UNIT;
  }
}
