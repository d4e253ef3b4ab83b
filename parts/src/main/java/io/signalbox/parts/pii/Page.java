package io.signalbox.parts.pii;

/**
 * A text as the rules read it.
 *
 * @param text as it came
 * @param folded of the same length, see {@link Chars#fold}
 * @param numbers its groups of digits
 * @param cues words that tell what stands beside them
 */
record Page(String text, String folded, Numbers numbers, CueIndex cues) {
  int length() {
    return text.length();
  }

  /** The character at an offset, folded; NUL outside of the text. */
  char at(int offset) {
    return offset < 0 || offset >= folded.length() ? 0 : folded.charAt(offset);
  }
}
