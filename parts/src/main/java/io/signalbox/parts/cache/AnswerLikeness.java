package io.signalbox.parts.cache;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Embedder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells whether two answers say the same. */
record AnswerLikeness(Embedder embedder) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final double SAME = 0.9;

  /** Whether they do; null when they could not be compared. */
  @Nullable Boolean same(String one, String other) {
    if (folded(one).equals(folded(other))) {
      return true;
    }
    try {
      var deadline = Deadline.after(PATIENCE);
      var first = embedder.embed(one, deadline);
      return Embedder.cosine(first, embedder.embed(other, deadline)) >= SAME;
    } catch (RouterException busy) {
      return null;
    }
  }

  private static String folded(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
