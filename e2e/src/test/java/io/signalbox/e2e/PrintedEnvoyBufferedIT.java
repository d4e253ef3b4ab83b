package io.signalbox.e2e;

/** Envoy with the configuration that {@code signalbox gateway-config --mode buffered} prints. */
final class PrintedEnvoyBufferedIT extends DoorTests {
  PrintedEnvoyBufferedIT() {
    super(world -> PrintedConfig.envoy(world.config(), world.extProcPort(), "buffered"));
  }
}
