package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.config.ResponseCacheConfig.Verify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CandidatesTest {
  @ParameterizedTest
  @CsvSource({"0.8,0.45", "0.9,0.55", "0.7,0.4", "0.75,0.4", "0.4,0.4", "0.3,0.3", "0,0", "1,0.65"})
  void aVerifierLooksWiderThanTheThresholdAndNeverNarrower(double threshold, double least) {
    assertThat(Candidates.least(Verify.STRICT, threshold)).isCloseTo(least, within(1e-9));
    assertThat(Candidates.least(Verify.BALANCED, threshold)).isCloseTo(least, within(1e-9));
  }

  @Test
  void withoutAVerifierTheThresholdDecides() {
    for (double threshold : new double[] {0, 0.3, 0.8, 1}) {
      assertThat(Candidates.least(Verify.OFF, threshold)).isEqualTo(threshold);
    }
  }
}
