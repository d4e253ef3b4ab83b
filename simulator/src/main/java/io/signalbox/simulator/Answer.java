package io.signalbox.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One choice of a completion, cut into the tokens that a stream gives one by one.
 *
 * @param reasoningTokens how many of the tokens, from the first, are reasoning
 * @param complete whether it ended by itself; else it was cut at its limit
 * @param called the tool whose arguments are the content; absent: the content is said
 */
record Answer(
    int index,
    List<String> tokens,
    int reasoningTokens,
    boolean complete,
    @Nullable Called called) {
  /** A call of a tool. */
  record Called(String id, String name) {}

  String finishReason() {
    if (!complete) {
      return "length";
    }
    return called == null ? "stop" : "tool_calls";
  }

  boolean isReasoning(int token) {
    return token < reasoningTokens;
  }

  String reasoning() {
    return String.join("", tokens.subList(0, reasoningTokens));
  }

  String content() {
    return String.join("", tokens.subList(reasoningTokens, tokens.size()));
  }
}
