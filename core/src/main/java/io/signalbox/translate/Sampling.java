package io.signalbox.translate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are drawn; null is what the client does not say.
 *
 * @param maxTokens of the answer, thoughts included
 * @param temperature 0 to 2
 * @param topP 0 to 1
 * @param topK at least 1
 * @param stop texts that end the answer
 * @param seed for the same answer again
 * @param frequencyPenalty -2 to 2
 * @param presencePenalty -2 to 2
 */
public record Sampling(
    @Nullable Long maxTokens,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Long topK,
    List<String> stop,
    @Nullable Long seed,
    @Nullable Double frequencyPenalty,
    @Nullable Double presencePenalty) {
  public static final Sampling UNSAID =
      new Sampling(null, null, null, null, List.of(), null, null, null);

  public Sampling {
    stop = List.copyOf(stop);
  }
}
