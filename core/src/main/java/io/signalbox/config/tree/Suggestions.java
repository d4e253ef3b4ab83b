package io.signalbox.config.tree;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Suggestions {
  private static final int FARTHEST = 3;

  private Suggestions() {}

  /**
   * The known name with the smallest edit distance, letter case aside; empty when even that one is
   * more than three edits, or more than half the word, away.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    var wanted = word.toLowerCase(Locale.ROOT);
    var bound = Math.min(FARTHEST, (wanted.length() + 1) / 2);
    Optional<String> best = Optional.empty();
    for (var candidate : known) {
      var distance = distance(wanted, candidate.toLowerCase(Locale.ROOT), bound);
      if (distance <= bound) {
        best = Optional.of(candidate);
        bound = distance - 1;
      }
    }
    return best;
  }

  /** Edits between two words, a swap of neighbours counted as one; {@code bound + 1} when more. */
  private static int distance(String from, String to, int bound) {
    if (Math.abs(from.length() - to.length()) > bound) {
      return bound + 1;
    }
    var beforeLast = new int[to.length() + 1];
    var last = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      var row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        var substitution = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + substitution);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[to.length()];
  }
}
