package io.signalbox.parts.signal;

/**
 * The part of a long text that signals read which weigh a text as a whole: its beginning, its
 * middle and its end.
 */
final class Excerpt {
  /** Characters that are read, in code points. */
  static final int MAX = 2048;

  private static final String LEFT_OUT = "\n\u2026\n";

  private Excerpt() {}

  /** A text of at most {@link #MAX} characters and two marks where something is left out. */
  static String of(String text) {
    if (text.length() <= MAX) {
      return text;
    }
    int length = text.codePointCount(0, text.length());
    if (length <= MAX) {
      return text;
    }
    int third = MAX / 3;
    int firstEnd = text.offsetByCodePoints(0, third);
    int middle = text.offsetByCodePoints(0, (length - third) / 2);
    int middleEnd = text.offsetByCodePoints(middle, third);
    int last = text.offsetByCodePoints(text.length(), -third);
    return text.substring(0, firstEnd)
        + LEFT_OUT
        + text.substring(middle, middleEnd)
        + LEFT_OUT
        + text.substring(last);
  }
}
