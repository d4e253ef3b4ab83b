package io.signalbox.parts.protocol.anthropic;

import org.jspecify.annotations.Nullable;

/** How Anthropic's models are told to think: by a budget of tokens that is part of the answer's. */
final class AnthropicThinking {
  private static final long LEAST = 1024;

  private AnthropicThinking() {}

  /**
   * The budget for an effort.
   *
   * @param effort in OpenAI's words, or null
   * @param maxTokens the most tokens of the answer
   * @return at least 1024 and at most half of {@code maxTokens}, or 0 when there is no room for
   *     that
   */
  static long budget(@Nullable String effort, long maxTokens) {
    long budget = Math.min(wanted(effort), maxTokens / 2);
    return budget < LEAST ? 0 : budget;
  }

  /** A budget as far as the API takes it, or 0. */
  static long within(long budget, long maxTokens) {
    return budget < LEAST || budget >= maxTokens ? 0 : budget;
  }

  /** The budget for an effort where the answer has room enough. */
  static long wanted(@Nullable String effort) {
    return switch (effort == null ? "" : effort) {
      case "minimal", "low" -> LEAST;
      case "high" -> 16_384;
      case "xhigh", "max" -> 32_768;
      default -> 4096;
    };
  }

  static String json(long budget) {
    return "{\"type\":\"enabled\",\"budget_tokens\":%d}".formatted(budget);
  }
}
