package io.signalbox.simulator;

import java.util.List;

/**
 * One choice of a completion, cut into the tokens that a stream gives one by one.
 *
 * @param reasoningTokens how many of the tokens, from the first, are reasoning
 * @param complete whether it ended by itself; else it was cut at its limit
 */
record Answer(int index, List<String> tokens, int reasoningTokens, boolean complete) {
  String finishReason() {
    return complete ? "stop" : "length";
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
