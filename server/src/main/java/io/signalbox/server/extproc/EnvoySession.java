package io.signalbox.server.extproc;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingRequest.RequestCase;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.Defects;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.door.Errors;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange as a proxy shows it, from its first message to its last, on one virtual thread.
 *
 * <p>A stream has four phases. {@link Opening} tells from the first message what becomes of the
 * exchange. {@link Asking} takes in the body of a request to a model ({@link RequestFlow}). {@link
 * Serving} hands it to the router, whose chain calls {@link EnvoyUpstream} to send it on, and
 * answers the reply ({@link EnvoyReply}) with what the chain makes of it; when the chain answers
 * without sending, the answer is an immediate response. {@link Rest} takes what comes behind. What
 * cannot be read goes to {@link UnseenPrompts}. The proxy ends the stream; while something is held
 * the session ends it only with an error.
 */
final class EnvoySession implements Runnable {
  private final ProxyChannel channel;
  private final ExtProcSetup setup;
  private final Exchange exchange;
  private Rest rest = new Rest.Answered(false);

  EnvoySession(
      ProxyChannel channel,
      Router router,
      Catalog catalog,
      RouterEvents events,
      DoorLimits limits,
      Budget budget) {
    this.channel = channel;
    this.setup = new ExtProcSetup(router, catalog, events, limits, budget);
    this.exchange = new Exchange(catalog.protocols().getFirst(), limits.decision());
  }

  /**
   * @throws RouterException when the stream must end with an error, so that nothing passes: the
   *     proxy says nothing while something is held, or takes no answers
   */
  @Override
  public void run() {
    boolean admitted = setup.budget().enter();
    try {
      converse(admitted);
    } finally {
      if (admitted) {
        setup.budget().leave();
      }
    }
  }

  private void converse(boolean admitted) {
    var first = channel.receive(setup.limits().requestIdle());
    if (first != null) {
      guarded(() -> rest = open(first, admitted));
      takeRest();
    }
  }

  /** Turns what goes wrong into an answer for the client. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RouterException refused) {
      refuse(refused);
    } catch (RuntimeException defect) {
      Defects.log(defect);
      refuse(new RouterException(Fault.INTERNAL, "internal error"));
    }
  }

  private void refuse(RouterException refused) {
    setup.events().failed(exchange.call(), exchange.askedFor(), refused);
    var answer =
        Immediate.of(Errors.reply(exchange.protocol(), refused), exchange.call().headers());
    rest = new Rest.Answered(rest.withholds());
    channel.send(answer);
  }

  private Rest open(ProcessingRequest first, boolean admitted) {
    var modes = Modes.UNTOLD;
    for (var shown = first; shown != null; shown = channel.receive(setup.limits().requestIdle())) {
      if (shown.hasProtocolConfig()) {
        modes = Modes.of(shown.getProtocolConfig());
      }
      // A kind newer than we know has no answer; what it opens is still to be judged.
      if (shown.getRequestCase() != RequestCase.REQUEST_NOT_SET) {
        var proxy = new Proxy(channel, modes);
        var asking = new Asking(setup, proxy, exchange, admitted);
        return new Opening(setup, proxy, exchange, asking).take(shown);
      }
    }
    return new Rest.Unjudged(new Passage(channel, modes));
  }

  /** Takes whatever still comes, until the proxy ends the stream or has nothing more to say. */
  private void takeRest() {
    for (var message = late(); message != null; message = late()) {
      var shown = message;
      guarded(() -> rest.take(shown));
    }
  }

  /** The next message; null when none came in time and nothing is held back any more. */
  private @Nullable ProcessingRequest late() {
    try {
      return channel.receive(setup.limits().replyIdle());
    } catch (RouterException silent) {
      if (rest.withholds()) {
        throw silent;
      }
      return null;
    }
  }
}
