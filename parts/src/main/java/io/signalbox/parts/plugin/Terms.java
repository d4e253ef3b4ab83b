package io.signalbox.parts.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a text, as relevance counts them: lower case, parts of compound names apart, plurals
 * as singulars, without the commonest English words. Scripts without blanks between words give
 * pairs of characters.
 */
final class Terms {
  private static final int MAX_TERMS = 20_000;

  private static final Set<String> COMMON =
      Set.of(
          "a", "an", "and", "are", "as", "at", "be", "by", "can", "could", "do", "does", "for",
          "from", "get", "how", "i", "in", "is", "it", "its", "me", "my", "of", "on", "or", "our",
          "please", "that", "the", "their", "this", "to", "us", "was", "we", "what", "when",
          "which", "will", "with", "would", "you", "your");

  private final List<String> terms = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private int before = -1;

  private Terms() {}

  /** The words in their order, at most 20,000. */
  static List<String> of(String text) {
    var reader = new Terms();
    for (int i = 0; i < text.length() && reader.terms.size() < MAX_TERMS; ) {
      int c = text.codePointAt(i);
      reader.take(c);
      i += Character.charCount(c);
    }
    reader.end();
    return reader.terms;
  }

  private void take(int c) {
    if (Character.isIdeographic(c) || scriptWithoutBlanks(c)) {
      end();
      terms.add(Character.toString(c));
      if (before >= 0) {
        terms.add(Character.toString(before) + Character.toString(c));
      }
      before = c;
      return;
    }
    before = -1;
    if (!Character.isLetterOrDigit(c)) {
      end();
      return;
    }
    boolean hump =
        Character.isUpperCase(c)
            && !word.isEmpty()
            && Character.isLowerCase(word.codePointBefore(word.length()));
    if (hump) {
      end();
    }
    word.appendCodePoint(c);
  }

  private static boolean scriptWithoutBlanks(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  private void end() {
    if (!word.isEmpty()) {
      var term = singular(word.toString().toLowerCase(Locale.ROOT));
      if (!COMMON.contains(term)) {
        terms.add(term);
      }
      word.setLength(0);
    }
  }

  private static String singular(String word) {
    boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
    return plural ? word.substring(0, word.length() - 1) : word;
  }
}
