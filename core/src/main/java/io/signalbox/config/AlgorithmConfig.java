package io.signalbox.config;

import io.signalbox.config.tree.ConfigNode;
import org.jspecify.annotations.Nullable;

/**
 * How one of a decision's models is picked.
 *
 * @param blocks what algorithms ask for, by their type; bound by the algorithm
 */
public record AlgorithmConfig(
    @Doc("Name of the algorithm.") @NotBlank String type,
    @Doc("What happens when the algorithm fails: the first model answers.")
        @Nullable OnError onError,
    @Doc("What the algorithm asks for, under its name.") @Inline ConfigNode.Mapping blocks) {

  /** What happens when an algorithm fails. */
  public enum OnError {
    /** The first model answers. */
    FALLBACK
  }
}
