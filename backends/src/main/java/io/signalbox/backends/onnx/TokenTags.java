package io.signalbox.backends.onnx;

import io.signalbox.infer.Softmax;

/**
 * What the token head says of one window: how likely each token is to be of each type, or of none,
 * and whether it then begins a stretch or goes on with one.
 */
final class TokenTags {
  /** Types are the bits of an int. */
  static final int MOST_TYPES = 32;

  private final int types;
  private final float[] likelihoods;
  private final int[] beginnings;

  /**
   * @param logits token by token, the frame included, {@code 1 + 2 * types} each: O, then B and I
   *     of each type
   * @param tokens number of tokens without the frame
   */
  TokenTags(float[] logits, int tokens, int types, double temperature) {
    this.types = types;
    likelihoods = new float[tokens * (types + 1)];
    beginnings = new int[tokens];
    int tags = 1 + 2 * types;
    for (int token = 0; token < tokens; token++) {
      var tag = Softmax.of(logits, (token + 1) * tags, tags, temperature);
      int at = token * (types + 1);
      likelihoods[at] = (float) tag[0];
      for (int type = 0; type < types; type++) {
        double begins = tag[1 + 2 * type];
        double goesOn = tag[2 + 2 * type];
        likelihoods[at + 1 + type] = (float) (begins + goesOn);
        if (begins > goesOn) {
          beginnings[token] |= 1 << type;
        }
      }
    }
  }

  /** Adds the likelihoods of a token, none first, then each type. */
  void addTo(float[] sums, int token) {
    int at = token * (types + 1);
    for (int i = 0; i <= types; i++) {
      sums[i] += likelihoods[at + i];
    }
  }

  /** Whether a token, if it is of a type, begins a stretch of it. */
  boolean begins(int token, int type) {
    return (beginnings[token] >>> type & 1) != 0;
  }
}
