package io.signalbox.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * A tokenizer good enough to count by: a token is a run of text up to and with the white space that
 * follows it, cut at {@value #MAX_CHARS} chars and never inside a surrogate pair. Joined, the
 * tokens give the text back.
 */
final class Tokens {
  private static final int MAX_CHARS = 32;

  private Tokens() {}

  static int count(String text) {
    int count = 0;
    for (int at = 0; at < text.length(); at = end(text, at)) {
      count++;
    }
    return count;
  }

  /** The first tokens of a text, at most {@code limit} of them. */
  static List<String> split(String text, int limit) {
    List<String> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length() && tokens.size() < limit) {
      int end = end(text, at);
      tokens.add(text.substring(at, end));
      at = end;
    }
    return tokens;
  }

  private static int end(String text, int start) {
    int limit = Math.min(text.length(), start + MAX_CHARS);
    int at = start;
    while (at < limit && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    while (at < limit && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    boolean splitsPair =
        at < text.length()
            && at - start > 1
            && Character.isHighSurrogate(text.charAt(at - 1))
            && Character.isLowSurrogate(text.charAt(at));
    return splitsPair ? at - 1 : at;
  }
}
