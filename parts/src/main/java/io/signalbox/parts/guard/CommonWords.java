package io.signalbox.parts.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Tells language from letters by the words that every text of a language uses: enough to see whether
 * a reading of a cipher makes sense.
 */
final class CommonWords {
  /** Characters that are looked at, at most. */
  private static final int SAMPLE = 4_096;

  /** Shorter words are in every row of letters. */
  private static final int SHORTEST = 3;

  private static final int LONGEST = 14;
  private static final Set<String> WORDS = load();

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
      return known >= 3 && share() >= 0.3 && known - before.known >= 2 && share() > 2 * before.share();
    }
  }

  private static Set<String> load() {
    try (var stream = CommonWords.class.getResourceAsStream("common-words.txt")) {
      var text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      var words = new HashSet<String>();
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> words.addAll(Set.of(line.strip().split(" +"))));
      words.remove("");
      return Set.copyOf(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a word in lower case is a common one. */
  static boolean contains(String word) {
    return WORDS.contains(word);
  }

  /** Counts the words of the beginning of a text. */
  static Count count(CharSequence text) {
    int words = 0;
    int known = 0;
    int start = -1;
    int end = Math.min(text.length(), SAMPLE);
    for (int i = 0; i <= end; i++) {
      boolean letter = i < end && latin(text.charAt(i));
      if (letter && start < 0) {
        start = i;
      } else if (!letter && start >= 0) {
        words += i - start >= SHORTEST ? 1 : 0;
        known += isKnown(text, start, i) ? 1 : 0;
        start = -1;
      }
    }
    return new Count(words, known);
  }

  private static boolean isKnown(CharSequence text, int start, int end) {
    int length = end - start;
    return length >= SHORTEST
        && length <= LONGEST
        && WORDS.contains(text.subSequence(start, end).toString().toLowerCase(Locale.ROOT));
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
