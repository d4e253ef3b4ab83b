package io.signalbox.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.backends.onnx.Scaling;
import io.signalbox.backends.onnx.SparseVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PerceptronTrainerTest {
  private static final Recipe SMALL =
      new Recipe(16, 1, 20, 32, 3e-3, 0.01, 0.1f, 0.1f, 0.05f, 5, 1f);

  @Test
  void learnsWhatCanBeLearnedAndRepeatsItself() {
    var set = set();
    var first = new PerceptronTrainer(SMALL, Scaling.FEATURES, 14, 7).train(set, () -> {});
    var second = new PerceptronTrainer(SMALL, Scaling.FEATURES, 14, 7).train(set, () -> {});
    int right = 0;
    for (int i = 0; i < set.size(); i++) {
      var logits = first.apply(set.dense(i));
      assertThat(second.apply(set.dense(i))).isEqualTo(logits);
      right += best(logits) == best(set.target(i)) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(set.size() * 9 / 10);
  }

  @Test
  void ngramsLearnTheWordsOfALabel() {
    var set = set();
    var table = new NgramTrainer(SMALL, 14, 7).train(set, () -> {});
    for (int i = 0; i < set.size(); i++) {
      assertThat(best(table.apply(set.grams(i)))).isEqualTo(best(set.target(i)));
    }
  }

  /** Two hundred rows of four labels, told apart by one dimension and by one bucket. */
  private static TrainingSet set() {
    var random = new Random(3);
    var examples = new ArrayList<Example>();
    var samples = new ArrayList<List<Features.Sample>>();
    for (int i = 0; i < 200; i++) {
      int label = i % 4;
      var dense = new float[Scaling.FEATURES];
      for (int d = 0; d < dense.length; d++) {
        dense[d] = (float) random.nextGaussian();
      }
      dense[label] += 12;
      examples.add(new Example("row " + i, label, List.of(), Kind.EXAM, "test", "en"));
      var grams = new SparseVector(new int[] {label, 100 + i}, new float[] {0.7f, 0.7f});
      samples.add(List.of(new Features.Sample(dense, grams, 1)));
    }
    var members = IntStream.range(0, 200).toArray();
    return new TrainingSet(
        new Corpus(examples, List.of()), new Features(samples), members, SMALL.smoothing());
  }

  private static int best(float[] values) {
    int best = 0;
    for (int l = 1; l < values.length; l++) {
      best = values[l] > values[best] ? l : best;
    }
    return best;
  }
}
