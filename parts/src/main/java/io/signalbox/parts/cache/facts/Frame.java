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

  private final List<Integer> onlyA = new ArrayList<>();
  private final List<Integer> onlyB = new ArrayList<>();
  private final List<Token> first;
  private final List<Token> second;
  private final List<String> a;
  private final List<String> b;
  private int gaps = -1;

  private Frame(Facts one, Facts other) {
    first = spoken(one);
    second = spoken(other);
    a = stems(first);
    b = stems(second);
  }

  /** Cheap to make: the words are laid side by side when they are first asked for. */
  static Frame of(Facts first, Facts second) {
    return new Frame(first, second);
  }

  private static List<Token> spoken(Facts facts) {
    var spoken = new ArrayList<Token>(facts.tokens().size());
    for (var token : facts.tokens()) {
      if (token.kind() != Token.Kind.MARK) {
        spoken.add(token);
      }
    }
    return spoken;
  }

  private static List<String> stems(List<Token> tokens) {
    var stems = new ArrayList<String>(tokens.size());
    for (var token : tokens) {
      stems.add(Names.stem(token.word()));
    }
    return stems;
  }

  private int gaps() {
    if (gaps < 0) {
      gaps = 0;
      align();
    }
    return gaps;
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
    var same = same(start, endA, endB);
    walk(lengths(same, endB - start), same, start);
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

  private boolean[][] same(int start, int endA, int endB) {
    var same = new boolean[endA - start][endB - start];
    var letters = new char[endB - start];
    for (int j = 0; j < letters.length; j++) {
      letters[j] = initial(b.get(start + j));
    }
    for (int i = 0; i < same.length; i++) {
      var word = a.get(start + i);
      char letter = initial(word);
      for (int j = 0; j < letters.length; j++) {
        same[i][j] = letters[j] == letter && alike(word, b.get(start + j));
      }
    }
    return same;
  }

  private static char initial(String word) {
    return word.isEmpty() ? ' ' : word.charAt(0);
  }

  /** The most words that the ends of both, from each place on, share in the same order. */
  private static int[][] lengths(boolean[][] same, int columns) {
    int[][] longest = new int[same.length + 1][columns + 1];
    for (int i = same.length - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        longest[i][j] =
            same[i][j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    return longest;
  }

  private void walk(int[][] longest, boolean[][] same, int start) {
    int endA = longest.length - 1;
    int endB = longest[0].length - 1;
    int i = 0;
    int j = 0;
    boolean inside = false;
    while (i < endA || j < endB) {
      if (i < endA && j < endB && same[i][j]) {
        i++;
        j++;
        inside = false;
        continue;
      }
      gaps += inside ? 0 : 1;
      inside = true;
      if (i < endA && (j >= endB || longest[i + 1][j] >= longest[i][j + 1])) {
        onlyA.add(start + i++);
      } else {
        onlyB.add(start + j++);
      }
    }
  }

  private static boolean alike(String one, String other) {
    return one.equals(other) || Names.alike(one, other);
  }

  /** Words of the one that the other has not at that place, without common endings. */
  List<String> onlyA() {
    gaps();
    return onlyA.stream().map(a::get).toList();
  }

  List<String> onlyB() {
    gaps();
    return onlyB.stream().map(b::get).toList();
  }

  /** The same words as they were written. */
  List<Token> tokensA() {
    gaps();
    return onlyA.stream().map(first::get).toList();
  }

  List<Token> tokensB() {
    gaps();
    return onlyB.stream().map(second::get).toList();
  }

  /** Whether the questions are the same but for one place. */
  boolean oneGap() {
    return gaps() == 1 && alike() && onlyA.size() + onlyB.size() > 0;
  }

  /** Whether most words are shared in the same order. */
  boolean alike() {
    int all = a.size() + b.size();
    return gaps() < LONGEST && all - onlyA.size() - onlyB.size() >= SAME_FRAME * all;
  }

  /** Whether words changed places while all others stand where they stood. */
  boolean swapped() {
    if (a.size() != b.size() || a.size() > 4 * LONGEST) {
      return false;
    }
    var movedA = new ArrayList<String>();
    var movedB = new ArrayList<String>();
    int numbers = 0;
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).equals(b.get(i))) {
        numbers += first.get(i).isNumber() ? 1 : 0;
        movedA.add(a.get(i));
        movedB.add(b.get(i));
      }
    }
    if (numbers > 0 && numbers < movedA.size()) {
      // 1 July, July 1.
      return false;
    }
    Collections.sort(movedA);
    Collections.sort(movedB);
    return !movedA.isEmpty() && 3 * movedA.size() <= 2 * a.size() && movedA.equals(movedB);
  }
}
