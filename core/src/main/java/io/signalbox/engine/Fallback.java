package io.signalbox.engine;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.plugin.Routed;
import java.util.Locale;
import java.util.function.Function;

/**
 * Sends a call, and when the backends of its model give no answer worth showing, sends it to the
 * models that may answer instead. Nothing of a reply has reached the client by then.
 */
final class Fallback {
  private final RouterEvents events;

  Fallback(RouterEvents events) {
    this.events = events;
  }

  /**
   * What answered.
   *
   * @param routed the call with the model that answered
   */
  record Sent(Routed routed, ChatReply reply) {}

  /**
   * Tries the selected model, then its fallbacks; the last one's answer or error stands.
   *
   * @param attempt sends the call as it is routed
   */
  Sent send(Routed routed, Upstream upstream, Function<Routed, ChatReply> attempt) {
    var current = routed;
    while (!current.selection().fallbacks().isEmpty() && upstream.repeatable()) {
      String failure;
      try {
        var reply = attempt.apply(current);
        if (!failed(current, reply)) {
          return new Sent(current, reply);
        }
        failure = "status_" + reply.status();
        reply.body().close();
      } catch (RouterException error) {
        if (!failed(error) || !upstream.repeatable()) {
          throw error;
        }
        failure = error.fault().name().toLowerCase(Locale.ROOT);
      }
      var next = current.withNextModel();
      events.fellBack(current, next, failure);
      current = next;
    }
    return new Sent(current, attempt.apply(current));
  }

  private static boolean failed(Routed routed, ChatReply reply) {
    return routed.model().reliability().retry().statuses().contains(reply.status());
  }

  private static boolean failed(RouterException error) {
    return error.fault() == Fault.UPSTREAM || error.fault() == Fault.TIMEOUT;
  }
}
