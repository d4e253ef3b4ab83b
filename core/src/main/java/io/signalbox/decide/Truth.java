package io.signalbox.decide;

/** Kleene's three values: what a rule says given what has been read. */
public enum Truth {
  YES,
  NO,
  UNKNOWN
}
