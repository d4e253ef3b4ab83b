package io.signalbox.engine;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.plugin.Routed;
import java.time.Duration;

/** The end of the chain: sends the request upstream and dresses the reply. */
final class Delivery {
  private final ReplyHeaders headers;
  private final RouterEvents events;
  private final Fallback fallback;

  Delivery(ReplyHeaders headers, RouterEvents events) {
    this.headers = headers;
    this.events = events;
    this.fallback = new Fallback(events);
  }

  /**
   * Sends what the chain made of a request.
   *
   * @param asked the request as the client sent it
   * @param request the request as the chain left it
   */
  ChatReply deliver(Routed routed, ChatRequest asked, ChatRequest request, Upstream upstream) {
    long sentAt = System.nanoTime();
    var sent = fallback.send(routed, upstream, one -> upstream.send(one, outgoing(one, request)));
    var answered = sent.routed();
    var reply = sent.reply();
    events.replied(
        answered,
        reply.status(),
        reply.eventStream(),
        Duration.ofNanos(System.nanoTime() - sentAt));
    var body =
        new ObservedBody(
            reply.body(),
            request.source().protocol().meter(reply),
            events,
            answered,
            reply.status(),
            sentAt);
    return reply.withBody(body).withEdits(headers.upstream(answered, asked, request, reply));
  }

  private static ChatRequest outgoing(Routed routed, ChatRequest request) {
    return request.withModel(routed.model().name()).withHeaders(upstreamHeaders(routed));
  }

  private static HeaderEdits upstreamHeaders(Routed routed) {
    return HeaderEdits.NONE
        .overwrite("x-selected-model", routed.model().name())
        .overwrite("accept-encoding", "identity");
  }
}
