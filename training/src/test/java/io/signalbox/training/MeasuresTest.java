package io.signalbox.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  @Test
  void wilsonIntervalAgreesWithThePublishedExample() {
    var share = new Measures.Share(81, 263);
    assertThat(share.low()).isCloseTo(0.2553, within(1e-3));
    assertThat(share.high()).isCloseTo(0.3662, within(1e-3));
  }

  @Test
  void noneOutOfSomeStillHasAnUpperBound() {
    var share = new Measures.Share(0, 10);
    assertThat(share.low()).isCloseTo(0, within(1e-9));
    assertThat(share.high()).isBetween(0.2, 0.4);
  }

  @Test
  void calibrationErrorIsTheGapBetweenConfidenceAndAccuracy() {
    var outcomes = List.of(outcome(0, 0.8), outcome(0, 0.8), outcome(1, 0.8), outcome(1, 0.8));
    assertThat(Measures.calibrationError(outcomes)).isCloseTo(0.3, within(1e-9));
    assertThat(Measures.accuracy(outcomes).value()).isEqualTo(0.5);
    assertThat(Measures.precision(outcomes, 0).value()).isEqualTo(0.5);
    assertThat(Measures.recall(outcomes, 0).value()).isEqualTo(1);
  }

  /** An outcome that says label 0 with a confidence. */
  private static Outcome outcome(int label, double confidence) {
    var probabilities = new double[Domains.LABELS.size()];
    Arrays.fill(probabilities, (1 - confidence) / (probabilities.length - 1));
    probabilities[0] = confidence;
    return new Outcome(
        new Example("text", label, List.of(), Kind.CHAT, "test", "en"), probabilities);
  }
}
