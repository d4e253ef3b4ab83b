package io.signalbox.parts.redact;

import io.signalbox.chat.BodyText;
import io.signalbox.chat.BodyText.Form;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The placeholders of one request: {@code [PERSON_1_QX7]} is the type, a number, and a mark that
 * all placeholders of a conversation share.
 *
 * <p>The mark keeps them apart from what the request and the model say by themselves: nothing in
 * the request looks like a placeholder that has it. It follows from the beginning of the
 * conversation without its values, so that it tells nothing of them, and is the same on later turns
 * and on other replicas.
 */
final class Placeholders {
  /** Letters and digits that are hard to take for each other and spell no words. */
  private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789";

  private static final int LEAST_LETTERS = 3;

  /** Marks that are tried before a longer one is. */
  private static final int TRIES = 8;

  private record Numbered(String type, int number) {}

  private final Map<String, Numbered> byValue = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private String mark = "";

  boolean isEmpty() {
    return byValue.isEmpty();
  }

  /** Gives a value its number, once. */
  int number(String value, String type) {
    return numbered(value, type).number();
  }

  private Numbered numbered(String value, String type) {
    return byValue.computeIfAbsent(
        value,
        any -> {
          var word = word(type);
          return new Numbered(word, counts.merge(word, 1, Integer::sum));
        });
  }

  private static String word(String type) {
    return type.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
  }

  /** The types of the values that have a number. */
  Map<String, String> types() {
    var types = new LinkedHashMap<String, String>();
    byValue.forEach((value, numbered) -> types.put(value, numbered.type()));
    return types;
  }

  /** How many values there are of each type. */
  Map<String, Integer> counts() {
    return counts;
  }

  /** The values by their placeholders, brackets left out. */
  Map<String, String> values() {
    var values = new LinkedHashMap<String, String>();
    byValue.forEach((value, numbered) -> values.put(name(numbered), value));
    return values;
  }

  /** What stands in a value's place. */
  String of(String value, String type, Form form) {
    var name = name(numbered(value, type));
    return form == Form.WORD ? name : '[' + name + ']';
  }

  private String name(Numbered numbered) {
    return "%s_%d_%s".formatted(numbered.type(), numbered.number(), mark);
  }

  /**
   * Chooses the mark.
   *
   * @param outline what it follows from
   * @param texts in which nothing may look like a placeholder that has it
   */
  void mark(String outline, Collection<BodyText> texts) {
    var digest = digest(outline);
    int tries = 0;
    do {
      mark = mark(digest, tries, LEAST_LETTERS + tries / TRIES);
      tries++;
    } while (texts.stream().anyMatch(text -> marked(text.text(), mark)));
  }

  /** The digest has 32 bytes; beyond them it is used again, which no text is long enough for. */
  private static String mark(byte[] digest, int offset, int letters) {
    var mark = new StringBuilder();
    for (int i = 0; i < letters; i++) {
      int at = Byte.toUnsignedInt(digest[(offset * LEAST_LETTERS + i) % digest.length]) + offset;
      mark.append(LETTERS.charAt(at % LETTERS.length()));
    }
    return mark.toString();
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether a text has something like a number and this mark behind it. */
  private static boolean marked(String text, String mark) {
    char first = mark.charAt(0);
    for (int i = 1; i + mark.length() <= text.length(); i++) {
      if (Character.toUpperCase(text.charAt(i)) == first
          && text.regionMatches(true, i, mark, 0, mark.length())
          && numbered(text, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean numbered(String text, int mark) {
    int at = mark - 1;
    while (at > 0 && List.of('_', '-', ' ', '\\').contains(text.charAt(at))) {
      at--;
    }
    return at < mark - 1 && Character.isDigit(text.charAt(at));
  }
}
