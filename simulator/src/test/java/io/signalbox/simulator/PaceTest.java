package io.signalbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests of the pace. */
class PaceTest {
  private final Pace pace = new Pace(Duration.ofMillis(100), Duration.ofMillis(10));

  @Test
  void tokensAreDueFromTheStartOfTheRequest() {
    assertThat(pace.waitMillis(0, 0)).isEqualTo(100);
    assertThat(pace.waitMillis(3, 0)).isEqualTo(130);
    assertThat(pace.waitMillis(3, 125_000_000)).isEqualTo(5);
  }

  @Test
  void partOfAMillisecondIsAWholeOne() {
    assertThat(pace.waitMillis(0, 99_999_999)).isEqualTo(1);
  }

  @Test
  void lateTokenIsDueAtOnce() {
    assertThat(pace.waitMillis(1, 110_000_000)).isZero();
    assertThat(pace.waitMillis(0, 500_000_000)).isNegative();
  }
}
