/**
 * The ExtProc door: one session a stream, on one virtual thread. Start at {@link
 * io.signalbox.server.extproc.EnvoySession}.
 */
@NullMarked
package io.signalbox.server.extproc;

import org.jspecify.annotations.NullMarked;
