/**
 * The models and adapters a request may be sent to, and where they are served. Start at {@link
 * io.signalbox.fleet.Fleet}.
 */
@NullMarked
package io.signalbox.fleet;

import org.jspecify.annotations.NullMarked;
