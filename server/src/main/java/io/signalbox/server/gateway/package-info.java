/**
 * The HTTP door: the embedded OpenAI-compatible gateway. Start at {@link
 * io.signalbox.server.gateway.Gateway}.
 */
@NullMarked
package io.signalbox.server.gateway;

import org.jspecify.annotations.NullMarked;
