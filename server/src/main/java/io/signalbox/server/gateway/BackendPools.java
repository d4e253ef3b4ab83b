package io.signalbox.server.gateway;

import io.signalbox.engine.RouterEvents;
import io.signalbox.fleet.Fleet;
import io.signalbox.fleet.Model;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The backends of every model, with what is known of them over changes of the configuration. */
final class BackendPools {
  private final Map<String, BackendPool> pools = new ConcurrentHashMap<>();
  private final RouterEvents events;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime the monotonic clock
   */
  BackendPools(RouterEvents events, LongSupplier nanoTime) {
    this.events = events;
    this.nanoTime = nanoTime;
  }

  /** The pool of a model or adapter. */
  BackendPool of(Model model) {
    var known = pools.get(model.servedAs());
    return known != null && known.serves(model)
        ? known
        : pools.compute(
            model.servedAs(),
            (name, before) ->
                before != null && before.serves(model)
                    ? before
                    : new BackendPool(model, events, nanoTime, before));
  }

  /** Forgets what the fleet does not have any more. */
  void retain(Fleet fleet) {
    pools.keySet().removeIf(name -> fleet.find(name) == null);
  }
}
