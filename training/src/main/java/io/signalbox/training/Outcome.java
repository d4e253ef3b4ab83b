package io.signalbox.training;

/**
 * What a head that never saw an example said about it.
 *
 * @param example the example
 * @param probabilities one a label
 */
@SuppressWarnings("ArrayRecordComponent")
record Outcome(Example example, double[] probabilities) {
  /** The likeliest label. */
  int best() {
    int best = 0;
    for (int l = 1; l < probabilities.length; l++) {
      if (probabilities[l] > probabilities[best]) {
        best = l;
      }
    }
    return best;
  }

  double confidence() {
    return probabilities[best()];
  }

  boolean isRight() {
    return best() == example.label();
  }

  /** Whether the answer is the label or another that a careful reader would accept. */
  boolean isAcceptable() {
    return isRight() || example.also().contains(best());
  }
}
