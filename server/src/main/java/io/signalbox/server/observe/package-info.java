/**
 * Listeners to the router's events: logs and metrics. Start at {@link
 * io.signalbox.server.observe.LogListener} and {@link io.signalbox.server.observe.MetricsListener};
 * knows no door.
 */
@NullMarked
package io.signalbox.server.observe;

import org.jspecify.annotations.NullMarked;
