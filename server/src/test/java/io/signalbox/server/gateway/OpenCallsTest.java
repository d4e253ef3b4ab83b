package io.signalbox.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The bounds on open calls and the bytes they hold. */
class OpenCallsTest {
  @Test
  void callsAreBounded() {
    var calls = new OpenCalls(2, 0);

    assertThat(calls.enter()).isTrue();
    assertThat(calls.enter()).isTrue();
    assertThat(calls.enter()).isFalse();
    calls.leave();
    assertThat(calls.enter()).isTrue();
  }

  @Test
  void bytesAreBounded() {
    var calls = new OpenCalls(0, 10);

    assertThat(calls.hold(10)).isTrue();
    assertThat(calls.hold(1)).isFalse();
    calls.release(4);
    assertThat(calls.hold(4)).isTrue();
  }

  @Test
  void waitingEndsWithTheLastCall() {
    var calls = new OpenCalls(1, 0);
    assertThat(calls.awaitNone(Duration.ZERO)).isTrue();
    calls.enter();
    assertThat(calls.awaitNone(Duration.ZERO)).isFalse();
    Thread.ofVirtual().start(calls::leave);
    assertThat(calls.awaitNone(Duration.ofSeconds(20))).isTrue();
  }
}
