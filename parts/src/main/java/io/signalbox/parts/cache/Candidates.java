package io.signalbox.parts.cache;

import io.signalbox.config.ResponseCacheConfig.Verify;

/** Which kept questions are compared with the one that is asked. */
public final class Candidates {
  /** Below, hardly a paraphrase is found, and every look-up would read as many as it may. */
  private static final double FLOOR = 0.4;

  /** How far a paraphrase may be from the threshold that was chosen for nearness alone. */
  private static final double REACH = 0.35;

  private Candidates() {}

  /**
   * The least cosine of a candidate. Where a verifier decides, the threshold of the configuration
   * only says how wide to look: most paraphrases are farther away than a threshold that has to
   * decide alone.
   *
   * @param threshold of the configuration
   */
  public static double least(Verify verify, double threshold) {
    return switch (verify) {
      case STRICT, BALANCED -> Math.min(threshold, Math.max(FLOOR, threshold - REACH));
      case OFF -> threshold;
    };
  }
}
