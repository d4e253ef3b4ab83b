package io.signalbox.server.extproc;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents.Ending;
import io.signalbox.engine.RouterEvents.Served;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.plugin.Routed;

/**
 * The third phase of a stream: the router serves the request, and the proxy's messages of the reply
 * are answered with what the chain makes of it.
 */
final class Serving {
  private final ExtProcSetup setup;
  private final Proxy proxy;
  private final Exchange exchange;
  private final RequestFlow flow;

  /**
   * @param exchange of which all is known
   * @param flow sends the request on
   */
  Serving(ExtProcSetup setup, Proxy proxy, Exchange exchange, RequestFlow flow) {
    this.setup = setup;
    this.proxy = proxy;
    this.exchange = exchange;
    this.flow = flow;
  }

  /**
   * Serves a request.
   *
   * @param maxReplyBytes how much of a reply may be held
   * @return who takes what comes behind
   */
  Rest serve(ChatRequest request, int maxReplyBytes) {
    var waiting = setup.limits().replyIdle();
    var upstream =
        new EnvoyUpstream(
            new EnvoyReply.Setting(proxy.channel(), proxy.modes(), flow, waiting, maxReplyBytes),
            exchange.protocol(),
            exchange.target());
    try {
      return deliver(setup.router().serve(exchange.call(), request, upstream), upstream);
    } catch (RouterException failed) {
      var sent = upstream.sent();
      if (sent == null || upstream.reply() != null) {
        throw failed;
      }
      return unanswered(sent, upstream, failed);
    }
  }

  private Rest deliver(ChatReply reply, EnvoyUpstream upstream) {
    var shown = upstream.reply();
    var sent = upstream.sent();
    try (var body = reply.body()) {
      if (shown == null || sent == null || !shown.hasStatusOf(reply)) {
        return answered(Immediate.of(reply, exchange.call().headers()));
      }
      var first = shown.hasBody() ? null : body.next();
      if (first != null) {
        return answered(Immediate.of(reply, first, exchange.call().headers()));
      }
      var late = shown.release(reply);
      if (!late.edits().isEmpty()) {
        setup.events().headersLate(sent, late);
      }
      for (var chunk = body.next(); chunk != null; chunk = body.next()) {
        shown.produced(chunk);
      }
      shown.finish();
      return new Rest.SentOn(flow, shown, proxy.passage());
    }
  }

  private Rest answered(ProcessingResponse instead) {
    proxy.channel().send(instead);
    return new Rest.Answered(false);
  }

  /** The request was sent on, and no reply was shown. */
  private Rest unanswered(Routed sent, EnvoyUpstream upstream, RouterException failed) {
    var events = setup.events();
    if (failed.fault() == Fault.CANCELLED) {
      // A proxy that shows no replies ends the stream here, and all went well as far as it shows.
      var took = upstream.sinceSent();
      events.finished(sent, new Ending(0, null, null, took, false, null));
      events.served(exchange.call(), new Served(0, "upstream", took, false, null));
    } else if (failed.fault() == Fault.TIMEOUT && !proxy.modes().responseShown()) {
      // An answer that comes late may still pass: nobody was to look at it.
      events.failed(exchange.call(), exchange.askedFor(), failed);
    } else {
      throw failed;
    }
    return new Rest.SentOn(flow, null, proxy.passage());
  }
}
