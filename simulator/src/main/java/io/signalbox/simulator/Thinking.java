package io.signalbox.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a request asked the model to think before it answers, as told by {@code
 * chat_template_kwargs} and {@code reasoning_effort}.
 *
 * @param asked absent: the request does not say
 */
record Thinking(@Nullable Boolean asked, @Nullable String effort) {
  static final Thinking DEFAULT = new Thinking(null, null);

  private static final int MAX_EFFORT_CHARS = 32;

  /** A switch of the chat template wins over an effort; effort {@code none} means off. */
  static Thinking of(ObjectNode body) {
    ObjectNode kwargs = Fields.object(body, "chat_template_kwargs");
    String effort = Fields.text(body, "reasoning_effort");
    Boolean asked = null;
    if (kwargs != null) {
      asked = Fields.flag(kwargs, "enable_thinking");
      asked = asked == null ? Fields.flag(kwargs, "thinking") : asked;
      effort = effort == null ? Fields.text(kwargs, "reasoning_effort") : effort;
    }
    return of(asked, effort);
  }

  /** What a response is asked for; there is no switch of the chat template. */
  static Thinking ofResponse(ObjectNode body) {
    ObjectNode reasoning = Fields.object(body, "reasoning");
    return of(null, reasoning == null ? null : Fields.text(reasoning, "effort"));
  }

  private static Thinking of(@Nullable Boolean asked, @Nullable String effort) {
    if (effort != null && (effort.isBlank() || effort.length() > MAX_EFFORT_CHARS)) {
      throw Refusal.badRequest("reasoning_effort: expected a word");
    }
    boolean follows = asked == null && effort != null;
    return new Thinking(follows ? (Boolean) !"none".equals(effort) : asked, effort);
  }

  boolean on() {
    return asked != null && asked;
  }

  /** For a reader: {@code thinking on}, {@code thinking on, effort high} and the like. */
  String words() {
    if (asked == null) {
      return "thinking default";
    }
    if (!asked) {
      return "thinking off";
    }
    return effort == null ? "thinking on" : "thinking on, effort " + effort;
  }
}
