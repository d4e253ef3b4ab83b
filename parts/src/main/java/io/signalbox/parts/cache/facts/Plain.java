package io.signalbox.parts.cache.facts;

import java.text.Normalizer;

/** Text without what does not change a question: forms of letters, accents, kinds of quotes. */
final class Plain {
  private Plain() {}

  static String of(String text) {
    if (ascii(text)) {
      return text;
    }
    var out = new StringBuilder(text.length() + 16);
    var spelled = fractions(text);
    var apart = Normalizer.normalize(spelled, Normalizer.Form.NFKD);
    for (int i = 0; i < apart.length(); ) {
      int c = apart.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        out.append((char) c);
      } else {
        append(out, c);
      }
    }
    return out.toString();
  }

  private static boolean ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** One half is not to grow together with the number before it. */
  private static String fractions(String text) {
    return text.replace("½", " 1/2").replace("¼", " 1/4").replace("¾", " 3/4");
  }

  private static void append(StringBuilder out, int c) {
    if ((c >= 0x300 && c <= 0x36F) || Character.getType(c) == Character.FORMAT) {
      return;
    }
    int digit = Character.isDigit(c) ? Character.digit(c, 10) : -1;
    if (digit >= 0) {
      out.append((char) ('0' + digit));
      return;
    }
    switch (c) {
      case 'ß' -> out.append("ss");
      case 'ø' -> out.append('o');
      case 'Ø' -> out.append('O');
      case 'ł' -> out.append('l');
      case 'Ł' -> out.append('L');
      case 'đ' -> out.append('d');
      case 'æ' -> out.append("ae");
      case 'œ' -> out.append("oe");
      case 'ı' -> out.append('i');
      case '’', '‘', '´', 'ʼ' -> out.append('\'');
      case '“', '”', '„', '«', '»', '「', '」' -> out.append('"');
      case '–', '—', '‐', '‑', '−' -> out.append('-');
      case '⁄' -> out.append('/');
      case '×' -> out.append('x');
      case '٫' -> out.append('.');
      case '→', '⇒' -> out.append("->");
      default -> other(out, c);
    }
  }

  private static void other(StringBuilder out, int c) {
    if (Character.isSpaceChar(c) || Character.isWhitespace(c)) {
      out.append(' ');
    } else {
      out.appendCodePoint(c);
    }
  }
}
