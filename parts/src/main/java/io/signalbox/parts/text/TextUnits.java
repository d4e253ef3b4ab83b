package io.signalbox.parts.text;

import java.lang.Character.UnicodeScript;

/**
 * Counts what carries content in a text of any script: each Chinese, Japanese or Korean character,
 * and each run of other letters and digits.
 */
public final class TextUnits {
  private TextUnits() {}

  public static long count(String text) {
    long count = 0;
    boolean inWord = false;
    int codePoint;
    for (int at = 0; at < text.length(); at += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(at);
      if (single(codePoint)) {
        count++;
        inWord = false;
      } else if (Character.isLetterOrDigit(codePoint)) {
        count += inWord ? 0 : 1;
        inWord = true;
      } else {
        inWord = false;
      }
    }
    return count;
  }

  private static boolean single(int codePoint) {
    if (codePoint < 0x1100) {
      return false;
    }
    return switch (UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }
}
