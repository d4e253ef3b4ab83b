package io.signalbox.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model before it is asked.
 *
 * @param description what it is good at, in prose; may be empty
 * @param capabilities what it is good at, in words
 * @param contextTokens longest context; 0 when not known
 * @param quality relative to other models, or null when nobody says
 * @param pricing what it costs, or null when nobody says
 */
public record Traits(
    String description,
    List<String> capabilities,
    int contextTokens,
    @Nullable Double quality,
    @Nullable Pricing pricing) {
  /** Nothing. */
  public static final Traits NONE = new Traits("", List.of(), 0, null, null);

  public Traits {
    capabilities = List.copyOf(capabilities);
  }

  /** Whether a context of that many tokens is surely too long. */
  public boolean tooSmallFor(long tokens) {
    return contextTokens > 0 && tokens > contextTokens;
  }

  /** The traits with another description, of something that is otherwise the same. */
  public Traits described(String other) {
    return new Traits(other, capabilities, contextTokens, quality, pricing);
  }
}
