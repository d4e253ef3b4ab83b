package io.signalbox.server.cases;

import io.signalbox.chat.Headers;
import io.signalbox.plugin.Routed;
import io.signalbox.signal.Readings;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param routed what was decided, or null when nothing was
 * @param readings every signal, whether or not the decision needed it
 * @param sent the headers that a backend got, or null when none was asked
 * @param status HTTP status of the answer
 * @param headers of the answer
 * @param refusal the router's own words when it refused, else empty
 */
record Seen(
    @Nullable Routed routed,
    Readings readings,
    @Nullable Headers sent,
    int status,
    Headers headers,
    String refusal) {}
