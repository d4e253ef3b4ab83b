package io.signalbox.e2e;

/** Kept answers behind Envoy that hands over bodies whole. */
final class EnvoyBufferedCacheIT extends CacheDoorTests {
  EnvoyBufferedCacheIT() {
    super(backed ->
        Envoy.start(Envoy.Mode.BUFFERED, backed.world().extProcPort(), backed.backend().port()));
  }
}
