package io.signalbox.e2e;

/** The router's own gateway. */
final class GatewayIT extends DoorTests {
  GatewayIT() {
    super(GatewayDoor::new);
  }

  /** Open as long as its world. */
  private record GatewayDoor(World world) implements Door {
    @Override
    public int port() {
      return world.gatewayPort();
    }

    @Override
    public void close() {}
  }
}
