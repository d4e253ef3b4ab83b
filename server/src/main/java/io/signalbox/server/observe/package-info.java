/** Listeners to the router's events: logs and metrics. */
@NullMarked
package io.signalbox.server.observe;

import org.jspecify.annotations.NullMarked;
