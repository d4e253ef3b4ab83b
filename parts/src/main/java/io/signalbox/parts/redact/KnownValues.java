package io.signalbox.parts.redact;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds values again that were found somewhere, as whole words, and as they are written in URLs. A
 * trie by characters: at each place the longest value counts. Values that are too short to mean the
 * same thing everywhere are left out; those that cannot be taken for anything else, such as
 * addresses of mail, are found inside of words as well.
 */
final class KnownValues {
  private static final int LEAST_LENGTH = 3;
  private static final int LEAST_DIGITS = 5;
  private static final int LEAST_INSIDE = 8;

  /** A value that stands at a place. */
  record Match(int end, String type) {}

  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>();
    private @Nullable String type;
    private boolean inside;
  }

  private final Node root = new Node();
  private final Map<String, String> types;

  /**
   * @param types of the values
   */
  KnownValues(Map<String, String> types) {
    this.types = Map.copyOf(types);
    types.forEach((value, type) -> {
      if (telling(value)) {
        add(value, type);
        if (plain(value)) {
          var encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
          add(encoded, type);
          add(encoded.replace("+", "%20"), type);
        }
      }
    });
  }

  private static boolean telling(String value) {
    boolean digits = value.chars().allMatch(Character::isDigit);
    return value.length() >= (digits ? LEAST_DIGITS : LEAST_LENGTH);
  }

  /** Whether a value has a form in URLs; lone surrogates have none. */
  private static boolean plain(String value) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(value);
  }

  private void add(String value, String type) {
    var node = root;
    for (int i = 0; i < value.length(); i++) {
      node = node.next.computeIfAbsent(value.charAt(i), any -> new Node());
    }
    if (node.type == null) {
      node.type = type;
      node.inside =
          value.length() >= LEAST_INSIDE
              && value.chars().anyMatch(c -> c != ' ' && !Character.isLetterOrDigit(c));
    }
  }

  /** The type of a text that is a value as a whole, or null. */
  @Nullable String whole(String text) {
    return types.get(text);
  }

  /** The longest value at a place of a text, or null; it ends before a limit. */
  @Nullable Match at(String text, int start, int limit) {
    var node = root.next.get(text.charAt(start));
    boolean begins = edge(text, start);
    Match best = null;
    for (int i = start + 1; node != null; i++) {
      if (node.type != null && (node.inside || (begins && edge(text, i)))) {
        best = new Match(i, node.type);
      }
      node = i < limit ? node.next.get(text.charAt(i)) : null;
    }
    return best;
  }

  /** Whether no word goes on across a place. */
  private static boolean edge(String text, int at) {
    return at <= 0 || at >= text.length() || !glues(text.charAt(at - 1)) || !glues(text.charAt(at));
  }

  /** Letters of scripts that write blanks between words, and digits. */
  private static boolean glues(char c) {
    return Character.isLetterOrDigit(c) && !Character.isIdeographic(c) && !kanaOrHangul(c);
  }

  private static boolean kanaOrHangul(char c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
