package io.signalbox.engine;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Protocol;
import io.signalbox.plugin.Routed;
import io.signalbox.translate.SelfAnswering;
import java.time.Duration;

/**
 * The end of the chain: sends the request upstream, in another protocol where the model's backends
 * do not speak the client's, and dresses the reply.
 */
final class Delivery {
  private final ReplyHeaders headers;
  private final Translator translator;
  private final RouterEvents events;

  Delivery(ReplyHeaders headers, Translator translator, RouterEvents events) {
    this.headers = headers;
    this.translator = translator;
    this.events = events;
  }

  /**
   * Sends what the chain made of a request.
   *
   * @param asked the request as the client sent it
   * @param request the request as the chain left it
   */
  ChatReply deliver(Routed routed, ChatRequest asked, ChatRequest request, Upstream upstream) {
    var named = request.withModel(routed.model().name());
    var client = request.source().protocol();
    if (Translator.needless(client, routed.model())) {
      var reply = send(routed, named, upstream);
      return reply.withEdits(headers.upstream(routed, asked, request, client, reply));
    }
    if (client instanceof SelfAnswering knowing) {
      return answer(routed, request, knowing);
    }
    var translation = translator.between(client, routed.model(), named);
    var translated = translation.request(named, routed.call().headers());
    var reply = translation.reply(send(routed, translated, upstream));
    return reply.withEdits(headers.upstream(routed, asked, request, translation.backend(), reply));
  }

  private ChatReply send(Routed routed, ChatRequest request, Upstream upstream) {
    var outgoing = request.withHeaders(upstreamHeaders(routed));
    long sentAt = System.nanoTime();
    var reply = upstream.send(routed, outgoing);
    events.replied(
        routed, reply.status(), reply.eventStream(), Duration.ofNanos(System.nanoTime() - sentAt));
    return observed(routed, request.source().protocol(), reply, sentAt);
  }

  private ChatReply answer(Routed routed, ChatRequest request, SelfAnswering protocol) {
    long askedAt = System.nanoTime();
    var reply = observed(routed, protocol, protocol.answer(request), askedAt);
    return reply.withEdits(ReplyHeaders.path("estimate"));
  }

  private ChatReply observed(Routed routed, Protocol protocol, ChatReply reply, long sentAt) {
    return reply.withBody(
        new ObservedBody(
            reply.body(), protocol.meter(reply), events, routed, reply.status(), sentAt));
  }

  private static HeaderEdits upstreamHeaders(Routed routed) {
    return HeaderEdits.NONE
        .overwrite("x-selected-model", routed.model().name())
        .overwrite("accept-encoding", "identity");
  }
}
