package io.signalbox.parts.select;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Embedder;
import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How near a prompt is to what models are said to be good at: the cosine of their vectors. Vectors
 * of descriptions are made once.
 */
final class Affinity {
  private static final int MOST = 1000;

  private final Embedder embedder;
  private final boolean capabilities;
  private final Map<String, float[]> described = new ConcurrentHashMap<>();

  /**
   * @param capabilities whether the words of a model's card count besides its description
   */
  Affinity(Embedder embedder, boolean capabilities) {
    this.embedder = embedder;
    this.capabilities = capabilities;
  }

  /** The vector of what a call asks; null when it asks nothing in words. */
  float @Nullable [] asked(Choice choice) {
    var text = choice.request().evaluationText();
    return text.isBlank() ? null : embedder.embed(text, choice.call().deadline());
  }

  /** The cosine of a question and a candidate, -1 to 1. */
  double of(float[] asked, Candidate candidate, Deadline deadline) {
    var text = text(candidate);
    var vector = described.get(text);
    if (vector == null) {
      vector = embedder.embed(text, deadline);
      if (described.size() < MOST) {
        described.put(text, vector);
      }
    }
    return Embedder.cosine(asked, vector);
  }

  private String text(Candidate candidate) {
    var traits = candidate.traits();
    var text = traits.description().isBlank() ? candidate.name() : traits.description();
    return capabilities && !traits.capabilities().isEmpty()
        ? text + "\n" + String.join(", ", traits.capabilities())
        : text;
  }
}
