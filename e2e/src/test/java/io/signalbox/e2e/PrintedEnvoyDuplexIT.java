package io.signalbox.e2e;

/** Envoy with the configuration that {@code signalbox gateway-config --mode full-duplex} prints. */
final class PrintedEnvoyDuplexIT extends DoorTests {
  PrintedEnvoyDuplexIT() {
    super(world -> PrintedConfig.envoy(world.config(), world.extProcPort(), "full-duplex"));
  }
}
