package io.signalbox.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.fleet.Reliability.Ejection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BackendHealthTest {
  private static final Duration BASE = Duration.ofSeconds(30);

  private final HandClock clock = new HandClock();
  private final BackendHealth health = new BackendHealth(new Ejection(3, BASE, 100));

  @Test
  void failuresInARowEject() {
    assertThat(fail(2)).isNull();
    assertThat(health.succeeded(now())).isFalse();
    assertThat(fail(2)).isNull();
    assertThat(health.fit(now())).isTrue();
    assertThat(fail(1)).isEqualTo(BASE);
    assertThat(health.fit(now())).isFalse();
    assertThat(health.ejected()).isTrue();
  }

  @Test
  void oneCallTriesABackendWhoseTimeIsOver() {
    fail(3);
    clock.pass(BASE.minusNanos(1));
    assertThat(health.fit(now())).isFalse();
    clock.pass(Duration.ofNanos(1));
    assertThat(health.fit(now())).isTrue();

    assertThat(health.begin(now())).isTrue();
    assertThat(health.fit(now())).isFalse();
    assertThat(health.begin(now())).isFalse();

    assertThat(health.succeeded(now())).isTrue();
    assertThat(health.fit(now())).isTrue();
    assertThat(health.begin(now())).isFalse();
  }

  @Test
  void failedTrialLeavesItAloneForLonger() {
    fail(3);
    for (int times = 2; times <= 20; times++) {
      clock.pass(Duration.ofMinutes(5));
      assertThat(health.begin(now())).isTrue();
      assertThat(health.failed(now(), true, false))
          .isEqualTo(BASE.multipliedBy(Math.min(times, 10)));
      assertThat(health.fit(now())).isFalse();
    }
  }

  @Test
  void abandonedTrialIsTriedAnew() {
    fail(3);
    clock.pass(BASE);
    assertThat(health.begin(now())).isTrue();
    health.abandoned();
    assertThat(health.fit(now())).isTrue();
    assertThat(health.begin(now())).isTrue();
  }

  @Test
  void longFitnessForgivesEarlierEjections() {
    fail(3);
    clock.pass(BASE);
    health.begin(now());
    health.succeeded(now());
    assertThat(fail(3)).isEqualTo(BASE.multipliedBy(2));
    clock.pass(BASE.multipliedBy(2));
    health.begin(now());
    health.succeeded(now());
    clock.pass(Duration.ofMinutes(6));
    assertThat(fail(3)).isEqualTo(BASE);
  }

  @Test
  void noneIsEjectedWithoutRoomOrWithoutARule() {
    for (int i = 0; i < 10; i++) {
      assertThat(health.failed(now(), false, false)).isNull();
    }
    var never = new BackendHealth(new Ejection(0, BASE, 100));
    for (int i = 0; i < 10; i++) {
      assertThat(never.failed(now(), false, true)).isNull();
    }
    assertThat(health.fit(now())).isTrue();
    assertThat(never.fit(now())).isTrue();
  }

  @Test
  void twoFailedChecksTakeItDownAndOneGoodBringsItBack() {
    health.checked(false);
    assertThat(health.fit(now())).isTrue();
    for (int i = 0; i < 5; i++) {
      health.checked(false);
      assertThat(health.fit(now())).isFalse();
    }
    health.checked(true);
    assertThat(health.fit(now())).isTrue();
  }

  @Test
  void callsThatWereUnderWayDoNotProlongAnEjection() {
    fail(3);
    clock.pass(BASE.minusSeconds(1));
    assertThat(fail(5)).isNull();
    clock.pass(Duration.ofSeconds(1));
    assertThat(health.fit(now())).isTrue();
  }

  private @Nullable Duration fail(int times) {
    Duration last = null;
    for (int i = 0; i < times; i++) {
      last = health.failed(now(), false, true);
    }
    return last;
  }

  private long now() {
    return clock.getAsLong();
  }
}
