package io.signalbox.parts.guard;

import io.signalbox.parts.guard.Decoder.Found;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Text as bytes that are spelt out: base64 (also of URLs, also wrapped to lines), hex digits, bits,
 * and lists of character codes. What does not decode to readable UTF-8 (a picture, a hash, a key)
 * is left alone.
 */
final class ByteRuns {
  /** Characters of one run that are decoded at most. */
  private static final int MOST = 65_536;

  private static final int FEWEST_BASE64 = 16;
  private static final int WRAPPED = 32;
  private static final int FEWEST_BYTES = 6;

  private ByteRuns() {}

  static void decode(String text, Found found) {
    base64(text, found);
    hex(text, found);
    bits(text, found);
    codes(text, found);
  }

  private static void base64(String text, Found found) {
    int at = 0;
    while (at < text.length()) {
      if (!base64(text.charAt(at))) {
        at++;
        continue;
      }
      int end = at;
      int shorter = 0;
      var run = new StringBuilder();
      while (true) {
        int lineStart = end;
        while (end < text.length() && base64(text.charAt(end))) {
          end++;
        }
        append(run, text, lineStart, end);
        int next = lineEnd(text, end);
        boolean wrapped =
            end - lineStart >= WRAPPED && next < text.length() && base64(text.charAt(next));
        if (!wrapped || next == end) {
          break;
        }
        shorter = run.length();
        end = next;
      }
      if (run.length() >= FEWEST_BASE64) {
        var plain = base64(run, run.length());
        // The last line may be a word that only follows.
        plain = plain == null && shorter > 0 ? base64(run, shorter) : plain;
        if (plain != null) {
          found.add(Technique.BASE64, plain);
        }
      }
      at = end;
    }
  }

  private static void append(StringBuilder run, String text, int start, int end) {
    for (int i = start; i < end && run.length() < MOST; i++) {
      char c = text.charAt(i);
      run.append(c == '-' ? '+' : c == '_' ? '/' : c);
    }
  }

  private static int lineEnd(String text, int at) {
    int next = at;
    next += next < text.length() && text.charAt(next) == '\r' ? 1 : 0;
    return next < text.length() && text.charAt(next) == '\n' ? next + 1 : at;
  }

  private static boolean base64(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/'
        || c == '-'
        || c == '_';
  }

  private static @Nullable String base64(StringBuilder run, int most) {
    int length = most % 4 == 1 ? most - 1 : most;
    try {
      return readable(Base64.getDecoder().decode(run.substring(0, length)));
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static void hex(String text, Found found) {
    int at = 0;
    while (at + 1 < text.length()) {
      boolean start = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      if (!start || !pair(text, at)) {
        at++;
        continue;
      }
      var bytes = new ByteArrayOutputStream();
      int end = at;
      while (pair(text, end) && bytes.size() < MOST) {
        bytes.write(
            Character.digit(text.charAt(end), 16) * 16 + Character.digit(text.charAt(end + 1), 16));
        end = separated(text, end + 2);
      }
      report(bytes, Technique.HEX, found);
      at = end;
    }
  }

  private static boolean pair(String text, int at) {
    return at + 1 < text.length() && digit(text.charAt(at)) && digit(text.charAt(at + 1));
  }

  private static boolean digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** Where the next pair begins behind what stands between two of them. */
  private static int separated(String text, int end) {
    int at = end;
    while (at < text.length() && at < end + 2 && " ,:;\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    boolean prefixed =
        at + 1 < text.length()
            && (text.charAt(at) == '0' || text.charAt(at) == '\\')
            && (text.charAt(at + 1) == 'x' || text.charAt(at + 1) == 'X');
    return prefixed ? at + 2 : at;
  }

  private static void bits(String text, Found found) {
    int at = 0;
    while (at + 8 <= text.length()) {
      if (!octet(text, at) || (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1)))) {
        at++;
        continue;
      }
      var bytes = new ByteArrayOutputStream();
      int end = at;
      while (octet(text, end) && bytes.size() < MOST) {
        bytes.write(Integer.parseInt(text, end, end + 8, 2));
        end += 8;
        end += end < text.length() && " ,\n".indexOf(text.charAt(end)) >= 0 ? 1 : 0;
      }
      report(bytes, Technique.BINARY, found);
      at = end;
    }
  }

  private static boolean octet(String text, int at) {
    if (at + 8 > text.length()) {
      return false;
    }
    for (int i = at; i < at + 8; i++) {
      if (text.charAt(i) != '0' && text.charAt(i) != '1') {
        return false;
      }
    }
    return true;
  }

  /** Decimal numbers in a row. Any such list decodes to something, so it must have words. */
  private static void codes(String text, Found found) {
    var plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) < '0' || text.charAt(at) > '9') {
        boolean between = " ,;[]()\n#".indexOf(text.charAt(at)) >= 0;
        if (!between) {
          report(plain, found);
        }
        at++;
        continue;
      }
      int end = at;
      int number = 0;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        number = Math.min(99_999, number * 10 + text.charAt(end) - '0');
        end++;
      }
      if ((number >= ' ' && number < 0x3000 && number != 127) || number == '\n') {
        if (plain.length() < MOST) {
          plain.append((char) number);
        }
      } else {
        report(plain, found);
      }
      at = end;
    }
    report(plain, found);
  }

  private static void report(StringBuilder plain, Found found) {
    if (plain.length() >= 2 * FEWEST_BYTES
        && CommonWords.readable(plain.toString())
        && CommonWords.count(plain).known() >= 2) {
      found.add(Technique.CHARACTER_CODES, plain.toString());
    }
    plain.setLength(0);
  }

  private static void report(ByteArrayOutputStream bytes, Technique technique, Found found) {
    if (bytes.size() < FEWEST_BYTES) {
      return;
    }
    var plain = readable(bytes.toByteArray());
    if (plain != null) {
      found.add(technique, plain);
    }
  }

  private static @Nullable String readable(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return CommonWords.readable(text) ? text : null;
    } catch (CharacterCodingException notText) {
      return null;
    }
  }
}
