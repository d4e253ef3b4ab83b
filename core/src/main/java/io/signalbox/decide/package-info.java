/**
 * Rules over readings, and the decision they lead to. Start at {@link
 * io.signalbox.decide.Decisions}; pure functions.
 */
@NullMarked
package io.signalbox.decide;

import org.jspecify.annotations.NullMarked;
