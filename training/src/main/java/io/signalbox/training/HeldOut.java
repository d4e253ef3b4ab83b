package io.signalbox.training;

import io.signalbox.backends.onnx.DomainHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The logits that heads gave to examples they were not trained on, kept apart by branch, so that
 * their balance and the temperature can be chosen without running anything again.
 */
final class HeldOut {
  /** The logits of the windows of one example. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Logits(Example example, List<float[]> dense, List<float[]> linear) {}

  private final List<Logits> all = new ArrayList<>();

  /** Runs a head over examples. */
  void add(DomainHead head, Corpus corpus, Features features, int[] members) {
    all.addAll(
        Arrays.stream(members)
            .parallel()
            .mapToObj(member -> {
              var samples = features.of(member);
              return new Logits(
                  corpus.examples().get(member),
                  samples.stream().map(s -> head.denseLogits(s.dense())).toList(),
                  samples.stream().map(s -> head.ngrams().apply(s.grams())).toList());
            })
            .toList());
  }

  /** The outcomes under a balance and a temperature. */
  List<Outcome> outcomes(float ngramWeight, float temperature) {
    return all.stream().map(logits -> outcome(logits, ngramWeight, temperature)).toList();
  }

  private static Outcome outcome(Logits logits, float ngramWeight, float temperature) {
    var mean = new double[Domains.LABELS.size()];
    for (int w = 0; w < logits.dense().size(); w++) {
      var sums = logits.dense().get(w).clone();
      for (int l = 0; l < sums.length; l++) {
        sums[l] += ngramWeight * logits.linear().get(w)[l];
      }
      var probabilities = DomainHead.softmax(sums, temperature);
      for (int l = 0; l < mean.length; l++) {
        mean[l] += probabilities[l] / logits.dense().size();
      }
    }
    return new Outcome(logits.example(), mean);
  }
}
