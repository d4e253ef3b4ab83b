package io.signalbox.parts.pii;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text without the escapes of JSON strings (RFC 8259, 7), and where its characters come from.
 * JSON inside strings of JSON is undone as well, some levels deep.
 */
final class PlainText {
  private static final int MOST_LEVELS = 3;

  private final String text;

  /** Where each character begins in the original, and the end of the last; null if unchanged. */
  private final int @Nullable [] origins;

  private PlainText(String text, int @Nullable [] origins) {
    this.text = text;
    this.origins = origins;
  }

  static PlainText of(String text) {
    var plain = new PlainText(text, null);
    for (int level = 0; level < MOST_LEVELS && json(plain.text); level++) {
      plain = plain.undone();
    }
    return plain;
  }

  /** Whether a text has escapes, and looks like JSON besides. */
  private static boolean json(String text) {
    if (text.indexOf('\\') < 0) {
      return false;
    }
    int first = 0;
    while (first < text.length() && text.charAt(first) <= ' ') {
      first++;
    }
    boolean begins = first < text.length() && "{[\"".indexOf(text.charAt(first)) >= 0;
    return begins || text.contains("\":") || text.contains("\\\":");
  }

  private PlainText undone() {
    var undone = new StringBuilder(text.length());
    var places = new int[text.length() + 1];
    int at = 0;
    while (at < text.length()) {
      places[undone.length()] = origin(at);
      int length = escape(text, at);
      undone.append(length == 0 ? text.charAt(at) : character(text, at));
      at += Math.max(1, length);
    }
    places[undone.length()] = origin(text.length());
    return new PlainText(undone.toString(), Arrays.copyOf(places, undone.length() + 1));
  }

  private int origin(int at) {
    return origins == null ? at : origins[at];
  }

  /** The length of the escape at an offset; 0 for none. */
  private static int escape(String text, int at) {
    if (text.charAt(at) != '\\' || at + 1 >= text.length()) {
      return 0;
    }
    char kind = text.charAt(at + 1);
    if (kind == 'u') {
      if (at + 6 > text.length()) {
        return 0;
      }
      for (int i = at + 2; i < at + 6; i++) {
        if (!Chars.hex(text.charAt(i))) {
          return 0;
        }
      }
      return 6;
    }
    return "\"\\/bfnrt".indexOf(kind) >= 0 ? 2 : 0;
  }

  private static char character(String text, int at) {
    char kind = text.charAt(at + 1);
    return switch (kind) {
      case 'u' -> (char) Integer.parseInt(text, at + 2, at + 6, 16);
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
    };
  }

  String text() {
    return text;
  }

  boolean changed() {
    return origins != null;
  }

  /** Where a stretch begins in the original. */
  int start(int offset) {
    return origin(offset);
  }

  /** Where a stretch ends in the original: behind the whole escape of its last character. */
  int end(int offset) {
    return origin(offset);
  }
}
