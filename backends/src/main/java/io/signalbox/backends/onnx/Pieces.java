package io.signalbox.backends.onnx;

import java.util.Arrays;

/**
 * The pieces of a text in its order. For each its id, where it stands in the original text in
 * UTF-16 code units, and the case of its letters there, which an uncased vocabulary has lost.
 */
public final class Pieces {
  /** No upper-case letter. */
  static final byte NO_CASE = 0;

  /** The first letter is upper case, others are not. */
  static final byte FIRST = 1;

  /** Two letters or more, all upper case. */
  static final byte ALL = 2;

  /** Some letter is upper case, but not the first. */
  static final byte MIXED = 3;

  private final String text;
  private int[] ids;
  private int[] starts;
  private int[] ends;
  private byte[] cases;
  private int size;

  Pieces(String text, int capacity) {
    this.text = text;
    ids = new int[capacity];
    starts = new int[capacity];
    ends = new int[capacity];
    cases = new byte[capacity];
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The id of a piece in the vocabulary. */
  public int id(int index) {
    return ids[index];
  }

  /** Index of the first code unit of a piece. */
  public int start(int index) {
    return starts[index];
  }

  /** Index after the last code unit of a piece. */
  public int end(int index) {
    return ends[index];
  }

  /** The case of a piece, 0 to 3. */
  public int caseOf(int index) {
    return cases[index];
  }

  int[] ids() {
    return Arrays.copyOf(ids, size);
  }

  void add(int id, int start, int end) {
    if (size == ids.length) {
      int capacity = size * 2;
      ids = Arrays.copyOf(ids, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
      cases = Arrays.copyOf(cases, capacity);
    }
    ids[size] = id;
    starts[size] = start;
    ends[size] = end;
    cases[size++] = caseIn(text, start, end);
  }

  /** Forgets everything from an index on. */
  void truncate(int newSize) {
    size = newSize;
  }

  /** The case of a stretch of a text; must agree with {@code case_of} of the training. */
  static byte caseIn(String text, int start, int end) {
    int letters = 0;
    int upper = 0;
    boolean first = false;
    for (int i = start; i < end; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 128 ? (c | 32) >= 'a' && (c | 32) <= 'z' : Character.isLetter(c)) {
        boolean isUpper = c < 128 ? c <= 'Z' : Character.isUpperCase(c);
        first |= isUpper && letters == 0;
        upper += isUpper ? 1 : 0;
        letters++;
      }
    }
    if (upper == 0) {
      return NO_CASE;
    }
    if (upper == letters && upper > 1) {
      return ALL;
    }
    return first ? FIRST : MIXED;
  }
}
