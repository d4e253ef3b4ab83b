package io.signalbox.parts.pii;

import io.signalbox.parts.text.Automaton;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/** The words that tell what stands beside them, found in one pass. */
final class Cues {
  private static final String RESOURCE = "cues.txt";

  /** A word of which only the beginning is given. */
  private static final char STEM = '*';

  private static final int LONGEST_ENDING = 16;

  private final Automaton automaton;
  private final long[] bits;
  private final boolean[] stems;
  private final int[] lengths;

  Cues() {
    var bitsByWord = new LinkedHashMap<String, Long>();
    var stemming = new ArrayList<String>();
    for (var line : Lines.of(RESOURCE)) {
      int space = line.indexOf(' ');
      long bit = Cue.valueOf(line.substring(0, space)).bit();
      for (var entry : line.substring(space + 1).split("\\|", -1)) {
        var word = spaced(Chars.fold(entry.strip()));
        if (word.charAt(word.length() - 1) == STEM) {
          word = word.substring(0, word.length() - 1);
          stemming.add(word);
        }
        bitsByWord.merge(word, bit, (a, b) -> a | b);
      }
    }
    var words = List.copyOf(bitsByWord.keySet());
    automaton = new Automaton(words, false);
    bits = words.stream().mapToLong(word -> Objects.requireNonNull(bitsByWord.get(word))).toArray();
    stems = new boolean[words.size()];
    for (int i = 0; i < stems.length; i++) {
      stems[i] = stemming.contains(words.get(i));
    }
    lengths = words.stream().mapToInt(String::length).toArray();
  }

  /** The words of a text. */
  CueIndex index(String text, String folded) {
    var index = new CueIndex();
    automaton.scan(
        spaced(folded),
        (word, end) -> {
          int start = end - lengths[word];
          if (begins(text, start) && ends(text, end, stems[word])) {
            index.add(start, stems[word] ? wordEnd(text, end) : end, bits[word]);
          }
          return Automaton.Next.SHORTER;
        });
    return index;
  }

  /** The words of names in code as if they were written in prose. */
  private static String spaced(String folded) {
    return folded.replace('_', ' ').replace('-', ' ').replace('\n', ' ').replace('\t', ' ');
  }

  private static int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && end - from < LONGEST_ENDING
        && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean begins(String text, int start) {
    if (start == 0) {
      return true;
    }
    char before = text.charAt(start - 1);
    char first = text.charAt(start);
    return !Character.isLetter(before)
        || Chars.unspaced(first)
        || Chars.unspaced(before)
        || (Character.isUpperCase(first) && Character.isLowerCase(before));
  }

  private static boolean ends(String text, int end, boolean stem) {
    if (end == text.length() || stem) {
      return true;
    }
    char last = text.charAt(end - 1);
    char after = text.charAt(end);
    if (!Character.isLetter(after)
        || Chars.unspaced(last)
        || Chars.unspaced(after)
        || (Character.isUpperCase(after) && Character.isLowerCase(last))) {
      return true;
    }
    return after == 's' && (end + 1 == text.length() || !Character.isLetter(text.charAt(end + 1)));
  }

  /** Lines of the resources of this package. */
  static final class Lines {
    private Lines() {}

    /** The lines of a resource that say something; {@code #} begins a remark. */
    static List<String> of(String resource) {
      try (var stream = Objects.requireNonNull(Cues.class.getResourceAsStream(resource), resource);
          var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
        return reader.readAllLines().stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
            .toList();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }
}
