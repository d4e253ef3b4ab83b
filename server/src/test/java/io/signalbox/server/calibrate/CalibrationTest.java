package io.signalbox.server.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.learn.Binomial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void boundsAreThoseOfClopperAndPearson() {
    // For no hit the bound has a closed form; the others are read from published tables.
    assertThat(Binomial.upper(0, 100, 0.95)).isCloseTo(1 - Math.pow(0.05, 0.01), within(1e-12));
    assertThat(Binomial.upper(1, 10, 0.975)).isCloseTo(0.4450, within(5e-5));
    assertThat(Binomial.lower(1, 10, 0.975)).isCloseTo(0.0025, within(5e-5));
    assertThat(Binomial.upper(5, 50, 0.975)).isCloseTo(0.2181, within(5e-5));
    assertThat(Binomial.upper(10, 10, 0.95)).isEqualTo(1);
    assertThat(Binomial.lower(0, 10, 0.95)).isCloseTo(0, within(1e-12));
    assertThat(Binomial.upper(100, 1_000_000, 0.95)).isBetween(1.0e-4, 1.2e-4);
  }

  @Test
  void fewPromptsShowNothing() {
    var calibration = new Calibration(Collections.nCopies(597, 0.1), List.of(), 0.005, 0.95);
    assertThat(calibration.threshold()).isNull();
    assertThat(Calibration.promptsFor(0.005, 0.95)).isEqualTo(598);
    assertThat(new Calibration(Collections.nCopies(598, 0.1), List.of(), 0.005, 0.95).threshold())
        .isEqualTo(0.1001);
  }

  @Test
  void harmlessPromptsThatScoreOneCannotBeKeptOut() {
    assertThat(new Calibration(Collections.nCopies(1000, 1.0), List.of(), 0.01, 0.95).threshold())
        .isNull();
  }

  @Test
  void equalScoresReachTheThresholdTogether() {
    var scores = new ArrayList<>(Collections.nCopies(1000, 0.2));
    scores.addAll(Collections.nCopies(500, 0.9));
    var calibration = new Calibration(scores, List.of(0.95, 0.1), 0.01, 0.95);
    assertThat(calibration.threshold()).isEqualTo(0.9001);
    assertThat(calibration.at(0.9).alarms()).isEqualTo(500);
    assertThat(calibration.at(0.9001).caught()).isEqualTo(0.5);
  }

  @Test
  void theRateIsKeptAsOftenAsPromised() {
    var random = new Random(7);
    int broken = 0;
    int runs = 400;
    for (int run = 0; run < runs; run++) {
      var scores = new ArrayList<Double>();
      for (int i = 0; i < 1500; i++) {
        scores.add(random.nextDouble());
      }
      var calibration = new Calibration(scores, List.of(), 0.01, 0.9);
      // Scores are uniform, so the true rate of a threshold is what is above it.
      if (1 - Objects.requireNonNull(calibration.threshold()) > 0.01) {
        broken++;
      }
    }
    assertThat((double) broken / runs).isLessThan(0.13);
  }

  @Test
  void theTradeOffRunsFromFewAlarmsToMany() {
    var random = new Random(8);
    var scores = new ArrayList<Double>();
    for (int i = 0; i < 3000; i++) {
      scores.add(random.nextDouble());
    }
    var points = new Calibration(scores, List.of(0.5), 0.01, 0.95).tradeOff();
    assertThat(points).isSortedAccordingTo((a, b) -> Double.compare(b.threshold(), a.threshold()));
    assertThat(points.getFirst().alarms()).isZero();
    assertThat(points).allSatisfy(point -> assertThat(point.atMost()).isGreaterThan(point.rate()));
  }
}
