package io.signalbox.fleet;

import io.signalbox.chat.Reasoning;
import io.signalbox.chat.Reasoning.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * How a family of models is told to think.
 *
 * @param name as it is configured
 * @param type where the wish stands
 * @param parameter the name of the field
 */
public record ReasoningFamily(String name, Type type, String parameter) {
  private static final String EFFORT = "reasoning_effort";

  /** The kinds of reasoning families of the {@code v0.3} document. */
  public enum Type {
    CHAT_TEMPLATE_KWARGS,
    REASONING_EFFORT,
    TOP_LEVEL_REASONING_EFFORT
  }

  /**
   * The wish in the words of a backend, or null to leave the body alone. Off is only said where the
   * model would otherwise think: an effort is never made up, and a body gets no field that the
   * backend's vendor does not know.
   *
   * @param backend null for one that only the proxy knows
   */
  public @Nullable Reasoning wish(boolean enabled, String effort, @Nullable Backend backend) {
    if (backend == null) {
      return type == Type.TOP_LEVEL_REASONING_EFFORT ? topLevel(enabled, effort) : null;
    }
    return switch (backend.vendor()) {
      case DEEPSEEK ->
          new Reasoning(Dialect.THINKING_SWITCH, EFFORT, enabled, enabled ? effort : null);
      case OPENAI -> type == Type.CHAT_TEMPLATE_KWARGS ? null : topLevel(enabled, effort);
      case VLLM ->
          switch (type) {
            case CHAT_TEMPLATE_KWARGS ->
                new Reasoning(Dialect.TEMPLATE_SWITCH, parameter, enabled, null);
            case REASONING_EFFORT ->
                enabled ? new Reasoning(Dialect.TEMPLATE_EFFORT, parameter, true, effort) : null;
            case TOP_LEVEL_REASONING_EFFORT -> topLevel(enabled, effort);
          };
    };
  }

  private @Nullable Reasoning topLevel(boolean enabled, String effort) {
    return enabled ? new Reasoning(Dialect.TOP_LEVEL_EFFORT, parameter, true, effort) : null;
  }
}
