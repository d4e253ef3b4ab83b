package io.signalbox.catalog;

import io.signalbox.config.ResponseCacheConfig;
import org.jspecify.annotations.Nullable;

/**
 * Which store of answers is wanted.
 *
 * @param config where it is
 * @param password of its server as the configuration has it, or null
 * @param model the model that makes vectors; vectors of two models never meet
 * @param dimensions the length of its vectors
 */
public record AnswerSource(
    ResponseCacheConfig config, @Nullable String password, String model, int dimensions) {
  /** The same store with another password. */
  public AnswerSource withPassword(String other) {
    return new AnswerSource(config, other, model, dimensions);
  }

  @Override
  public String toString() {
    return "%s store of %s vectors".formatted(config.backendType(), model);
  }
}
