package io.signalbox.e2e;

/** Kept answers behind Envoy that hands over bodies in pieces, in both directions. */
final class EnvoyDuplexCacheIT extends CacheDoorTests {
  EnvoyDuplexCacheIT() {
    super(backed ->
        Envoy.start(Envoy.Mode.DUPLEX, backed.world().extProcPort(), backed.backend().port()));
  }
}
