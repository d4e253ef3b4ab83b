package io.signalbox.parts.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Tells language from letters by the words that every text of a language uses: enough to see
 * whether a reading of a cipher makes sense.
 */
final class CommonWords {
  /** Characters that are looked at, at most. */
  private static final int SAMPLE = 4_096;

  /** Shorter words are in every row of letters. */
  private static final int SHORTEST = 3;

  private static final int LONGEST = 12;
  private static final long[] WORDS = load();

  private CommonWords() {}

  /**
   * What is counted of a text.
   *
   * @param words runs of at least three Latin letters
   * @param known those that are common words
   */
  record Count(int words, int known) {
    /** The share of words that are common, 0 to 1. */
    double share() {
      return words == 0 ? 0 : (double) known / words;
    }

    /** Whether a reading makes sense that the text as it stands does not. */
    boolean clearlyBetterThan(Count before) {
      return known >= 3
          && share() >= 0.3
          && known - before.known >= 2
          && share() > 2 * before.share();
    }
  }

  private static long[] load() {
    try (var stream = CommonWords.class.getResourceAsStream("common-words.txt")) {
      var text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.strip().split(" +")))
          .filter(word -> word.length() <= LONGEST)
          .mapToLong(word -> key(word, 0, word.length()))
          .filter(key -> key > 0)
          .distinct()
          .sorted()
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A word of ASCII letters as a number, five bits a letter, case aside; -1 for any other. */
  private static long key(CharSequence text, int start, int end) {
    long key = 0;
    for (int i = start; i < end; i++) {
      int letter = (text.charAt(i) | 0x20) - 'a' + 1;
      if (letter < 1 || letter > 26 || text.charAt(i) >= 0x80) {
        return -1;
      }
      key = key << 5 | letter;
    }
    return key;
  }

  /** Whether a stretch of a text is a common word. */
  static boolean contains(CharSequence text, int start, int end) {
    int length = end - start;
    return length >= SHORTEST
        && length <= LONGEST
        && Arrays.binarySearch(WORDS, key(text, start, end)) >= 0;
  }

  /** Counts the words of the beginning of a text. */
  static Count count(CharSequence text) {
    return count(text, 0, text.length());
  }

  /** Counts the words of the beginning of a stretch. */
  static Count count(CharSequence text, int from, int to) {
    int words = 0;
    int known = 0;
    int start = -1;
    int end = Math.min(to, from + SAMPLE);
    for (int i = from; i <= end; i++) {
      boolean letter = i < end && latin(text.charAt(i));
      if (letter && start < 0) {
        start = i;
      } else if (!letter && start >= 0) {
        words += i - start >= SHORTEST ? 1 : 0;
        known += contains(text, start, i) ? 1 : 0;
        start = -1;
      }
    }
    return new Count(words, known);
  }

  /** Whether a character is a letter of a Latin alphabet. */
  static boolean latin(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= 0xc0 && c < 0x250 && c != 0xd7 && c != 0xf7);
  }

  /** Whether most of what was decoded are letters, digits, spaces and the marks between them. */
  static boolean readable(String text) {
    int good = 0;
    int letters = 0;
    int all = 0;
    int codePoint;
    for (int at = 0; at < text.length() && all < SAMPLE; at += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(at);
      all++;
      boolean letter = Character.isLetter(codePoint);
      letters += letter ? 1 : 0;
      good += letter || printable(codePoint) ? 1 : 0;
    }
    return all > 0 && good >= 0.97 * all && letters >= 0.5 * all;
  }

  private static boolean printable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL -> codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
      case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> false;
      default -> codePoint != 0xfffd;
    };
  }
}
