package io.signalbox.server.observe;

import io.signalbox.plugin.Routed;
import java.time.Duration;

/**
 * A routed call that has not ended.
 *
 * @param routed everything decided about it
 * @param routing the time that took
 * @param sinceNanos when it was routed, on the monotonic clock
 */
record OpenCall(Routed routed, Duration routing, long sinceNanos) {
  OpenCall withRouted(Routed other) {
    return new OpenCall(other, routing, sinceNanos);
  }
}
