package io.signalbox.parts.guard;

/**
 * Cuts a text into stretches that may be disguised each for itself: lines, and what follows a
 * colon.
 */
final class Segments {
  private static final int LONGEST = 2_000;

  private Segments() {}

  /** Where the stretch that begins here ends; the mark that ends it belongs to it. */
  static int end(String text, int start) {
    int most = Math.min(text.length(), start + LONGEST);
    for (int i = start; i < most; i++) {
      char c = text.charAt(i);
      boolean colon = c == ':' && i + 1 < most && text.charAt(i + 1) == ' ';
      if (c == '\n' || colon) {
        return i + 1;
      }
    }
    return most;
  }
}
