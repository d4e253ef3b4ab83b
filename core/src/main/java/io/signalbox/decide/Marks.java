package io.signalbox.decide;

/** What a part of a rule says, as bits: {@link Truth} and what it may still come to. */
final class Marks {
  static final int YES = 1;
  static final int NO = 2;

  /** It holds, or could come to hold. */
  static final int MAY_HOLD = 4;

  /** It is refuted, or could come to be. */
  static final int MAY_MISS = 8;

  /** It is known to hold. */
  static final byte HOLDS = YES | MAY_HOLD;

  /** It is known not to. */
  static final byte MISSES = NO | MAY_MISS;

  /** Nothing is known yet. */
  static final byte OPEN = MAY_HOLD | MAY_MISS;

  /** Nothing will ever be known. */
  static final byte UNKNOWN = 0;

  private Marks() {}

  static Truth truth(int marks) {
    return (marks & YES) != 0 ? Truth.YES : (marks & NO) != 0 ? Truth.NO : Truth.UNKNOWN;
  }

  /** What the negation says. */
  static int turned(int said) {
    return ((said & YES) != 0 ? NO : 0)
        | ((said & NO) != 0 ? YES : 0)
        | ((said & MAY_HOLD) != 0 ? MAY_MISS : 0)
        | ((said & MAY_MISS) != 0 ? MAY_HOLD : 0);
  }

  static boolean decided(int marks) {
    return (marks & (YES | NO)) != 0;
  }
}
