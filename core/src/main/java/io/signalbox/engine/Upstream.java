package io.signalbox.engine;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.plugin.Routed;

/** Sends a routed request on: the proxy, HTTP, or a script in tests. */
@FunctionalInterface
public interface Upstream {
  /**
   * Sends the request and waits for the head of the reply.
   *
   * @throws io.signalbox.chat.RouterException when no reply will come
   */
  ChatReply send(Routed routed, ChatRequest request);

  /** Whether a call that was not answered may be sent once more, to another model. */
  default boolean repeatable() {
    return false;
  }
}
