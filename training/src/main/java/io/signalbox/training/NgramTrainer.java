package io.signalbox.training;

import io.signalbox.backends.onnx.NgramFeatures;
import io.signalbox.backends.onnx.NgramTable;
import io.signalbox.backends.onnx.SparseVector;
import java.util.Arrays;
import java.util.Random;

/**
 * Trains the linear layer on hashed n-grams, example by example, with Adagrad (one rate a bucket)
 * and a rate that falls to zero. One thread; the same seed gives the same weights.
 */
final class NgramTrainer {
  private static final float FIRST_SQUARES = 1e-2f;
  private static final float BIAS_SHARE = 0.01f;

  private final Recipe recipe;
  private final int labels;
  private final Random random;

  NgramTrainer(Recipe recipe, int labels, long seed) {
    this.recipe = recipe;
    this.labels = labels;
    random = new Random(seed);
  }

  NgramTable train(TrainingSet set, Runnable epochDone) {
    var weights = new float[NgramFeatures.BUCKETS * labels];
    var squares = new float[NgramFeatures.BUCKETS];
    Arrays.fill(squares, FIRST_SQUARES);
    var bias = new float[labels];
    for (int epoch = 0; epoch < recipe.ngramEpochs(); epoch++) {
      float rate = recipe.ngramRate() * (1 - epoch / (float) recipe.ngramEpochs());
      for (int example : set.shuffled(random)) {
        var features = set.grams(example);
        var delta = logits(features, weights, bias);
        Softmax.inPlace(delta);
        var target = set.target(example);
        float norm = 0;
        for (int l = 0; l < labels; l++) {
          delta[l] = (delta[l] - target[l]) * set.weight(example);
          bias[l] -= BIAS_SHARE * rate * delta[l];
          norm += delta[l] * delta[l];
        }
        update(features, delta, norm / labels, rate, weights, squares);
      }
      epochDone.run();
    }
    return NgramTable.of(weights, bias);
  }

  private static float[] logits(SparseVector features, float[] weights, float[] bias) {
    var sums = bias.clone();
    for (int k = 0; k < features.indices().length; k++) {
      int row = features.indices()[k] * sums.length;
      float value = features.values()[k];
      for (int l = 0; l < sums.length; l++) {
        sums[l] += value * weights[row + l];
      }
    }
    return sums;
  }

  private void update(
      SparseVector features,
      float[] delta,
      float norm,
      float rate,
      float[] weights,
      float[] squares) {
    for (int k = 0; k < features.indices().length; k++) {
      int bucket = features.indices()[k];
      float value = features.values()[k];
      squares[bucket] += norm * value * value;
      float step = rate * value / (float) Math.sqrt(squares[bucket]);
      int row = bucket * labels;
      for (int l = 0; l < labels; l++) {
        weights[row + l] -= step * delta[l];
      }
    }
  }
}
