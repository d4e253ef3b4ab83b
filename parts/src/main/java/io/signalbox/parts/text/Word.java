package io.signalbox.parts.text;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A word to be found in a text. It is found at word boundaries: where the word begins or ends with
 * a letter, digit or underscore, no such character may stand next to it. Scripts written without
 * spaces between words, or with particles attached, have no boundaries, nor has a word that holds a
 * Han character. Text is compared in Unicode's normal form C.
 */
public final class Word {
  private final String word;
  private final boolean boundaryBefore;
  private final boolean boundaryAfter;

  public Word(String word, boolean caseSensitive) {
    this.word = folded(word, caseSensitive);
    boolean han = this.word.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN);
    this.boundaryBefore = !han && joins(this.word.codePointAt(0));
    this.boundaryAfter = !han && joins(baseBefore(this.word, this.word.length()));
  }

  /**
   * A text as words are compared with it. Letter case is folded character by character, as {@link
   * String#equalsIgnoreCase} does it, so that no country's rules and no place in a word matter.
   */
  public static String folded(String text, boolean caseSensitive) {
    if (ascii(text)) {
      return caseSensitive ? text : text.toLowerCase(Locale.ROOT);
    }
    var composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    if (caseSensitive) {
      return composed;
    }
    var folded = new StringBuilder(composed.length());
    int codePoint;
    for (int at = 0; at < composed.length(); at += Character.charCount(codePoint)) {
      codePoint = composed.codePointAt(at);
      folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(codePoint)));
    }
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  /** Whether there is nothing to compose and no case that depends on more than the letter. */
  private static boolean ascii(String text) {
    // The JDK encodes many bytes at a time; looking at each character here takes ten times as long.
    return text.getBytes(StandardCharsets.UTF_8).length == text.length();
  }

  /**
   * Whether the word stands in a text.
   *
   * @param text folded like the word
   */
  public boolean in(String text) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (standsAlone(text, at, at + word.length())) {
        return true;
      }
    }
    return false;
  }

  /** The word as it is looked for. */
  String text() {
    return word;
  }

  /** Whether it has a boundary behind it. */
  boolean boundaryAfter() {
    return boundaryAfter;
  }

  /** Whether it begins with a whole character that is no mark upon what stands before. */
  boolean opensWithBase() {
    return !mark(word.codePointAt(0)) && !Character.isLowSurrogate(word.charAt(0));
  }

  /** Whether a place lies before a character that joins to a word. */
  static boolean joined(String text, int at) {
    return at < text.length() && joins(text.codePointAt(at));
  }

  /** Whether an occurrence has its boundaries. */
  boolean standsAlone(String text, int start, int end) {
    boolean before = !boundaryBefore || start == 0 || !joins(baseBefore(text, start));
    boolean after = !boundaryAfter || !joined(text, end);
    return before && after;
  }

  /** The character that ends at a place, without the marks set upon it. */
  private static int baseBefore(String text, int end) {
    int at = end;
    int codePoint;
    do {
      codePoint = text.codePointBefore(at);
      at -= Character.charCount(codePoint);
    } while (mark(codePoint) && at > 0);
    return codePoint;
  }

  private static boolean mark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /** Whether a character joins with its neighbours to a word. */
  private static boolean joins(int codePoint) {
    if (codePoint < 0x80) {
      return Character.isLetterOrDigit(codePoint) || codePoint == '_';
    }
    return (Character.isLetterOrDigit(codePoint) || mark(codePoint)) && !unspaced(codePoint);
  }

  private static boolean unspaced(int codePoint) {
    return switch (UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
      // Marks that kana share, such as the one that prolongs a vowel.
      case COMMON ->
          (codePoint >= 0x3000 && codePoint <= 0x30FF)
              || (codePoint >= 0xFF65 && codePoint <= 0xFF9F);
      default -> false;
    };
  }
}
