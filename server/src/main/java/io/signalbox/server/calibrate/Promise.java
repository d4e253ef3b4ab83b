package io.signalbox.server.calibrate;

import java.util.Locale;

/**
 * What a threshold is to keep.
 *
 * @param rate of harmless prompts that may reach it at most, 0 to 1
 * @param confidence with which that must be shown, 0 to 1
 */
public record Promise(double rate, double confidence) {
  /** How many harmless prompts are needed at least to show that it is kept. */
  long prompts() {
    return Calibration.promptsFor(rate, confidence);
  }

  String rateText() {
    return percent(rate);
  }

  String confidenceText() {
    return percent(confidence);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.4g %%", share * 100);
  }
}
