package io.signalbox.parts.guard;

import java.text.Normalizer;

/**
 * Writes a text so that words can be compared: lower case, without the accents and vowel marks that
 * writers leave out, one blank between words and around the whole.
 */
final class Folding {
  /** Latin letters with their accents taken away, from U+00C0. */
  private static final char[] LATIN = latin();

  private static final int FROM = 0xc0;

  private Folding() {}

  private static char[] latin() {
    var table = new char[0x250 - 0xc0];
    for (int i = 0; i < table.length; i++) {
      char c = (char) (0xc0 + i);
      var lower = Character.toString(Character.toLowerCase(c));
      table[i] = Normalizer.normalize(lower, Normalizer.Form.NFD).charAt(0);
    }
    table['\u0131' - 0xc0] = 'i';
    table['\u0130' - 0xc0] = 'i';
    table['\u0142' - 0xc0] = 'l';
    table['\u0141' - 0xc0] = 'l';
    table['\u00f8' - 0xc0] = 'o';
    table['\u00d8' - 0xc0] = 'o';
    table['\u0111' - 0xc0] = 'd';
    table['\u0110' - 0xc0] = 'd';
    return table;
  }

  static String fold(String text) {
    var plain = new StringBuilder(text.length() + 2);
    plain.append(' ');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (dropped(c)) {
        continue;
      }
      if (c == '@') {
        blank(plain);
        plain.append("@ ");
      } else if (Character.isLetterOrDigit(c) || mark(c)) {
        plain.append(letter(c));
      } else {
        blank(plain);
      }
    }
    blank(plain);
    return plain.toString();
  }

  private static void blank(StringBuilder plain) {
    if (plain.charAt(plain.length() - 1) != ' ') {
      plain.append(' ');
    }
  }

  /** Combining accents, vowel marks of Arabic, its tatweel, and the dot below of Devanagari. */
  private static boolean dropped(char c) {
    return (c >= 0x300 && c <= 0x36f)
        || (c >= 0x64b && c <= 0x65f)
        || c == 0x640
        || c == 0x93c
        || c == 0xad
        || (c >= 0x200b && c <= 0x200f);
  }

  private static boolean mark(char c) {
    int type = Character.getType(c);
    return c > 0x36f
        && (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK);
  }

  private static char letter(char c) {
    if (c < 0x80) {
      return (char) (c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (c >= FROM && c < 0x250) {
      return LATIN[c - FROM];
    }
    return switch (c) {
      case '\u0622', '\u0623', '\u0625' -> '\u0627';
      case '\u0649' -> '\u064a';
      case '\u0401', '\u0451' -> '\u0435';
      // Devanagari's letters with a dot of their own.
      case '\u0958' -> '\u0915';
      case '\u0959' -> '\u0916';
      case '\u095a' -> '\u0917';
      case '\u095b' -> '\u091c';
      case '\u095c' -> '\u0921';
      case '\u095d' -> '\u0922';
      case '\u095e' -> '\u092b';
      default -> Character.toLowerCase(c);
    };
  }
}
