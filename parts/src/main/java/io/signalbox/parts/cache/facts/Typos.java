package io.signalbox.parts.cache.facts;

/** Slips of the hand: letters left out, put in, changed, or two that changed places. */
final class Typos {
  private static final int LONGEST = 40;

  private Typos() {}

  /** Whether so many slips make one of the other. */
  static boolean within(String a, String b, int most) {
    if (Math.abs(a.length() - b.length()) > most || a.length() > LONGEST) {
      return false;
    }
    int[] older = new int[b.length() + 1];
    int[] old = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      old[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(old[j], row[j - 1]) + 1, old[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], older[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > most) {
        return false;
      }
      var spare = older;
      older = old;
      old = row;
      row = spare;
    }
    return old[b.length()] <= most;
  }
}
