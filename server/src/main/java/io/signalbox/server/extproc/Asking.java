package io.signalbox.server.extproc;

import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Recipes;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.server.door.Announced;
import io.signalbox.server.door.Budget;
import io.signalbox.server.extproc.RequestFlow.Shown;
import org.jspecify.annotations.Nullable;

/** The second phase of a stream: takes in the body of a request and has it served. */
final class Asking {
  private final ExtProcSetup setup;
  private final Proxy proxy;
  private final Exchange exchange;
  private final boolean admitted;

  /**
   * @param exchange told what is shown
   * @param admitted whether the budget has room for one more call
   */
  Asking(ExtProcSetup setup, Proxy proxy, Exchange exchange, boolean admitted) {
    this.setup = setup;
    this.proxy = proxy;
    this.exchange = exchange;
    this.admitted = admitted;
  }

  /**
   * Takes in the body and serves the request.
   *
   * @param opening a body message that opened the stream, or null when headers did
   * @return who takes what comes behind
   */
  Rest take(@Nullable ProcessingRequest opening) {
    if (!admitted) {
      throw Budget.tooManyCalls();
    }
    var recipes = setup.router().current();
    try (var intake = new Intake(recipes.settings().maxRequestBytes(), setup.budget())) {
      intake.checkSize(Announced.length(exchange.length()));
      Announced.refuseEncoding(exchange.call().headers());
      return take(recipes, flow(recipes, intake, opening == null), opening);
    }
  }

  private RequestFlow flow(Recipes recipes, Intake intake, boolean headersShown) {
    return RequestFlow.of(
        proxy.modes(),
        new RequestFlow.Request(
            proxy.channel(),
            setup.limits().requestIdle(),
            intake,
            exchange.length(),
            headersShown,
            exchange.withheld(),
            recipes.settings().clearRouteCache()));
  }

  private Rest take(Recipes recipes, RequestFlow flow, @Nullable ProcessingRequest opening) {
    if (opening == null) {
      flow.begin();
    }
    return switch (flow.collect(opening)) {
      case Shown.Whole(byte[] body) -> whole(recipes, flow, body, opening == null);
      case Shown.Cut(byte[] beginning) -> {
        unseen(recipes).cut(exchange.call(), flow, beginning);
        yield new Rest.SentOn(flow, null, proxy.passage());
      }
      case Shown.Overtaken(ProcessingRequest message) -> overtaken(flow, message);
    };
  }

  private Rest whole(Recipes recipes, RequestFlow flow, byte[] body, boolean pathShown) {
    exchange.whole();
    var request =
        pathShown
            ? exchange.protocol().decode(body)
            : Recognition.of(body, setup.catalog().protocols());
    if (request == null) {
      unseen(recipes).unknown(exchange.call(), flow, body);
      return new Rest.SentOn(flow, null, proxy.passage());
    }
    var kept = request.withHeaders(exchange.withheld());
    exchange.asks(kept);
    return new Serving(setup, proxy, exchange, flow)
        .serve(kept, recipes.settings().maxReplyBytes());
  }

  /** Something came in place of the body: the proxy has answered by itself, or is confused. */
  private Rest overtaken(RequestFlow flow, @Nullable ProcessingRequest message) {
    if (message == null) {
      throw new RouterException(Fault.CANCELLED, "the request broke off before its end");
    }
    if (message.hasRequestHeaders()) {
      throw OutOfOrder.of(message);
    }
    setup
        .events()
        .failed(
            exchange.call(),
            exchange.askedFor(),
            new RouterException(Fault.CANCELLED, "the proxy answered its client itself"));
    var rest = new Rest.Overtaken(flow, proxy.passage());
    rest.take(message);
    return rest;
  }

  private UnseenPrompts unseen(Recipes recipes) {
    return new UnseenPrompts(recipes, proxy.channel(), setup.events(), exchange.withheld());
  }
}
