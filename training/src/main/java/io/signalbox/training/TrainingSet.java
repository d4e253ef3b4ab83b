package io.signalbox.training;

import io.signalbox.backends.onnx.Scaling;
import io.signalbox.backends.onnx.SparseVector;
import java.util.Random;

/** The windows that one head is trained on, with scaled features, targets and weights. */
@SuppressWarnings("ArrayRecordComponent")
final class TrainingSet {
  private final Scaling scaling;
  private final float[][] dense;
  private final SparseVector[] grams;
  private final float[][] targets;
  private final float[] weights;

  TrainingSet(Corpus corpus, Features features, int[] members, float smoothing) {
    int size = 0;
    for (int member : members) {
      size += features.of(member).size();
    }
    dense = new float[size][];
    grams = new SparseVector[size];
    targets = new float[size][];
    weights = new float[size];
    int row = 0;
    double total = 0;
    for (int member : members) {
      var example = corpus.examples().get(member);
      var target = example.target(smoothing);
      for (Features.Sample sample : features.of(member)) {
        dense[row] = sample.dense();
        grams[row] = sample.grams();
        targets[row] = target;
        weights[row] = example.kind().weight() * sample.share();
        total += weights[row];
        row++;
      }
    }
    for (int i = 0; i < size; i++) {
      weights[i] *= (float) (size / total);
    }
    scaling = scaling(dense);
    for (int i = 0; i < size; i++) {
      dense[i] = scaling.apply(dense[i]);
    }
  }

  int size() {
    return dense.length;
  }

  Scaling scaling() {
    return scaling;
  }

  float[] dense(int row) {
    return dense[row];
  }

  SparseVector grams(int row) {
    return grams[row];
  }

  float[] target(int row) {
    return targets[row];
  }

  float weight(int row) {
    return weights[row];
  }

  /** The rows in a random order. */
  int[] shuffled(Random random) {
    var order = new int[size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static Scaling scaling(float[][] rows) {
    int width = Scaling.FEATURES;
    var mean = new float[width];
    var scale = new float[width];
    for (int i = 0; i < width; i++) {
      double sum = 0;
      double squares = 0;
      for (float[] row : rows) {
        sum += row[i];
        squares += (double) row[i] * row[i];
      }
      double average = sum / rows.length;
      mean[i] = (float) average;
      scale[i] = (float) (1 / Math.sqrt(squares / rows.length - average * average + 1e-8));
    }
    return new Scaling(mean, scale);
  }
}
