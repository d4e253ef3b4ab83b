package io.signalbox.chat;

import org.jspecify.annotations.Nullable;

/**
 * How the backend is told to think or not to.
 *
 * @param dialect where the wish stands in the body
 * @param parameter the name of the field
 * @param enabled whether the model shall reason
 * @param effort how hard, or null where the dialect has no such notion
 */
public record Reasoning(
    Dialect dialect, String parameter, boolean enabled, @Nullable String effort) {
  /** Where a reasoning wish stands in a request body. */
  public enum Dialect {
    /**
     * {@code chat_template_kwargs.<parameter>: true | false}, as vLLM hands it to the chat
     * template.
     */
    TEMPLATE_SWITCH,
    /** {@code chat_template_kwargs.<parameter>: <effort>}. */
    TEMPLATE_EFFORT,
    /** {@code <parameter>: <effort>} at the top level, as OpenAI has it. */
    TOP_LEVEL_EFFORT,
    /**
     * {@code thinking: {type: enabled | disabled}} and {@code reasoning_effort} at the top level,
     * as DeepSeek has it.
     */
    THINKING_SWITCH
  }
}
