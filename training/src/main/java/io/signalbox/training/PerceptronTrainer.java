package io.signalbox.training;

import io.signalbox.backends.onnx.DenseLayer;
import io.signalbox.backends.onnx.Perceptron;
import java.util.Random;

/**
 * Trains a perceptron with AdamW, dropout on inputs and hidden units, soft targets and a cosine
 * schedule. One thread; the same seed gives the same weights.
 *
 * <p>A batch is worked off input by input, so that one row of the first layer stays in the nearest
 * cache while every example of the batch passes over it.
 */
final class PerceptronTrainer {
  private static final int WARM_STEPS = 100;

  private final Recipe recipe;
  private final Random random;
  private final int inputs;
  private final int labels;
  private final AdamW first;
  private final AdamW firstBias;
  private final AdamW second;
  private final AdamW secondBias;
  private final float[][] x;
  private final float[][] hidden;
  private final float[][] hiddenDelta;

  PerceptronTrainer(Recipe recipe, int inputs, int labels, long seed) {
    this.recipe = recipe;
    this.inputs = inputs;
    this.labels = labels;
    random = new Random(seed);
    int units = recipe.hiddenUnits();
    first = AdamW.random(inputs * units, Math.sqrt(2.0 / inputs), recipe.weightDecay(), random);
    firstBias = AdamW.zero(units);
    second = AdamW.random(units * labels, Math.sqrt(1.0 / units), recipe.weightDecay(), random);
    secondBias = AdamW.zero(labels);
    x = new float[recipe.batch()][inputs];
    hidden = new float[recipe.batch()][units];
    hiddenDelta = new float[recipe.batch()][units];
  }

  Perceptron train(TrainingSet set, Runnable epochDone) {
    int steps = recipe.epochs() * (set.size() / recipe.batch());
    int step = 0;
    for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
      var order = set.shuffled(random);
      for (int from = 0; from + recipe.batch() <= order.length; from += recipe.batch()) {
        gradient(set, order, from);
        step++;
        double rate = recipe.rate() * schedule(step, steps);
        first.step(rate, step);
        firstBias.step(rate, step);
        second.step(rate, step);
        secondBias.step(rate, step);
      }
      epochDone.run();
    }
    return new Perceptron(
        new DenseLayer(first.values, firstBias.values),
        new DenseLayer(second.values, secondBias.values));
  }

  private static double schedule(int step, int steps) {
    return step <= WARM_STEPS
        ? step / (double) WARM_STEPS
        : 0.5 * (1 + Math.cos(Math.PI * step / steps));
  }

  private void gradient(TrainingSet set, int[] order, int from) {
    for (int b = 0; b < recipe.batch(); b++) {
      dropInputs(set.dense(order[from + b]), x[b]);
      System.arraycopy(firstBias.values, 0, hidden[b], 0, hidden[b].length);
    }
    forward();
    for (int b = 0; b < recipe.batch(); b++) {
      int example = order[from + b];
      backward(hidden[b], hiddenDelta[b], set.target(example), set.weight(example));
    }
    backward();
  }

  private void dropInputs(float[] source, float[] target) {
    float keep = 1 / (1 - recipe.inputDropout());
    for (int i = 0; i < inputs; i++) {
      target[i] = random.nextFloat() < recipe.inputDropout() ? 0 : source[i] * keep;
    }
  }

  private void forward() {
    int units = recipe.hiddenUnits();
    for (int i = 0; i < inputs; i++) {
      int row = i * units;
      for (int b = 0; b < recipe.batch(); b++) {
        float value = x[b][i];
        if (value != 0) {
          add(first.values, row, value, hidden[b]);
        }
      }
    }
  }

  private static void add(float[] row, int offset, float factor, float[] sums) {
    for (int u = 0; u < sums.length; u++) {
      sums[u] += factor * row[offset + u];
    }
  }

  /** Turns the hidden sums of one example into activations, and fills in its hidden gradient. */
  private void backward(float[] units, float[] delta, float[] target, float weight) {
    float keep = 1 / (1 - recipe.hiddenDropout());
    for (int u = 0; u < units.length; u++) {
      boolean live = units[u] > 0 && random.nextFloat() >= recipe.hiddenDropout();
      units[u] = live ? units[u] * keep : 0;
    }
    var logits = secondBias.values.clone();
    for (int u = 0; u < units.length; u++) {
      if (units[u] != 0) {
        add(second.values, u * labels, units[u], logits);
      }
    }
    Softmax.inPlace(logits);
    float scale = weight / recipe.batch();
    for (int l = 0; l < labels; l++) {
      logits[l] = (logits[l] - target[l]) * scale;
      secondBias.gradient[l] += logits[l];
    }
    for (int u = 0; u < units.length; u++) {
      float sum = 0;
      if (units[u] != 0) {
        int row = u * labels;
        for (int l = 0; l < labels; l++) {
          sum += logits[l] * second.values[row + l];
          second.gradient[row + l] += logits[l] * units[u];
        }
      }
      delta[u] = sum * keep;
      firstBias.gradient[u] += delta[u];
    }
  }

  private void backward() {
    int units = recipe.hiddenUnits();
    for (int i = 0; i < inputs; i++) {
      int row = i * units;
      for (int b = 0; b < recipe.batch(); b++) {
        float value = x[b][i];
        if (value != 0) {
          addTo(first.gradient, row, value, hiddenDelta[b]);
        }
      }
    }
  }

  private static void addTo(float[] row, int offset, float factor, float[] delta) {
    for (int u = 0; u < delta.length; u++) {
      row[offset + u] += factor * delta[u];
    }
  }
}
