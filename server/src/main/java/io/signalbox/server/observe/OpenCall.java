package io.signalbox.server.observe;

import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Routed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A routed call that has not ended.
 *
 * @param routed everything decided about it
 * @param routing the time that took
 * @param sinceNanos when it was routed, on the monotonic clock
 * @param hit the kept answer that serves it, or null when none does
 */
record OpenCall(Routed routed, Duration routing, long sinceNanos, CacheEvent.@Nullable Hit hit) {
  OpenCall withRouted(Routed other) {
    return new OpenCall(other, routing, sinceNanos, hit);
  }

  OpenCall withHit(CacheEvent.Hit other) {
    return new OpenCall(routed, routing, sinceNanos, other);
  }
}
