package io.signalbox.e2e;

/** Envoy that hands over bodies in pieces, in both directions. */
final class EnvoyDuplexIT extends DoorTests {
  EnvoyDuplexIT() {
    super(world -> Envoy.start(Envoy.Mode.DUPLEX, world.extProcPort(), world.backend().port()));
  }
}
