package io.signalbox.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetryBudgetTest {
  private final HandClock clock = new HandClock();
  private final RetryBudget budget = new RetryBudget(clock);

  @Test
  void fewCallsMayAllBeTriedAgain() {
    for (int i = 0; i < 10; i++) {
      budget.called();
      assertThat(budget.take()).isTrue();
    }
    assertThat(budget.take()).isFalse();
  }

  @Test
  void manyCallsAreTriedAgainByAFifth() {
    assertThat(storm(1000)).isEqualTo(200);
  }

  @Test
  void whatIsLongerAgoThanTenSecondsDoesNotCount() {
    storm(1000);
    clock.pass(Duration.ofSeconds(9));
    assertThat(taken()).isZero();
    clock.pass(Duration.ofSeconds(1));
    assertThat(taken()).isEqualTo(10);
    clock.pass(Duration.ofDays(1));
    assertThat(taken()).isEqualTo(10);
  }

  @Test
  void retriesComeBackSecondBySecond() {
    for (int second = 0; second < 10; second++) {
      assertThat(storm(100)).isEqualTo(20);
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(storm(100)).isEqualTo(20);
  }

  private int storm(int calls) {
    int taken = 0;
    for (int i = 0; i < calls; i++) {
      budget.called();
    }
    for (int i = 0; i < calls; i++) {
      taken += budget.take() ? 1 : 0;
    }
    return taken;
  }

  private int taken() {
    int taken = 0;
    while (budget.take()) {
      taken++;
    }
    return taken;
  }
}
