/**
 * Stores of records of calls. Start at {@link io.signalbox.backends.replay.MemoryReplayStore};
 * knows nothing of what a record says.
 */
@NullMarked
package io.signalbox.backends.replay;

import org.jspecify.annotations.NullMarked;
