package io.signalbox.server.extproc;

import io.signalbox.chat.Fault;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.server.door.Endpoint;
import io.signalbox.server.door.ModelList;

/** The first phase of a stream: tells from its first message what becomes of the exchange. */
final class Opening {
  private final ExtProcSetup setup;
  private final Proxy proxy;
  private final Exchange exchange;
  private final Asking asking;

  /**
   * @param exchange told what is shown
   * @param asking serves what asks a model
   */
  Opening(ExtProcSetup setup, Proxy proxy, Exchange exchange, Asking asking) {
    this.setup = setup;
    this.proxy = proxy;
    this.exchange = exchange;
    this.asking = asking;
  }

  /**
   * Takes the first message, and whatever more it takes to serve the exchange.
   *
   * @return who takes what comes behind
   */
  Rest take(ProcessingRequest first) {
    return switch (first.getRequestCase()) {
      case REQUEST_HEADERS -> headers(first.getRequestHeaders());
      case REQUEST_BODY -> body(first);
      case REQUEST_TRAILERS, RESPONSE_HEADERS, RESPONSE_BODY, RESPONSE_TRAILERS, REQUEST_NOT_SET ->
          reply(first);
    };
  }

  private Rest headers(HttpHeaders shown) {
    var head = MessageHead.of(shown.getHeaders());
    exchange.shown(head.target());
    if (head.target().isEmpty() && !head.method().equals("CONNECT")) {
      throw new RouterException(
          Fault.BAD_REQUEST, "ExtProc request headers without :path (expected: a path)");
    }
    var settings = setup.router().current().settings();
    exchange.shown(head.headers(), settings.trust());
    if (settings.trust().skips(head.headers())) {
      // The configuration lets the client pass its request by; that is told.
      setup.events().unseen(exchange.call(), "x-vsr-skip-processing");
      return untouched();
    }
    exchange.speaks(Endpoint.protocol(head.target(), setup.catalog()));
    return switch (Endpoint.of(
        head.method(), head.target(), setup.catalog(), settings.closedPaths())) {
      case Endpoint.Foreign(), Endpoint.Kept(Protocol _) -> untouched();
      case Endpoint.Models() -> models();
      case Endpoint.Chat(Protocol spoken) -> chat(spoken, shown.getEndOfStream());
    };
  }

  private Rest untouched() {
    proxy.channel().send(Answers.requestHeaders(Answers.common(exchange.withheld(), false)));
    return new Rest.Passing(proxy.passage());
  }

  private Rest models() {
    var list = ModelList.reply(setup.router().current());
    proxy.channel().send(Immediate.of(list, exchange.call().headers()));
    return new Rest.Answered(false);
  }

  private Rest chat(Protocol spoken, boolean ended) {
    exchange.speaks(spoken);
    if (ended) {
      throw new RouterException(
          Fault.BAD_REQUEST, "malformed JSON body: it is empty (expected: a JSON object)");
    }
    if (proxy.modes().requestShown()) {
      return asking.take(null);
    }
    unseen().headers(exchange.call(), proxy.modes().request());
    return new Rest.Passing(proxy.passage());
  }

  /** Headers are skipped: what stands on this path can only be told by its body. */
  private Rest body(ProcessingRequest first) {
    if (proxy.modes().requestShown() || proxy.modes().request() == BodySendMode.NONE) {
      return asking.take(first);
    }
    unseen().foreignBody(exchange.call());
    proxy.passage().answer(first);
    return new Rest.Passing(proxy.passage());
  }

  /** The request was not shown, but for its trailers, or a filter before us has answered it. */
  private Rest reply(ProcessingRequest first) {
    if (proxy.modes().request() == BodySendMode.NONE) {
      unseen().reply(exchange.call(), first);
    }
    proxy.passage().answer(first);
    return new Rest.Unjudged(proxy.passage());
  }

  private UnseenPrompts unseen() {
    return new UnseenPrompts(
        setup.router().current(), proxy.channel(), setup.events(), exchange.withheld());
  }
}
