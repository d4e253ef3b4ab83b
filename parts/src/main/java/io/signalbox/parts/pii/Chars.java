package io.signalbox.parts.pii;

/** What characters are to the rules. */
final class Chars {
  private static final int FIRST_KANA = 0x2e80;
  private static final int LAST_IDEOGRAPH = 0x9fff;
  private static final int FIRST_HANGUL = 0xac00;
  private static final int LAST_HANGUL = 0xd7a3;
  private static final char FULL_WIDTH_FIRST = '\uff01';
  private static final char FULL_WIDTH_LAST = '\uff5e';
  private static final int FULL_WIDTH_SHIFT = 0xfee0;

  private Chars() {}

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean hex(char c) {
    return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** A letter of ASCII. */
  static boolean latin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean alphanumeric(char c) {
    return digit(c) || latin(c);
  }

  /** Characters of tokens in code: keys, names of variables. */
  static boolean token(char c) {
    return alphanumeric(c) || c == '_' || c == '-';
  }

  /** Written without blanks between words. */
  static boolean unspaced(char c) {
    return (c >= FIRST_KANA && c <= LAST_IDEOGRAPH) || (c >= FIRST_HANGUL && c <= LAST_HANGUL);
  }

  /** Whether a value that stands beside the character is only a part of something longer. */
  static boolean glues(char c) {
    return Character.isLetterOrDigit(c) && !unspaced(c);
  }

  /** Whether something ends before an offset, or begins there. */
  static boolean edge(String text, int at) {
    return at <= 0 || at >= text.length() || !glues(text.charAt(at - 1)) || !glues(text.charAt(at));
  }

  /** Whether no word character stands in front of an offset. */
  static boolean opens(String text, int start) {
    return start == 0 || !(glues(text.charAt(start - 1)) || text.charAt(start - 1) == '_');
  }

  /** Whether no word character stands at an offset. */
  static boolean closes(String text, int end) {
    return end >= text.length() || !(glues(text.charAt(end)) || text.charAt(end) == '_');
  }

  /**
   * A text of the same length in which forms that mean the same are one: lower case, digits and
   * punctuation of ASCII, one kind of blank and of hyphen.
   */
  static String fold(String text) {
    var folded = text.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = fold(folded[i]);
    }
    return new String(folded);
  }

  private static char fold(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
    return switch (c) {
      case '\u00a0', '\u2007', '\u2009', '\u202f', '\u3000' -> ' ';
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2212' -> '-';
      default -> {
        if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST) {
          yield Character.toLowerCase((char) (c - FULL_WIDTH_SHIFT));
        }
        yield Character.isDigit(c)
            ? (char) ('0' + Character.digit(c, 10))
            : Character.toLowerCase(c);
      }
    };
  }
}
