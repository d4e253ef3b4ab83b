package io.signalbox.translate;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;

/** A protocol whose questions the router can answer by itself where no backend speaks it. */
public interface SelfAnswering extends Protocol {
  /** The answer to a request whose model is served in another format. */
  ChatReply answer(ChatRequest request);
}
