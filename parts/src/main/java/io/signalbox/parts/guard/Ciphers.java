package io.signalbox.parts.guard;

import io.signalbox.parts.guard.Decoder.Found;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Text whose letters are shifted in the alphabet, or that is written backwards by letters or by
 * words. Any text has such a reading; one counts where it has common words and the text has not.
 * The shifts that are tried are those whose letters are as frequent as those of English are.
 */
final class Ciphers {
  private static final int FEWEST_LETTERS = 12;
  private static final int TRIED = 4;
  private static final int ROT13 = 13;

  /** How often each letter is met in a hundred of English text. */
  private static final double[] ENGLISH = {
    8.2, 1.5, 2.8, 4.3, 12.7, 2.2, 2.0, 6.1, 7.0, 0.15, 0.77, 4.0, 2.4, 6.7, 7.5, 1.9, 0.1, 6.0,
    6.3, 9.1, 2.8, 0.98, 2.4, 0.15, 2.0, 0.07
  };

  private Ciphers() {}

  static void decode(String text, Found found) {
    var shifted = new StringBuilder();
    var backwards = new StringBuilder();
    int shift = 0;
    for (int at = 0; at < text.length(); ) {
      int end = Segments.end(text, at);
      var count = CommonWords.count(text, at, end);
      if (count.share() < 0.2 && letters(text, at, end) >= FEWEST_LETTERS) {
        var segment = text.substring(at, end);
        int read = shifted.length() < Disguises.LONGEST ? shift(segment, count) : 0;
        if (read > 0) {
          // What follows on the line is disguised alike, however short it is.
          int line = text.indexOf('\n', at);
          end = line < 0 ? Math.min(text.length(), at + Disguises.LONGEST) : Math.max(end, line);
          end = Math.min(end, at + Disguises.LONGEST);
          shift = read;
          shifted.append(shifted(text.substring(at, end), read)).append('\n');
        } else if (backwards.length() < Disguises.LONGEST) {
          var reversed = new StringBuilder(segment).reverse();
          if (CommonWords.count(reversed).clearlyBetterThan(count)) {
            backwards.append(reversed).append('\n');
          }
        }
      }
      at = end;
    }
    if (!shifted.isEmpty()) {
      found.add(shift == ROT13 ? Technique.ROT13 : Technique.CAESAR, shifted.toString());
    }
    if (!backwards.isEmpty()) {
      found.add(Technique.REVERSED, backwards.toString());
    }
    words(text, found);
  }

  private static int letters(String text, int start, int end) {
    int letters = 0;
    for (int i = start; i < end; i++) {
      letters += index(text.charAt(i)) >= 0 ? 1 : 0;
    }
    return letters;
  }

  private static int index(char c) {
    int lower = c | 0x20;
    return c < 0x80 && lower >= 'a' && lower <= 'z' ? lower - 'a' : -1;
  }

  /** The shift that makes sense of a text, or 0. */
  private static int shift(String segment, CommonWords.Count count) {
    for (int shift : likely(segment)) {
      if (CommonWords.count(shifted(segment, shift)).clearlyBetterThan(count)) {
        return shift;
      }
    }
    return 0;
  }

  private static List<Integer> likely(String segment) {
    var counts = new double[26];
    for (int i = 0; i < segment.length(); i++) {
      int letter = index(segment.charAt(i));
      if (letter >= 0) {
        counts[letter]++;
      }
    }
    double all = Arrays.stream(counts).sum();
    var distance = new double[26];
    for (int shift = 1; shift < 26; shift++) {
      for (int letter = 0; letter < 26; letter++) {
        double expected = ENGLISH[(letter + shift) % 26] * all / 100;
        distance[shift] += (counts[letter] - expected) * (counts[letter] - expected) / expected;
      }
    }
    // Usual shifts are tried whatever the letters of a short text are.
    distance[ROT13] = -2;
    distance[23] = -1;
    return IntStream.range(1, 26)
        .boxed()
        .sorted(Comparator.comparingDouble(shift -> distance[shift]))
        .limit(TRIED)
        .toList();
  }

  private static String shifted(String text, int shift) {
    var plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int letter = index(c);
      plain.append(letter < 0 ? c : (char) (c - letter + (letter + shift) % 26));
    }
    return plain.toString();
  }

  /** Sentences whose words stand in the wrong order: the last one first, with its full stop. */
  private static void words(String text, Found found) {
    var plain = new StringBuilder();
    for (int at = 0; at < text.length() && plain.length() < Disguises.LONGEST; ) {
      int end = Segments.end(text, at);
      // A first look at the first letter spares most texts the cutting.
      int first = at;
      while (first < end && Character.isWhitespace(text.charAt(first))) {
        first++;
      }
      boolean lower = first < end && Character.isLowerCase(text.charAt(first));
      var words = lower ? text.substring(at, end).strip().split("\\s+") : new String[0];
      if (words.length >= 5 && closes(words[0]) && opens(words[words.length - 1])) {
        for (int i = words.length - 1; i >= 0; i--) {
          plain.append(words[i]).append(i == 0 ? '\n' : ' ');
        }
      }
      at = end;
    }
    if (CommonWords.count(plain).known() >= 3) {
      found.add(Technique.REVERSED_WORDS, plain.toString());
    }
  }

  private static boolean closes(String word) {
    char last = word.isEmpty() ? ' ' : word.charAt(word.length() - 1);
    return word.length() > 1
        && Character.isLowerCase(word.charAt(0))
        && (last == '.' || last == '?' || last == '!');
  }

  private static boolean opens(String word) {
    return Character.isUpperCase(word.charAt(0))
        && Character.isLetterOrDigit(word.charAt(word.length() - 1));
  }
}
