package io.signalbox.server.observe;

import java.util.regex.Pattern;

/** Lets only words of our own kind become label values. */
final class CacheWords {
  static final String OTHER = "other";

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  private CacheWords() {}

  /** The word, or {@code other} for anything that cannot be one of ours. */
  static String of(String word) {
    return WORD.matcher(word).matches() ? word : OTHER;
  }
}
