package io.signalbox.parts.pii;

import java.util.Arrays;

/**
 * The groups of digits of a text, and what stands between neighbours. A number written in groups is
 * a range of them.
 */
final class Numbers {
  /** Between groups that do not belong to one number. */
  static final char NONE = 0;

  /** Between groups with brackets. */
  static final char BRACKET = '(';

  private static final int LONGEST_GAP = 3;

  private final String text;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int count;

  /**
   * @param text folded
   */
  Numbers(String text) {
    this.text = text;
    int at = 0;
    while (at < text.length()) {
      if (!Chars.digit(text.charAt(at))) {
        at++;
        continue;
      }
      int start = at;
      while (at < text.length() && Chars.digit(text.charAt(at))) {
        at++;
      }
      add(start, at);
    }
  }

  private void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = start;
    ends[count++] = end;
  }

  int count() {
    return count;
  }

  int start(int group) {
    return starts[group];
  }

  int end(int group) {
    return ends[group];
  }

  int length(int group) {
    return ends[group] - starts[group];
  }

  /** The first group that begins at or behind an offset; {@link #count} when there is none. */
  int from(int offset) {
    int found = Arrays.binarySearch(starts, 0, count, offset);
    return found >= 0 ? found : -found - 1;
  }

  /** Whether digits stand between two offsets. */
  boolean between(int from, int to) {
    int group = from(from);
    return group < count && starts[group] < to;
  }

  /**
   * What links a group to the next one: a blank, {@code - . /}, {@link #BRACKET}, or {@link #NONE}.
   */
  char link(int group) {
    if (group < 0 || group + 1 >= count) {
      return NONE;
    }
    int from = ends[group];
    int to = starts[group + 1];
    if (to - from > LONGEST_GAP) {
      return NONE;
    }
    char link = ' ';
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      switch (c) {
        case ' ' -> {}
        case '(', ')' -> link = BRACKET;
        case '-', '.', '/' -> {
          if (link == c && i > from && text.charAt(i - 1) == c) {
            return NONE;
          }
          link = link == BRACKET ? BRACKET : c;
        }
        default -> {
          return NONE;
        }
      }
    }
    return link;
  }

  /** Whether two neighbours are linked by exactly one character. */
  boolean tight(int group) {
    return group + 1 < count && starts[group + 1] - ends[group] == 1;
  }

  /** The digits of a range of groups, both ends included. */
  String digits(int from, int to) {
    if (from == to) {
      return text.substring(starts[from], ends[from]);
    }
    var digits = new StringBuilder();
    for (int i = from; i <= to; i++) {
      digits.append(text, starts[i], ends[i]);
    }
    return digits.toString();
  }

  /** The lengths of a range of groups, such as {@code 3-2-4}. */
  String shape(int from, int to) {
    var shape = new StringBuilder();
    for (int i = from; i <= to; i++) {
      shape.append(i > from ? "-" : "").append(length(i));
    }
    return shape.toString();
  }

  /** The link that all neighbours of a range share; {@link #NONE} for mixed ones. */
  char link(int from, int to) {
    char link = link(from);
    for (int i = from + 1; i < to; i++) {
      if (link(i) != link) {
        return NONE;
      }
    }
    return link;
  }

  /** Whether a range is all of a number: no letter, digit or group hangs on to it. */
  boolean whole(int from, int to) {
    return Chars.opens(text, starts[from])
        && Chars.closes(text, ends[to])
        && !hangs(from - 1)
        && !hangs(to);
  }

  /** Whether a group is linked to the next one by more than a blank. */
  private boolean hangs(int group) {
    char link = link(group);
    return link != NONE && link != ' ' && tight(group);
  }
}
