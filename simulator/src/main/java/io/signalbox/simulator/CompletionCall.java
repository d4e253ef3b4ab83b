package io.signalbox.simulator;

import java.util.List;

/**
 * A completion request, read and found good.
 *
 * @param model the id that answers tell
 * @param adapter whether an adapter serves it, not the base model
 * @param choicesPerPrompt the request's {@code n}
 * @param maxTokens of each choice
 * @param ignoresEnd whether an answer goes on to {@code maxTokens} instead of ending by itself
 */
record CompletionCall(
    ReplyFormat format,
    String model,
    boolean adapter,
    Thinking thinking,
    List<Prompt> prompts,
    int choicesPerPrompt,
    int maxTokens,
    boolean ignoresEnd,
    long seed,
    boolean streams,
    boolean includesUsage) {

  int promptTokens() {
    return prompts.stream().mapToInt(Prompt::tokens).sum();
  }
}
