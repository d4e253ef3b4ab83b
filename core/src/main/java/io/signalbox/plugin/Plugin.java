package io.signalbox.plugin;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;

/**
 * Around-advice on a routed call: sees the request on its way up and the reply on its way down, in
 * one method. What it must remember in between is a local variable; what it must release goes into
 * {@code finally}. Safe for use by many calls at once.
 */
public interface Plugin {
  Stage stage();

  /** Answers, by itself or by asking the rest of the chain at most once. */
  ChatReply around(Routed routed, ChatRequest request, Next next);
}
