package io.signalbox.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A completion request, read and found good.
 *
 * @param model the id that answers tell
 * @param adapter whether an adapter serves it, not the base model
 * @param choicesPerPrompt the request's {@code n}
 * @param maxTokens of each choice
 * @param ignoresEnd whether an answer goes on to {@code maxTokens} instead of ending by itself
 * @param tool what answers call instead of saying something; absent: they say something
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
    @Nullable ForcedTool tool,
    long seed,
    boolean streams,
    boolean includesUsage) {

  CompletionCall calling(@Nullable ForcedTool forced) {
    return new CompletionCall(
        format,
        model,
        adapter,
        thinking,
        prompts,
        choicesPerPrompt,
        maxTokens,
        ignoresEnd,
        forced,
        seed,
        streams,
        includesUsage);
  }

  int promptTokens() {
    return prompts.stream().mapToInt(Prompt::tokens).sum();
  }
}
