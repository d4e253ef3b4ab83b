package io.signalbox.backends.remote;

import io.signalbox.infer.Coverage;

/**
 * The part of a text that a service is sent.
 *
 * @param text its beginning
 * @param coverage in characters
 */
record Excerpt(String text, Coverage coverage) {
  /** As many characters as are sent at most. */
  static final int MOST = 200_000;

  static Excerpt of(String text) {
    if (text.length() <= MOST) {
      return new Excerpt(text, Coverage.COMPLETE);
    }
    int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
    return new Excerpt(text.substring(0, end), new Coverage(end, text.length()));
  }
}
