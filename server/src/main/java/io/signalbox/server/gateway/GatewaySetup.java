package io.signalbox.server.gateway;

import io.signalbox.catalog.Catalog;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway works with.
 *
 * @param router decides and holds the models
 * @param catalog names the endpoints
 * @param events hears about every call
 * @param limits how long the gateway waits for its client and for pieces of a reply
 * @param listenerTimeout how long it waits for the head of a reply; zero: as long as for a piece
 * @param budget what it shares with the other doors
 * @param nanoTime the monotonic clock that the health of backends goes by
 * @param trust whom to trust instead of the JDK's certificate authorities, or null
 */
public record GatewaySetup(
    Router router,
    Catalog catalog,
    RouterEvents events,
    DoorLimits limits,
    Duration listenerTimeout,
    Budget budget,
    LongSupplier nanoTime,
    @Nullable TrustOptions trust) {
  /** A setup that goes by the clock of the machine and trusts the JDK's certificate authorities. */
  public static GatewaySetup of(
      Router router,
      Catalog catalog,
      RouterEvents events,
      DoorLimits limits,
      Budget budget,
      Duration listenerTimeout) {
    return new GatewaySetup(
        router, catalog, events, limits, listenerTimeout, budget, System::nanoTime, null);
  }

  public GatewaySetup withLimits(DoorLimits other, Duration firstByte) {
    return new GatewaySetup(router, catalog, events, other, firstByte, budget, nanoTime, trust);
  }

  public GatewaySetup withBudget(Budget other) {
    return new GatewaySetup(
        router, catalog, events, limits, listenerTimeout, other, nanoTime, trust);
  }

  public GatewaySetup withClock(LongSupplier source) {
    return new GatewaySetup(
        router, catalog, events, limits, listenerTimeout, budget, source, trust);
  }

  public GatewaySetup withTrust(TrustOptions trusted) {
    return new GatewaySetup(
        router, catalog, events, limits, listenerTimeout, budget, nanoTime, trusted);
  }

  /** How long the head of a reply may take. */
  Duration firstByte() {
    return listenerTimeout.isZero() ? limits.replyIdle() : listenerTimeout;
  }
}
