package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.parts.cache.AdaptiveBar.Ruling;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Streams of hits whose share of wrong answers by score is known. */
final class AdaptiveBarTest {
  private static final double START = 0.9;
  private static final int RUNS = 200;

  /** What came of a stream, after the warm-up. */
  private record Outcome(int served, int wrong, int compared, int offered, double bar) {
    double wrongRate() {
      return served == 0 ? 0 : (double) wrong / served;
    }

    double servedShare() {
      return (double) served / offered;
    }
  }

  private static Outcome stream(
      long seed, double limit, int warmUp, int hits, DoubleUnaryOperator wrongAt) {
    var random = new Random(seed);
    var bar = new AdaptiveBar(limit, START, random::nextDouble);
    int served = 0;
    int wrong = 0;
    int compared = 0;
    for (int i = 0; i < warmUp + hits; i++) {
      double score = START + (1 - START) * random.nextDouble();
      boolean isWrong = random.nextDouble() < wrongAt.applyAsDouble(score);
      var ruling = bar.rule("faq", score);
      if (ruling == Ruling.COMPARE) {
        bar.compared("faq", score, isWrong);
      }
      if (i >= warmUp) {
        served += ruling == Ruling.SERVE ? 1 : 0;
        wrong += ruling == Ruling.SERVE && isWrong ? 1 : 0;
        compared += ruling == Ruling.COMPARE ? 1 : 0;
      }
    }
    return new Outcome(served, wrong, compared, hits, bar.bar("faq"));
  }

  /** In how many of the runs the limit held, and what was served on average. */
  private static double[] runs(double limit, int warmUp, int hits, DoubleUnaryOperator wrongAt) {
    int held = 0;
    double served = 0;
    double compared = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      var outcome = stream(seed, limit, warmUp, hits, wrongAt);
      held += outcome.wrongRate() <= limit ? 1 : 0;
      served += outcome.servedShare() / RUNS;
      compared += (double) outcome.compared() / hits / RUNS;
    }
    return new double[] {(double) held / RUNS, served, compared};
  }

  @Test
  void holdsTheLimitWhereLowScoresAreWrong() {
    for (double limit : new double[] {0.02, 0.05, 0.1}) {
      // Wrong in 30 % at the start, in none from the middle on; the best bar is known.
      DoubleUnaryOperator wrongAt = score -> score < 0.93 ? 0.3 : 0.002;
      double best = 0;
      for (double from = START; from < 1; from += 0.0005) {
        double low = Math.max(0, 0.93 - from);
        double rate = (0.3 * low + 0.002 * (1 - Math.max(from, 0.93))) / (1 - from);
        if (rate <= limit) {
          best = (1 - from) / (1 - START);
          break;
        }
      }
      var found = runs(limit, 6000, 6000, wrongAt);
      assertThat(found[0]).as("limit " + limit).isGreaterThanOrEqualTo(0.95);
      assertThat(found[1] + found[2]).as("served of " + best).isGreaterThan(0.8 * best);
    }
  }

  @Test
  void servesAllWhereNothingIsWrong() {
    var found = runs(0.02, 2000, 4000, score -> 0.001);
    assertThat(found[0]).isGreaterThanOrEqualTo(0.95);
    assertThat(found[1]).isGreaterThan(0.9);
  }

  @Test
  void servesNothingWhereAllScoresAreAlike() {
    var found = runs(0.02, 4000, 4000, score -> 0.05);
    assertThat(found[1]).isLessThan(0.1);
  }

  @Test
  void comparesLessWithMoreEvidence() {
    var early = stream(1, 0.05, 0, 300, score -> 0);
    var late = stream(1, 0.05, 20_000, 20_000, score -> 0);
    assertThat((double) early.compared() / early.offered()).isCloseTo(0.2, within(0.06));
    assertThat((double) late.compared() / late.offered()).isBetween(0.015, 0.04);
  }

  @Test
  void startsAtTheStrictBarAndNeverServesBelowIt() {
    var bar = new AdaptiveBar(0.01, 0.98, () -> 0.99);
    assertThat(bar.bar("faq")).isEqualTo(0.98);
    assertThat(bar.rule("faq", 0.9799)).isEqualTo(Ruling.REFUSE);
    assertThat(bar.rule("faq", 0.98)).isEqualTo(Ruling.SERVE);
    assertThat(new AdaptiveBar(0.01, 0.98, () -> 0).rule("faq", 0.97)).isEqualTo(Ruling.REFUSE);
  }

  @Test
  void followsWhatChanges() {
    var random = new Random(7);
    var bar = new AdaptiveBar(0.05, START, random::nextDouble);
    play(bar, random, 20_000, 0);
    assertThat(bar.bar("faq")).isEqualTo(START);
    int wrong = play(bar, random, 20_000, 0.4);
    // Of 8000 wrong answers few are served before the bar has risen above them all.
    assertThat(bar.bar("faq")).isGreaterThan(1);
    assertThat(wrong).isLessThan(400);
    play(bar, random, 40_000, 0);
    assertThat(bar.bar("faq")).isLessThan(0.95);
  }

  private static int play(AdaptiveBar bar, Random random, int hits, double wrongRate) {
    int wrong = 0;
    for (int i = 0; i < hits; i++) {
      double score = START + (1 - START) * random.nextDouble();
      boolean isWrong = random.nextDouble() < wrongRate;
      var ruling = bar.rule("faq", score);
      if (ruling == Ruling.COMPARE) {
        bar.compared("faq", score, isWrong);
      }
      wrong += ruling == Ruling.SERVE && isWrong ? 1 : 0;
    }
    return wrong;
  }

  @Test
  void groupsDoNotLearnFromOneAnother() {
    var bar = new AdaptiveBar(0.05, START, () -> 0.99);
    for (int i = 0; i < 200; i++) {
      bar.compared("news", 0.95, true);
    }
    assertThat(bar.bar("news")).isGreaterThan(0.95);
    assertThat(bar.bar("faq")).isEqualTo(START);
  }

  @Test
  void forgetsGroupsBeyondItsBound() {
    var bar = new AdaptiveBar(0.05, START, () -> 0.99);
    for (int i = 0; i < 200; i++) {
      bar.compared("first", 0.95, true);
    }
    for (int i = 0; i < 5000; i++) {
      bar.rule("group " + i, 0.95);
    }
    assertThat(bar.bar("first")).isEqualTo(START);
  }

  @Test
  void countsFromManyThreads() throws InterruptedException {
    var bar = new AdaptiveBar(0.05, START, () -> 0.5);
    var threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      int which = t;
      threads[t] =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 2000; i++) {
                  bar.compared("g" + which % 2, 0.91 + 0.04 * (which % 2), which % 2 == 0);
                  bar.rule("g" + i % 2, 0.95);
                }
              });
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(bar.bar("g0")).isGreaterThan(0.91);
    assertThat(bar.bar("g1")).isEqualTo(START);
  }
}
