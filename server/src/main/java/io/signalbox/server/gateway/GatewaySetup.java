package io.signalbox.server.gateway;

import io.signalbox.catalog.Catalog;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
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
 * @param maxOpenCalls calls over this number are refused
 * @param nanoTime the monotonic clock that the health of backends goes by
 * @param trust whom to trust instead of the JDK's certificate authorities, or null
 */
public record GatewaySetup(
    Router router,
    Catalog catalog,
    RouterEvents events,
    DoorLimits limits,
    Duration listenerTimeout,
    int maxOpenCalls,
    LongSupplier nanoTime,
    @Nullable TrustOptions trust) {
  private static final int MAX_OPEN_CALLS = 4096;

  /** A setup with the standard number of open calls. */
  public static GatewaySetup of(
      Router router,
      Catalog catalog,
      RouterEvents events,
      DoorLimits limits,
      Duration listenerTimeout) {
    return new GatewaySetup(
        router, catalog, events, limits, listenerTimeout, MAX_OPEN_CALLS, System::nanoTime, null);
  }

  public GatewaySetup withLimits(DoorLimits other, Duration firstByte) {
    return new GatewaySetup(
        router, catalog, events, other, firstByte, maxOpenCalls, nanoTime, trust);
  }

  public GatewaySetup withMaxOpenCalls(int calls) {
    return new GatewaySetup(
        router, catalog, events, limits, listenerTimeout, calls, nanoTime, trust);
  }

  public GatewaySetup withClock(LongSupplier source) {
    return new GatewaySetup(
        router, catalog, events, limits, listenerTimeout, maxOpenCalls, source, trust);
  }

  public GatewaySetup withTrust(TrustOptions trusted) {
    return new GatewaySetup(
        router, catalog, events, limits, listenerTimeout, maxOpenCalls, nanoTime, trusted);
  }

  /** How long the head of a reply may take. */
  Duration firstByte() {
    return listenerTimeout.isZero() ? limits.replyIdle() : listenerTimeout;
  }
}
