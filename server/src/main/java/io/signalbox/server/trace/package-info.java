/**
 * Spans of calls, for OpenTelemetry. Start at {@link io.signalbox.server.trace.Tracing}; nothing
 * else knows the SDK, and nothing of it is loaded where no spans are wanted.
 */
@NullMarked
package io.signalbox.server.trace;

import org.jspecify.annotations.NullMarked;
