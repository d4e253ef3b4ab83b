/**
 * Chooses thresholds on a user's own prompts. Start at {@link
 * io.signalbox.server.calibrate.CalibrationReport}, which asks a {@link
 * io.signalbox.server.calibrate.Calibration} for each signal.
 */
@NullMarked
package io.signalbox.server.calibrate;

import org.jspecify.annotations.NullMarked;
