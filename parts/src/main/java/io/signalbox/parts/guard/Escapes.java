package io.signalbox.parts.guard;

import io.signalbox.parts.guard.Decoder.Found;
import java.nio.charset.StandardCharsets;

/**
 * Text whose characters are escaped one by one: percent signs, entities of HTML, backslashes.
 * Addresses and pages hold some of them anyway; those that stand for letters and spaces count.
 */
final class Escapes {
  private static final int FEWEST = 3;

  private Escapes() {}

  static void decode(String text, Found found) {
    if (text.indexOf('%') >= 0) {
      percent(text, found);
    }
    if (text.indexOf('&') >= 0) {
      entities(text, found);
    }
    if (text.indexOf('\\') >= 0) {
      backslashes(text, found);
    }
  }

  private static void percent(String text, Found found) {
    var plain = new Rewriting(text);
    int at = 0;
    while (at < text.length()) {
      int end = at;
      var bytes = new byte[4];
      int length = 0;
      // The bytes of one character of UTF-8 follow each other.
      while (length < 4 && text.startsWith("%", end) && hex(text, end + 1, end + 3) >= 0) {
        bytes[length++] = (byte) hex(text, end + 1, end + 3);
        end += 3;
        if (bytes[0] >= 0 || length == expected(bytes[0])) {
          break;
        }
      }
      if (length == 0) {
        plain.keep(text.charAt(at++));
      } else {
        plain.replace(new String(bytes, 0, length, StandardCharsets.UTF_8));
        at = end;
      }
    }
    plain.report(Technique.PERCENT_ENCODING, FEWEST, found);
  }

  private static int expected(byte first) {
    int value = first & 0xff;
    return value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : 2;
  }

  private static void entities(String text, Found found) {
    var plain = new Rewriting(text);
    int at = 0;
    while (at < text.length()) {
      int end = text.startsWith("&#", at) ? numberEnd(text, at) : -1;
      if (end < 0) {
        plain.keep(text.charAt(at++));
        continue;
      }
      boolean sixteen = text.charAt(at + 2) == 'x' || text.charAt(at + 2) == 'X';
      int codePoint = sixteen ? hex(text, at + 3, end) : Integer.parseInt(text, at + 2, end, 10);
      plain.replace(character(codePoint));
      at = end + (text.startsWith(";", end) ? 1 : 0);
    }
    plain.report(Technique.HTML_ENTITIES, FEWEST, found);
  }

  /** Where the digits of a numeric entity end, or -1 where there are none or too many. */
  private static int numberEnd(String text, int at) {
    int start = at + 2;
    boolean sixteen =
        start < text.length() && (text.charAt(start) == 'x' || text.charAt(start) == 'X');
    start += sixteen ? 1 : 0;
    int end = start;
    while (end < text.length() && end < start + 8 && digit(text.charAt(end), sixteen ? 16 : 10)) {
      end++;
    }
    return end == start || end == start + 8 ? -1 : end;
  }

  private static boolean digit(char c, int radix) {
    return c < 0x80 && Character.digit(c, radix) >= 0;
  }

  private static void backslashes(String text, Found found) {
    var plain = new Rewriting(text);
    int at = 0;
    while (at < text.length()) {
      char next = text.charAt(at) == '\\' && at + 1 < text.length() ? text.charAt(at + 1) : 0;
      int value = -1;
      int end = at;
      if (next == 'x' || next == 'u' || next == 'U') {
        boolean braces = text.startsWith("{", at + 2);
        end = braces ? brace(text, at + 3) : at + (next == 'x' ? 4 : next == 'u' ? 6 : 10);
        int start = at + (braces ? 3 : 2);
        value = end < 0 || end - start > 8 ? -1 : hex(text, start, end);
        end += braces ? 1 : 0;
      }
      if (value < 0) {
        plain.keep(text.charAt(at++));
      } else {
        plain.replace(character(value));
        at = end;
      }
    }
    plain.report(Technique.UNICODE_ESCAPES, FEWEST, found);
  }

  /** Where the brace closes that opened a few digits before, or -1. */
  private static int brace(String text, int from) {
    for (int i = from; i < Math.min(text.length(), from + 9); i++) {
      if (text.charAt(i) == '}') {
        return i;
      }
    }
    return -1;
  }

  private static String character(int codePoint) {
    return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "\ufffd";
  }

  /** A number in hex digits, or -1 where there is none. */
  private static int hex(String text, int start, int end) {
    if (end > text.length() || end <= start) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      if (!digit(text.charAt(i), 16)) {
        return -1;
      }
      value = value * 16 + Character.digit(text.charAt(i), 16);
    }
    return value > Character.MAX_CODE_POINT ? -1 : (int) value;
  }
}
