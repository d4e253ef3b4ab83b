package io.signalbox.parts.signal;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A word to be found in a text. It is found at word boundaries: where the word begins or ends with
 * a letter, digit or underscore, no such character may stand next to it. Scripts written without
 * spaces between words, or with particles attached, have no boundaries. Text is compared in
 * Unicode's normal form C.
 */
final class Word {
  private final String word;
  private final boolean caseSensitive;
  private final boolean boundaryBefore;
  private final boolean boundaryAfter;

  Word(String word, boolean caseSensitive) {
    this.caseSensitive = caseSensitive;
    this.word = folded(word);
    this.boundaryBefore = bounds(this.word.codePointAt(0));
    this.boundaryAfter = bounds(this.word.codePointBefore(this.word.length()));
  }

  boolean in(String text) {
    var searched = folded(text);
    for (int at = searched.indexOf(word); at >= 0; at = searched.indexOf(word, at + 1)) {
      if (standsAlone(searched, at, at + word.length())) {
        return true;
      }
    }
    return false;
  }

  private boolean standsAlone(String text, int start, int end) {
    boolean before = !boundaryBefore || start == 0 || !bounds(text.codePointBefore(start));
    boolean after = !boundaryAfter || end == text.length() || !bounds(text.codePointAt(end));
    return before && after;
  }

  private String folded(String text) {
    var composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    return caseSensitive ? composed : composed.toLowerCase(Locale.ROOT);
  }

  /** Whether a character joins with its neighbours to a word. */
  private static boolean bounds(int codePoint) {
    if (codePoint < 0x80) {
      return Character.isLetterOrDigit(codePoint) || codePoint == '_';
    }
    boolean wordlike =
        Character.isLetterOrDigit(codePoint)
            || Character.getType(codePoint) == Character.NON_SPACING_MARK
            || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK;
    return wordlike && !unspaced(UnicodeScript.of(codePoint));
  }

  private static boolean unspaced(UnicodeScript script) {
    return switch (script) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
