package io.signalbox.server.observe;

import io.signalbox.chat.Call;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Routed;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which calls are open, and which have already had their end; see {@link CallNotes}. */
final class CallLedger {
  private final CallNotes<OpenCall> calls = new CallNotes<>();

  /**
   * How a call came to its end.
   *
   * @param first false when its end was told before
   * @param open what was known of it, or null when it was never routed
   */
  record End(boolean first, @Nullable OpenCall open) {}

  /** Notes that a call is decided and about to be sent. */
  void open(Routed routed, Duration routing) {
    calls.open(routed.call(), new OpenCall(routed, routing, System.nanoTime(), null));
  }

  /** Notes that an open call goes to another model. */
  void reroute(Routed routed) {
    calls.change(routed.call(), known -> known.withRouted(routed));
  }

  /** Notes that a kept answer serves an open call. */
  void hit(Call call, CacheEvent.Hit hit) {
    calls.change(call, known -> known.withHit(hit));
  }

  /** Notes the end of a call. */
  End close(Call call) {
    var end = calls.close(call);
    return new End(end.first(), end.note());
  }

  /** Shows every open call. */
  void each(Consumer<OpenCall> consumer) {
    calls.each(consumer);
  }

  /** How many calls are known, open or not. */
  int size() {
    return calls.size();
  }
}
