package io.signalbox.plugin;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;

/** The rest of the chain; its end sends the request upstream. */
@FunctionalInterface
public interface Next {
  ChatReply proceed(ChatRequest request);
}
