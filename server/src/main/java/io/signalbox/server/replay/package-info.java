/**
 * Records of calls, to be looked at later. Start at {@link
 * io.signalbox.server.replay.ReplayRecorder}.
 */
@NullMarked
package io.signalbox.server.replay;

import org.jspecify.annotations.NullMarked;
