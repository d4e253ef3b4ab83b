package io.signalbox.fleet;

import io.signalbox.chat.Reasoning;
import io.signalbox.chat.Reasoning.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * How a family of models is told to think.
 *
 * @param type where the wish stands
 * @param parameter the name of the field
 */
public record ReasoningFamily(Type type, String parameter) {
  /** The kinds of reasoning families of the {@code v0.3} document. */
  public enum Type {
    CHAT_TEMPLATE_KWARGS,
    REASONING_EFFORT,
    TOP_LEVEL_REASONING_EFFORT
  }

  /**
   * The wish in the words of a backend, or null to leave the body alone. Off is only said where the
   * model would otherwise think: an effort is never made up, and a body bound for OpenAI gets no
   * field that OpenAI does not know.
   */
  public @Nullable Reasoning wish(boolean enabled, String effort, @Nullable Backend backend) {
    boolean openAi = backend != null && backend.speaksOpenAi();
    return switch (type) {
      case CHAT_TEMPLATE_KWARGS ->
          openAi || backend == null
              ? null
              : new Reasoning(Dialect.TEMPLATE_SWITCH, parameter, enabled, null);
      case REASONING_EFFORT -> {
        if (!enabled || backend == null) {
          yield null;
        }
        var dialect = openAi ? Dialect.TOP_LEVEL_EFFORT : Dialect.TEMPLATE_EFFORT;
        yield new Reasoning(dialect, parameter, true, effort);
      }
      case TOP_LEVEL_REASONING_EFFORT ->
          enabled ? new Reasoning(Dialect.TOP_LEVEL_EFFORT, parameter, true, effort) : null;
    };
  }
}
