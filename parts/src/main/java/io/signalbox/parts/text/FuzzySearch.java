package io.signalbox.parts.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds keywords that some word of a text is nearly: so many insertions, deletions and replacements
 * of one character away (Levenshtein). Words and keywords are compared without case. A word whose
 * length or letters differ too much is ruled out at once; the others cost their length times the
 * distance allowed.
 */
public final class FuzzySearch {
  /** Longer words, by Unicode's count of characters, are nothing that anybody mistyped. */
  private static final int LONGEST = 256;

  private final Keyword[] keywords;

  private record Keyword(int[] characters, long letters, int edits) {}

  /** How far a word may be from a keyword. */
  public sealed interface Tolerance {
    /** So many edits, whatever the length. */
    record Edits(int most) implements Tolerance {}

    /** So much of the longer one must be the same. */
    record Likeness(int percent) implements Tolerance {}

    private int edits(int length) {
      return switch (this) {
        case Edits(int most) -> most;
        // The word may be longer than the keyword, by as many edits as that allows.
        case Likeness(int percent) -> percent == 0 ? LONGEST : length * (100 - percent) / percent;
      };
    }

    private boolean allows(int distance, int longer) {
      return switch (this) {
        case Edits(int most) -> distance <= most;
        case Likeness(int percent) -> (longer - distance) * 100L >= (long) percent * longer;
      };
    }
  }

  private final Tolerance tolerance;

  public FuzzySearch(List<String> keywords, Tolerance tolerance) {
    this.tolerance = tolerance;
    this.keywords = new Keyword[keywords.size()];
    for (int i = 0; i < this.keywords.length; i++) {
      var characters = Word.folded(keywords.get(i), false).codePoints().toArray();
      int edits = Math.min(LONGEST, tolerance.edits(characters.length));
      this.keywords[i] = new Keyword(characters, letters(characters), edits);
    }
  }

  /** The numbers of the keywords that a word of the text is near to. */
  public BitSet found(Text text) {
    var found = new BitSet(keywords.length);
    for (var word : text.words()) {
      if (word.length() > 2 * LONGEST) {
        continue;
      }
      var characters = word.codePoints().toArray();
      long letters = letters(characters);
      for (int i = found.nextClearBit(0); i < keywords.length; i = found.nextClearBit(i + 1)) {
        if (near(keywords[i], characters, letters)) {
          found.set(i);
        }
      }
    }
    return found;
  }

  private boolean near(Keyword keyword, int[] word, long letters) {
    int length = keyword.characters.length;
    if (length > LONGEST
        || word.length > LONGEST
        || Math.abs(length - word.length) > keyword.edits
        || Long.bitCount(letters & ~keyword.letters) > keyword.edits
        || Long.bitCount(keyword.letters & ~letters) > keyword.edits) {
      return false;
    }
    int distance = distance(keyword.characters, word, keyword.edits);
    return distance <= keyword.edits && tolerance.allows(distance, Math.max(length, word.length));
  }

  /** A bit for each character that occurs; several characters share one. */
  private static long letters(int[] characters) {
    long letters = 0;
    for (int character : characters) {
      letters |= 1L << (character & 63);
    }
    return letters;
  }

  /** The edits from one to the other; anything greater than the most when there are more. */
  static int distance(int[] one, int[] other, int most) {
    int far = most + 1;
    var before = new int[other.length + 1];
    var row = new int[other.length + 1];
    for (int j = 0; j <= other.length; j++) {
      before[j] = Math.min(j, far);
    }
    for (int i = 1; i <= one.length; i++) {
      // Only a band around the diagonal can end within the distance.
      int from = Math.max(1, i - most);
      int to = Math.min(other.length, i + most);
      Arrays.fill(row, far);
      row[0] = Math.min(i, far);
      int least = row[0];
      for (int j = from; j <= to; j++) {
        int replaced = before[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
        int edited = Math.min(before[j], row[j - 1]) + 1;
        row[j] = Math.min(far, Math.min(replaced, edited));
        least = Math.min(least, row[j]);
      }
      if (least > most) {
        return far;
      }
      var swap = before;
      before = row;
      row = swap;
    }
    return before[other.length];
  }
}
