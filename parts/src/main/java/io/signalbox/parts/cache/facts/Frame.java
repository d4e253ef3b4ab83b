package io.signalbox.parts.cache.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/**
 * Two questions word by word: what is left when the words they share in the same order are taken
 * away. Words that are forms or misspellings of one another are shared.
 */
final class Frame {
  private static final int LONGEST = 96;
  private static final double SAME_FRAME = 0.65;
  private static final double RELATED = 0.4;

  private final List<String> onlyA = new ArrayList<>();
  private final List<String> onlyB = new ArrayList<>();
  private final List<String> a;
  private final List<String> b;
  private int gaps;

  private Frame(Facts first, Facts second) {
    a = stems(first);
    b = stems(second);
  }

  static Frame of(Facts first, Facts second) {
    var frame = new Frame(first, second);
    frame.align();
    return frame;
  }

  private static List<String> stems(Facts facts) {
    var stems = new ArrayList<String>();
    for (var token : facts.tokens()) {
      if (token.kind() != Token.Kind.MARK) {
        stems.add(Names.stem(token.word()));
      }
    }
    return stems;
  }

  private void align() {
    int start = 0;
    int endA = a.size();
    int endB = b.size();
    while (start < Math.min(endA, endB) && alike(a.get(start), b.get(start))) {
      start++;
    }
    while (Math.min(endA, endB) > start && alike(a.get(endA - 1), b.get(endB - 1))) {
      endA--;
      endB--;
    }
    if (endA - start > LONGEST || endB - start > LONGEST || !related()) {
      gaps = LONGEST;
      return;
    }
    var lengths = lengths(start, endA, endB);
    walk(lengths, start, endA, endB);
  }

  /** Whether enough words are the very same, which is quick to see. */
  private boolean related() {
    var words = new HashSet<>(a);
    int shared = 0;
    for (var word : b) {
      shared += words.contains(word) ? 1 : 0;
    }
    return shared >= RELATED * Math.max(a.size(), b.size());
  }

  private int[][] lengths(int start, int endA, int endB) {
    int[][] longest = new int[endA - start + 1][endB - start + 1];
    for (int i = endA - 1; i >= start; i--) {
      for (int j = endB - 1; j >= start; j--) {
        longest[i - start][j - start] =
            alike(a.get(i), b.get(j))
                ? longest[i - start + 1][j - start + 1] + 1
                : Math.max(longest[i - start + 1][j - start], longest[i - start][j - start + 1]);
      }
    }
    return longest;
  }

  private void walk(int[][] longest, int start, int endA, int endB) {
    int i = start;
    int j = start;
    boolean inside = false;
    while (i < endA || j < endB) {
      if (i < endA && j < endB && alike(a.get(i), b.get(j))) {
        i++;
        j++;
        inside = false;
        continue;
      }
      gaps += inside ? 0 : 1;
      inside = true;
      boolean first =
          i < endA
              && (j >= endB
                  || longest[i - start + 1][j - start] >= longest[i - start][j - start + 1]);
      if (first) {
        onlyA.add(a.get(i++));
      } else {
        onlyB.add(b.get(j++));
      }
    }
  }

  private static boolean alike(String one, String other) {
    return one.equals(other) || Names.alike(one, other);
  }

  /** Words of the one that the other has not at that place. */
  List<String> onlyA() {
    return onlyA;
  }

  List<String> onlyB() {
    return onlyB;
  }

  /** Whether the questions are the same but for one place. */
  boolean oneGap() {
    int rest = onlyA.size() + onlyB.size();
    int all = a.size() + b.size();
    return gaps == 1 && rest > 0 && all - rest >= SAME_FRAME * all;
  }

  /** Whether most words are shared in the same order. */
  boolean alike() {
    int all = a.size() + b.size();
    return gaps < LONGEST && all - onlyA.size() - onlyB.size() >= SAME_FRAME * all;
  }

  /** Whether words changed places while all others stand where they stood. */
  boolean swapped() {
    if (a.size() != b.size() || a.size() > 4 * LONGEST) {
      return false;
    }
    var movedA = new ArrayList<String>();
    var movedB = new ArrayList<String>();
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).equals(b.get(i))) {
        movedA.add(a.get(i));
        movedB.add(b.get(i));
      }
    }
    Collections.sort(movedA);
    Collections.sort(movedB);
    return !movedA.isEmpty() && 3 * movedA.size() <= 2 * a.size() && movedA.equals(movedB);
  }
}
