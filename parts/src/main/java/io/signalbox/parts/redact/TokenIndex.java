package io.signalbox.parts.redact;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recognises placeholders, also as models write them: in another letter case, without a bracket,
 * with underscores that became blanks or hyphens, or escaped as Markdown wants it. A trie by
 * characters.
 */
final class TokenIndex {
  /** More backslashes in a row escape nothing. */
  private static final int MOST_BACKSLASHES = 4;

  /** What stands at a place of a text. */
  sealed interface Found {
    /**
     * A placeholder.
     *
     * @param end offset behind it
     */
    record Token(int end, String value) implements Found {}

    /** Maybe one; the text ends too early to tell. */
    record Maybe() implements Found {}
  }

  private static final Found MAYBE = new Found.Maybe();

  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>();
    private @Nullable String value;
  }

  private final Node root = new Node();

  /**
   * @param values by placeholders without brackets: upper case, digits and underscores, none the
   *     beginning of another
   */
  TokenIndex(Map<String, String> values) {
    values.forEach((token, value) -> {
      var node = root;
      for (int i = 0; i < token.length(); i++) {
        node = node.next.computeIfAbsent(token.charAt(i), any -> new Node());
      }
      node.value = value;
    });
  }

  /**
   * What stands at a place; null for nothing.
   *
   * @param before the character in front of the text, a blank where there is none
   * @param whole whether nothing follows the text
   */
  @Nullable Found at(String text, int start, char before, boolean whole) {
    char first = text.charAt(start);
    if (first == '[') {
      return bracketed(text, start, start, whole);
    }
    if (first == '\\') {
      int open = skip(text, start);
      if (open == text.length()) {
        return whole || open - start > MOST_BACKSLASHES ? null : MAYBE;
      }
      return text.charAt(open) == '[' && open - start <= MOST_BACKSLASHES
          ? bracketed(text, start, open, whole)
          : null;
    }
    char previous = start == 0 ? before : text.charAt(start - 1);
    if (joins(previous) || !root.next.containsKey(Character.toUpperCase(first))) {
      return null;
    }
    return name(text, start, whole);
  }

  /**
   * A placeholder in brackets. Backslashes in front count where as many stand in front of the
   * closing bracket; the closing bracket may be missing.
   */
  private @Nullable Found bracketed(String text, int start, int open, boolean whole) {
    int slashes = open - start;
    if (open + 1 == text.length()) {
      return whole ? null : MAYBE;
    }
    var name = walk(text, open + 1);
    if (!(name instanceof Found.Token(int end, String value))) {
      return whole ? null : name;
    }
    int close = skip(text, end);
    if (close == text.length()) {
      if (!whole) {
        return MAYBE;
      }
    } else if (text.charAt(close) == ']' && close - end == slashes) {
      return new Found.Token(close + 1, value);
    }
    if (slashes > 0) {
      return null;
    }
    return end < text.length() && joins(text.charAt(end)) ? null : new Found.Token(end, value);
  }

  private @Nullable Found name(String text, int start, boolean whole) {
    var name = walk(text, start);
    if (!(name instanceof Found.Token(int end, var _))) {
      return whole ? null : name;
    }
    if (end == text.length()) {
      return whole ? name : MAYBE;
    }
    return joins(text.charAt(end)) ? null : name;
  }

  private @Nullable Found walk(String text, int start) {
    var node = root;
    int at = start;
    while (node.value == null) {
      if (at == text.length()) {
        return MAYBE;
      }
      char c = text.charAt(at);
      var separated = node.next.get('_');
      if (separated != null && (c == '_' || c == ' ' || c == '-')) {
        node = separated;
        at++;
      } else if (separated != null && c == '\\') {
        at = skip(text, at);
        if (at == text.length()) {
          return MAYBE;
        }
        if (text.charAt(at) != '_') {
          return null;
        }
      } else {
        var next = node.next.get(Character.toUpperCase(c));
        if (next == null) {
          return null;
        }
        node = next;
        at++;
      }
    }
    return new Found.Token(at, node.value);
  }

  /** The first place from here on that is no backslash. */
  private static int skip(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == '\\') {
      at++;
    }
    return at;
  }

  private static boolean joins(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
