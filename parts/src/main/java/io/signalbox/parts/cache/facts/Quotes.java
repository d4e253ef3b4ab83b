package io.signalbox.parts.cache.facts;

import java.util.ArrayList;
import java.util.List;

/** What a question holds between quotes or as code. */
final class Quotes {
  private static final int MOST = 64;

  private Quotes() {}

  /**
   * A stretch that is to be the same.
   *
   * @param code whether letters keep their case
   */
  record Quote(String text, boolean code) {}

  static List<Quote> of(String plain) {
    var found = new ArrayList<Quote>();
    int at = 0;
    while (at < plain.length() && found.size() < MOST) {
      char c = plain.charAt(at);
      boolean code = c == '`';
      int end = -1;
      int width = 1;
      if (code || c == '"') {
        width = plain.startsWith("```", at) ? 3 : 1;
        end = plain.indexOf(plain.substring(at, at + width), at + width);
        if (end < 0) {
          // No later one of this kind closes either.
          return found;
        }
      }
      if (end > at + width) {
        found.add(new Quote(squeeze(plain.substring(at + width, end)), code));
      }
      at = end < 0 ? at + 1 : end + width;
    }
    return found;
  }

  /** White space as one space each, without marks at the ends. */
  static String squeeze(String text) {
    return text.strip().replaceAll("\\s+", " ").replaceAll("^[.,!?]+|[.,!?]+$", "");
  }
}
