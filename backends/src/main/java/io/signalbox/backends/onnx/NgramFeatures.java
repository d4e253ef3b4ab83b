package io.signalbox.backends.onnx;

import java.util.Arrays;

/**
 * Hashed word and character n-grams of a window: single words, pairs of neighbouring words, and
 * runs of 3 to 5 characters inside a word with its edges marked.
 *
 * <p>Works on token ids, so that the n-grams see exactly the window that the encoder sees. Each
 * feature counts once a window. The word half and the character half are each scaled to norm 1.
 */
public final class NgramFeatures {
  /** The number of buckets; the lower half is for words, the upper for characters. */
  public static final int BUCKETS = 1 << 17;

  private static final int HALF = BUCKETS / 2;
  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;
  private static final int PRIME = 0x01000193;
  private static final int BASIS = 0x811C9DC5;

  private final WordPiece wordPiece;

  public NgramFeatures(WordPiece wordPiece) {
    this.wordPiece = wordPiece;
  }

  /** The features of one window of a text. */
  public SparseVector of(int[] ids, Window window) {
    int tokens = window.to() - window.from();
    var words = new IntList(tokens * 2);
    var chars = new IntList(tokens * 12);
    var word = new StringBuilder();
    int previous = 0;
    int position = window.from();
    while (position < window.to()) {
      word.setLength(0);
      word.append('<');
      boolean known = ids[position] != wordPiece.unknown();
      do {
        word.append(wordPiece.spelling(ids[position]));
        position++;
      } while (position < window.to() && wordPiece.continues(ids[position]));
      word.append('>');
      int hash = hash(word, 0, word.length());
      words.add(bucket(hash));
      words.add(bucket(previous * 31 + hash));
      previous = hash;
      if (known) {
        addRuns(word, chars);
      }
    }
    words.add(bucket(previous * 31));
    return SparseVector.halves(distinct(words, 0), distinct(chars, HALF));
  }

  private static void addRuns(CharSequence word, IntList chars) {
    for (int from = 0; from < word.length(); from++) {
      int hash = BASIS;
      int most = Math.min(word.length(), from + LONGEST);
      for (int i = from; i < most; i++) {
        hash = (hash ^ word.charAt(i)) * PRIME;
        if (i - from + 1 >= SHORTEST) {
          chars.add(bucket(hash));
        }
      }
    }
  }

  private static int hash(CharSequence text, int from, int to) {
    int hash = BASIS;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }

  /** Spreads a hash (the finaliser of MurmurHash3) over one half of the buckets. */
  private static int bucket(int hash) {
    int h = hash;
    h = (h ^ (h >>> 16)) * 0x85EBCA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2AE35;
    return (h ^ (h >>> 16)) & (HALF - 1);
  }

  private static int[] distinct(IntList list, int offset) {
    var sorted = list.toArray();
    Arrays.sort(sorted);
    int size = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[size++] = sorted[i];
      }
    }
    var distinct = Arrays.copyOf(sorted, size);
    for (int i = 0; i < size; i++) {
      distinct[i] += offset;
    }
    return distinct;
  }
}
