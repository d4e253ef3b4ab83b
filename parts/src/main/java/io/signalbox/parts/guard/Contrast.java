package io.signalbox.parts.guard;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Embedder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much nearer a text is to examples of attacks than to examples of harmless prompts: over its
 * sentences, the greatest of (highest cosine to an attack less highest cosine to a harmless one).
 */
public final class Contrast {
  /** Harmless prompts for whoever names none. */
  private static final List<String> HARMLESS =
      List.of(
          "What is the capital of France?",
          "Can you help me write an email to my landlord?",
          "Explain how photosynthesis works.",
          "Write a Python function that sorts a list.",
          "Give me a recipe for pancakes.",
          "Please summarise this article for me.",
          "Translate this sentence into Spanish.",
          "Write a short story about a dragon.");

  private static final int SENTENCE = 240;
  private static final int SHORTEST = 12;
  private static final int MOST_SENTENCES = 64;

  private final Embedder embedder;
  private final List<String> attacks;
  private final List<String> harmless;
  private volatile @Nullable Vectors vectors;

  /** What the examples are as vectors. */
  private record Vectors(List<float[]> attacks, List<float[]> harmless) {}

  /**
   * What was measured of a text.
   *
   * @param margin from -2 to 2
   * @param coverage characters that were compared
   */
  public record Margin(double margin, Coverage coverage) {}

  public Contrast(Embedder embedder, List<String> attacks, List<String> harmless) {
    this.embedder = embedder;
    this.attacks = List.copyOf(attacks);
    this.harmless = harmless.isEmpty() ? HARMLESS : List.copyOf(harmless);
  }

  /** Compares a text; the margin of a blank one is 0. */
  public Margin margin(String text, Deadline deadline) {
    var examples = examples(deadline);
    double greatest = Double.NEGATIVE_INFINITY;
    long read = 0;
    for (var sentence : sentences(text)) {
      var vector = embedder.embed(sentence, deadline);
      greatest =
          Math.max(
              greatest, nearest(vector, examples.attacks) - nearest(vector, examples.harmless));
      read += sentence.length();
    }
    long total = text.length();
    return read == 0
        ? new Margin(0, Coverage.COMPLETE)
        : new Margin(greatest, new Coverage(Math.min(read, total), total));
  }

  private Vectors examples(Deadline deadline) {
    var made = vectors;
    if (made == null) {
      made = new Vectors(embed(attacks, deadline), embed(harmless, deadline));
      vectors = made;
    }
    return made;
  }

  private List<float[]> embed(List<String> texts, Deadline deadline) {
    return texts.stream().map(text -> embedder.embed(text, deadline)).toList();
  }

  private static double nearest(float[] vector, List<float[]> others) {
    double nearest = -1;
    for (var other : others) {
      nearest = Math.max(nearest, Embedder.cosine(vector, other));
    }
    return nearest;
  }

  /** Sentences, short ones joined with the next; together the whole text, up to the most. */
  static List<String> sentences(String text) {
    var sentences = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i < text.length() && sentences.size() < MOST_SENTENCES; i++) {
      boolean last = i == text.length() - 1;
      boolean stop = ".!?\n。！？؟।".indexOf(text.charAt(i)) >= 0 && i - start >= SHORTEST;
      boolean full = i - start >= SENTENCE && Character.isWhitespace(text.charAt(i));
      if (last || stop || full || i - start >= 2 * SENTENCE) {
        var sentence = text.substring(start, i + 1);
        if (!sentence.isBlank()) {
          sentences.add(sentence);
        }
        start = i + 1;
      }
    }
    return sentences;
  }
}
