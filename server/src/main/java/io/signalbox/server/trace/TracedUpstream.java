package io.signalbox.server.trace;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Upstream;
import io.signalbox.plugin.Routed;

/**
 * Tells the backend of the trace it is part of; what the client said of one stands for its parent.
 *
 * @param upstream sends
 * @param listener knows the trace
 */
record TracedUpstream(Upstream upstream, TraceListener listener) implements Upstream {
  @Override
  public ChatReply send(Routed routed, ChatRequest request) {
    try {
      return upstream.send(routed, request.withHeaders(listener.asking(routed)));
    } catch (RouterException failed) {
      listener.unanswered(routed, failed);
      throw failed;
    }
  }

  @Override
  public boolean repeatable() {
    return upstream.repeatable();
  }
}
