package io.signalbox.parts.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How alike two texts are by their words, without any knowledge of meaning: 1 for the same text but
 * for case, accents, marks and spaces, 0 where nothing is shared. It is the greater of two cosines:
 * of what stands in the text as sequences of three characters, and of its terms, see {@link Terms},
 * where both texts have two or more. The first forgives typing errors, the second other words
 * around the same content.
 */
public final class Likeness {
  private static final int LEAST_TERMS = 2;

  /** Words that people add to a question that they ask again. */
  private static final Set<String> PADDING =
      Set.of(
          "again", "can", "could", "hello", "hey", "hi", "i'm", "kindli", "may", "might", "must",
          "ok", "okay", "pleas", "pls", "shall", "still", "sorri", "thank", "would");

  private final String plain;
  private final Map<String, Integer> grams;
  private final Map<String, Integer> terms;
  private final double gramNorm;
  private final double termNorm;

  public Likeness(String text) {
    var words = Terms.words(Text.plain(text));
    plain = words.isEmpty() ? text.strip() : String.join(" ", words);
    grams = Text.tally(grams(words));
    var counted = Terms.counts(text);
    counted.keySet().removeAll(PADDING);
    terms = counted;
    gramNorm = norm(grams.values());
    termNorm = norm(terms.values());
  }

  /** How alike this text is to another, 0 to 1. */
  public double to(Likeness other) {
    if (plain.equals(other.plain)) {
      return plain.isEmpty() ? 0 : 1;
    }
    double likeness = cosine(grams, other.grams, gramNorm * other.gramNorm);
    if (count(terms) >= LEAST_TERMS && count(other.terms) >= LEAST_TERMS) {
      likeness = Math.max(likeness, cosine(terms, other.terms, termNorm * other.termNorm));
    }
    return likeness;
  }

  private static int count(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The sequences of three characters of each word, with a space before and behind it. */
  static Collection<String> grams(Collection<String> words) {
    var grams = new ArrayList<String>();
    for (var word : words) {
      var characters = (" " + word + " ").codePoints().toArray();
      for (int i = 0; i + 3 <= characters.length; i++) {
        grams.add(new String(characters, i, 3));
      }
    }
    return grams;
  }

  private static double norm(Collection<Integer> counts) {
    return Math.sqrt(counts.stream().mapToDouble(count -> (double) count * count).sum());
  }

  private static double cosine(Map<String, Integer> one, Map<String, Integer> other, double norms) {
    if (norms == 0) {
      return 0;
    }
    double product = 0;
    for (var entry : one.entrySet()) {
      @Nullable Integer count = other.get(entry.getKey());
      product += count == null ? 0 : (double) count * entry.getValue();
    }
    return Math.min(1, product / norms);
  }
}
