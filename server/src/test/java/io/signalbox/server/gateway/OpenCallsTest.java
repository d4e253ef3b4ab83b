package io.signalbox.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.server.door.Budget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The bound on open calls. */
class OpenCallsTest {
  @Test
  void callsAreBounded() {
    var calls = new OpenCalls(new Budget(2, 0));

    assertThat(calls.enter()).isTrue();
    assertThat(calls.enter()).isTrue();
    assertThat(calls.enter()).isFalse();
    calls.leave();
    assertThat(calls.enter()).isTrue();
  }

  @Test
  void waitingEndsWithTheLastCall() {
    var calls = new OpenCalls(new Budget(1, 0));
    assertThat(calls.awaitNone(Duration.ZERO)).isTrue();
    calls.enter();
    assertThat(calls.awaitNone(Duration.ZERO)).isFalse();
    Thread.ofVirtual().start(calls::leave);
    assertThat(calls.awaitNone(Duration.ofSeconds(20))).isTrue();
  }
}
