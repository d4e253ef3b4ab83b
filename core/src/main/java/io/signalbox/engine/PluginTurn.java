package io.signalbox.engine;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Figure;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Routed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One plugin's turn at one call. It lets the plugin ask the rest of the chain once, lets go of the
 * reply of a plugin that fails, dresses the answer of one that does not ask the rest, and tells the
 * listeners how long the plugin itself took.
 */
final class PluginTurn implements Next {
  private final Route.PluginSlot slot;
  private final Routed routed;
  private final Next rest;
  private final RouterEvents events;
  private final Delivery delivery;
  private boolean asked;
  private long restNanos;
  private @Nullable ChatReply taken;
  private @Nullable RuntimeException thrownByRest;

  PluginTurn(
      Route.PluginSlot slot, Routed routed, Next rest, Delivery delivery, RouterEvents events) {
    this.delivery = delivery;
    this.slot = slot;
    this.routed = routed;
    this.rest = rest;
    this.events = events;
  }

  /**
   * Runs the plugin.
   *
   * @throws RouterException what the plugin or the rest of the chain throws
   */
  ChatReply take(ChatRequest request) {
    long start = System.nanoTime();
    try {
      var reply = slot.plugin().around(routed, request, this);
      tell(start, null);
      return asked ? reply : delivery.answered(slot.type(), routed, request, reply);
    } catch (RuntimeException thrown) {
      if (taken != null) {
        taken.body().close();
      }
      if (thrown.equals(thrownByRest)) {
        tell(start, null);
        throw thrown;
      }
      var failure = failure(thrown);
      tell(start, failure);
      throw failure;
    }
  }

  private RouterException failure(RuntimeException thrown) {
    if (thrown instanceof RouterException refused) {
      return refused;
    }
    var failure = new RouterException(Fault.INTERNAL, "the plugin " + slot.type() + " failed");
    failure.initCause(thrown);
    return failure;
  }

  private void tell(long start, @Nullable RouterException error) {
    var own = Duration.ofNanos(System.nanoTime() - start - restNanos);
    events.pluginRan(slot.type(), routed, own, error);
  }

  @Override
  public void did(Deed deed, String subject) {
    events.pluginActed(slot.type(), routed, deed, subject);
  }

  @Override
  public void measured(Figure figure) {
    events.pluginMeasured(slot.type(), routed, figure);
  }

  @Override
  public void cached(CacheEvent event) {
    events.cached(slot.type(), routed, event);
  }

  @Override
  public ChatReply proceed(ChatRequest request) {
    if (asked) {
      throw new IllegalStateException("a plugin asks the rest of the chain at most once");
    }
    asked = true;
    long start = System.nanoTime();
    try {
      var reply = rest.proceed(request);
      taken = reply;
      return reply;
    } catch (RuntimeException thrown) {
      thrownByRest = thrown;
      throw thrown;
    } finally {
      restNanos = System.nanoTime() - start;
    }
  }
}
