package io.signalbox.infer;

import java.util.Arrays;

/**
 * The tokens of a text and the hashes of their n-grams, exactly as {@code training/ngrams/grams.py}
 * makes them: that file states tokens, hash and order, and a test holds the two together.
 *
 * <p>A text is read once from its beginning to its end; what is kept is the token that is read and
 * the hashes of the two before it.
 */
public final class Grams {
  private static final int PRIME = 16_777_619;
  private static final int START = 0x811c9dc5;
  private static final int SHORTEST = 2;
  private static final int LONGEST = 5;

  /** Code points of a word; a longer one is cut into several. */
  private static final int WORD = 16;

  /** Code points of a text that are read. */
  public static final int MOST_POINTS = 1 << 20;

  private static final int WORD_TYPES =
      types(
          Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER);

  private static final int PARTING_TYPES =
      types(
          Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR);

  /** Takes what is read. */
  public interface Sink {
    /** A feature of the token that is being read. */
    void feature(int hash);

    /** The token is read, and all its features with it. */
    void token();
  }

  private final Sink sink;
  private final boolean singles;
  private final int[] word = new int[WORD];
  private int length;
  private int before;
  private int pairBefore;
  private int tokens;

  private Grams(boolean singles, Sink sink) {
    this.singles = singles;
    this.sink = sink;
  }

  private static int types(byte... types) {
    int mask = 0;
    for (byte type : types) {
      mask |= 1 << type;
    }
    return mask;
  }

  /**
   * Reads a text, as far as {@link #MOST_POINTS}.
   *
   * @param singles whether single letters of scripts without spaces, and syllables, are features
   */
  public static void of(String text, boolean singles, Sink sink) {
    var grams = new Grams(singles, sink);
    int last = -1;
    int codePoint;
    int points = 0;
    for (int at = 0;
        at < text.length() && points < MOST_POINTS;
        at += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(at);
      points++;
      int type = 1 << Character.getType(codePoint);
      if ((type & WORD_TYPES) != 0) {
        grams.letter(lower(codePoint));
      } else {
        grams.word();
        if ((type & PARTING_TYPES) == 0 && codePoint != last) {
          grams.sign(codePoint);
        }
      }
      last = codePoint;
    }
    grams.word();
  }

  private static int lower(int codePoint) {
    return codePoint == 0x130 ? 'i' : Character.toLowerCase(codePoint);
  }

  private void letter(int codePoint) {
    word[length++] = codePoint;
    if (length == WORD) {
      word();
    }
  }

  private void word() {
    if (length == 0) {
      return;
    }
    for (int size = SHORTEST; size <= LONGEST; size++) {
      for (int start = -1; start + size <= length + 1; start++) {
        int hash = START ^ size;
        for (int i = start; i < start + size; i++) {
          hash = (hash ^ (i < 0 || i == length ? ' ' : word[i])) * PRIME;
        }
        sink.feature(hash);
      }
    }
    int hash = START;
    for (int i = 0; i < length; i++) {
      if (singles && spaceless(word[i])) {
        sink.feature((START ^ 1 ^ word[i]) * PRIME);
      }
      hash = (hash ^ word[i]) * PRIME;
    }
    length = 0;
    token(hash);
  }

  /** Thai and Lao, Kana, Han, Hangul. */
  private static boolean spaceless(int codePoint) {
    return (codePoint >= 0x0e00 && codePoint <= 0x0eff)
        || (codePoint >= 0x3040 && codePoint <= 0x30ff)
        || (codePoint >= 0x3400 && codePoint <= 0x9fff)
        || (codePoint >= 0xac00 && codePoint <= 0xd7af)
        || (codePoint >= 0xf900 && codePoint <= 0xfaff);
  }

  private void sign(int codePoint) {
    token((START ^ codePoint) * PRIME);
  }

  private void token(int hash) {
    sink.feature(hash);
    int pair = ((before * PRIME) ^ hash) * PRIME;
    if (tokens >= 1) {
      sink.feature(pair);
    }
    if (tokens >= 2) {
      sink.feature(((pairBefore * PRIME) ^ hash) * PRIME);
    }
    before = hash;
    pairBefore = pair;
    tokens = Math.min(tokens + 1, 2);
    sink.token();
  }

  /** The bucket of a hash; their number is a power of two. */
  public static int bucket(int hash, int buckets) {
    int mixed = hash ^ (hash >>> 15);
    mixed *= 0x2c1b3c6d;
    mixed ^= mixed >>> 13;
    return mixed & (buckets - 1);
  }

  /** All buckets of a text in ascending order; for tests. */
  public static int[] buckets(String text, int buckets) {
    var found = new int[64];
    var count = new int[1];
    var kept = new int[][] {found};
    of(
        text,
        false,
        new Sink() {
          @Override
          public void feature(int hash) {
            if (count[0] == kept[0].length) {
              kept[0] = Arrays.copyOf(kept[0], 2 * count[0]);
            }
            kept[0][count[0]++] = bucket(hash, buckets);
          }

          @Override
          public void token() {}
        });
    var all = Arrays.copyOf(kept[0], count[0]);
    Arrays.sort(all);
    return all;
  }
}
