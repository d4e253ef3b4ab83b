package io.signalbox.parts.redact;

import io.signalbox.parts.protocol.Json;

/**
 * Puts values in the place of placeholders in one text that comes in pieces. Keeps back the
 * shortest end that may be the beginning of a placeholder.
 */
final class Restorer {
  private final TokenIndex tokens;
  private boolean escaped;
  private boolean decided;
  private String held = "";
  private char before = ' ';

  /**
   * @param json whether the text is JSON, in the strings of which values have to be escaped; else
   *     it is where it begins like JSON
   */
  Restorer(TokenIndex tokens, boolean json) {
    this.tokens = tokens;
    this.escaped = json;
    this.decided = json;
  }

  /** A whole text. */
  static String whole(TokenIndex tokens, boolean json, String text) {
    return new Restorer(tokens, json).take(text, true);
  }

  /** What is kept back. */
  String held() {
    return held;
  }

  /**
   * Takes the next piece.
   *
   * @param last whether nothing follows
   * @return what can be told now
   */
  String take(String piece, boolean last) {
    var text = held.isEmpty() ? piece : held + piece;
    held = "";
    var told = new StringBuilder(text.length());
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      char previous = i == 0 ? before : text.charAt(i - 1);
      switch (tokens.at(text, i, previous, last)) {
        case TokenIndex.Found.Token(int end, String value) -> {
          decide(text, i);
          decided = true;
          told.append(text, at, i).append(escaped ? Json.escaped(value) : value);
          at = end;
          i = end - 1;
        }
        case TokenIndex.Found.Maybe() -> {
          told.append(text, at, i);
          held = text.substring(i);
          remember(text, i);
          return told.toString();
        }
        case null -> {}
      }
    }
    told.append(text, at, text.length());
    remember(text, text.length());
    return told.toString();
  }

  private void remember(String text, int end) {
    decide(text, end);
    if (end > 0) {
      before = text.charAt(end - 1);
    }
  }

  /** Settles whether the text is JSON, once something of it is seen. */
  private void decide(String text, int end) {
    for (int i = 0; i < end && !decided; i++) {
      char c = text.charAt(i);
      if (c > ' ') {
        escaped = c == '{' || (c == '[' && opens(text, i + 1, end));
        decided = true;
      }
    }
  }

  private static boolean opens(String text, int from, int end) {
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c > ' ') {
        return c == '{' || c == '[' || c == '"';
      }
    }
    return false;
  }
}
