package io.signalbox.e2e;

/** Envoy that hands over whole bodies. */
final class EnvoyBufferedIT extends DoorTests {
  EnvoyBufferedIT() {
    super(world -> Envoy.start(Envoy.Mode.BUFFERED, world.extProcPort(), world.backend().port()));
  }
}
