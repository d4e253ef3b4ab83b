package io.signalbox.parts.guard;

import java.util.Arrays;

/** Parts letters that stand without a break into words, as few and as well known as possible. */
final class WordBreaks {
  private static final int LONGEST_WORD = 12;
  private static final int MOST = 2_000;

  private WordBreaks() {}

  /** The text with blanks where words meet; letters of no known word stay together. */
  static String part(String text) {
    int length = Math.min(text.length(), MOST);
    var cost = new double[length + 1];
    var from = new int[length + 1];
    Arrays.fill(cost, Double.MAX_VALUE);
    cost[0] = 0;
    for (int end = 1; end <= length; end++) {
      // A letter of no word costs more than a word does.
      cost[end] = cost[end - 1] + 2;
      from[end] = end - 1;
      for (int start = Math.max(0, end - LONGEST_WORD); start <= end - 3; start++) {
        if (cost[start] + 1 < cost[end] && CommonWords.contains(text, start, end)) {
          cost[end] = cost[start] + 1;
          from[end] = start;
        }
      }
    }
    var parted = new StringBuilder();
    int end = length;
    while (end > 0) {
      int start = from[end];
      boolean word = end - start > 1;
      parted.insert(0, text.substring(start, end));
      boolean breaks = start > 0 && (word || start - from[start] > 1);
      if (breaks) {
        parted.insert(0, ' ');
      }
      end = start;
    }
    return parted.toString();
  }
}
