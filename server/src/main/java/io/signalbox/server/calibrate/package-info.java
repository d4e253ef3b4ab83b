/**
 * Chooses thresholds on a user's own prompts. Start at {@link
 * io.signalbox.server.calibrate.Calibration}.
 */
@NullMarked
package io.signalbox.server.calibrate;

import org.jspecify.annotations.NullMarked;
