package io.signalbox.fleet;

import io.signalbox.chat.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs.
 *
 * @param currency of all prices, such as {@code USD}
 * @param prompt price of a million tokens of prompt
 * @param completion price of a million tokens of answer
 * @param cachedInput price of a million tokens of prompt that the provider still had
 * @param cacheWrite price of a million tokens of prompt that the provider keeps, or null when as
 *     any prompt
 */
public record Pricing(
    String currency,
    double prompt,
    double completion,
    double cachedInput,
    @Nullable Double cacheWrite) {
  private static final double UNIT = 1e6;

  /** The cost of so many tokens. */
  public double of(double promptTokens, double completionTokens) {
    return (promptTokens * prompt + completionTokens * completion) / UNIT;
  }

  /** The cost of a reply as the backend counted it. */
  public double of(Usage usage) {
    return of((double) usage.prompt(), (double) usage.completion());
  }
}
