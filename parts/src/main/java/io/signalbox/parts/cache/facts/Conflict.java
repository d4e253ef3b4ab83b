package io.signalbox.parts.cache.facts;

import java.util.Locale;

/** In what two questions differ so that the answer to one cannot be the answer to the other. */
public enum Conflict {
  /** Too long to be compared, and not the same. */
  LENGTH,
  NUMBER,
  UNIT,
  CURRENCY,
  DATE,
  VERSION,
  NEGATION,
  DIRECTION,
  /** Words that are opposites of one another. */
  OPPOSITE,
  COMPARATIVE,
  /** Then or now. */
  TIME,
  ENTITY,
  LANGUAGE,
  AUDIENCE,
  FORMAT,
  /** One or all, how many or which. */
  AMOUNT,
  /** What is asked of a thing: its height, its price. */
  ATTRIBUTE,
  /** Things of one sort, such as animals. */
  THING,
  /** Another word at the same place, and no synonym. */
  WORD,
  CODE,
  QUOTE;

  /** The word that stands in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
