package io.signalbox.parts.pii;

/**
 * How sure rules are. The numbers are fixed, so that a threshold means the same for every text:
 * what is at least 0.9 has proof (a check digit, an unmistakable form, or the word for it beside
 * it), what is below 0.5 is no personal data as a rule.
 */
final class Scores {
  /** A check digit or an unmistakable form, and where digits alone say little, a word for it. */
  static final double PROVEN = 0.99;

  /** The form, and a word that tells what it is. */
  static final double TOLD = 0.95;

  /** A form that hardly anything else has. */
  static final double FORM = 0.9;

  /** A form that other things have as well. */
  static final double LIKELY = 0.75;

  /** Set aside for tests and examples, and yet of the form of the real thing. */
  static final double RESERVED = 0.6;

  /** More often something else. */
  static final double WEAK = 0.45;

  /** A placeholder or a mask. */
  static final double PLACEHOLDER = 0.3;

  private Scores() {}
}
