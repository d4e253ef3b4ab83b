package io.signalbox.e2e;

/** Kept answers behind the router's own gateway. */
final class GatewayCacheIT extends CacheDoorTests {
  GatewayCacheIT() {
    super(backed -> new GatewayDoor(backed.world()));
  }

  /** Open as long as its world. */
  private record GatewayDoor(CacheWorld world) implements Door {
    @Override
    public int port() {
      return world.gatewayPort();
    }

    @Override
    public void close() {}
  }
}
