package io.signalbox.training;

/**
 * The hyperparameters of a head, chosen on the validation folds.
 *
 * @param hiddenUnits width of a perceptron
 * @param perceptrons how many are averaged, each from its own seed
 * @param epochs passes over the set, perceptrons
 * @param batch examples a step, perceptrons
 * @param rate highest learning rate, perceptrons
 * @param weightDecay share of a weight that decays a step, times the rate
 * @param inputDropout share of the dense features that a step leaves out
 * @param hiddenDropout share of the hidden units that a step leaves out
 * @param smoothing share of a target that is spread over all labels
 * @param ngramEpochs passes over the set, n-grams
 * @param ngramRate learning rate, n-grams
 */
record Recipe(
    int hiddenUnits,
    int perceptrons,
    int epochs,
    int batch,
    double rate,
    double weightDecay,
    float inputDropout,
    float hiddenDropout,
    float smoothing,
    int ngramEpochs,
    float ngramRate) {
  static final Recipe CHOSEN = new Recipe(512, 1, 15, 128, 1e-3, 0.02, 0.2f, 0.5f, 0.05f, 6, 1f);

  /** The passes over the set that training one head takes. */
  int totalEpochs() {
    return perceptrons * epochs + ngramEpochs;
  }
}
