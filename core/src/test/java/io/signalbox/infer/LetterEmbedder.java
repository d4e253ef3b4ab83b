package io.signalbox.infer;

import io.signalbox.chat.Deadline;
import java.util.Locale;

/** Counts letters: texts of the same letters are near to each other. */
public final class LetterEmbedder implements Embedder {
  @Override
  public String model() {
    return "letters";
  }

  @Override
  public int dimensions() {
    return 27;
  }

  @Override
  public float[] embed(String text, Deadline deadline) {
    var vector = new float[dimensions()];
    text.toLowerCase(Locale.ROOT)
        .chars()
        .forEach(c -> vector[c >= 'a' && c <= 'z' ? c - 'a' : 26]++);
    double norm = 0;
    for (float value : vector) {
      norm += value * value;
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / Math.sqrt(Math.max(norm, 1e-9)));
    }
    return vector;
  }
}
