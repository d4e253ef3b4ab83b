package io.signalbox.simulator;

import java.time.Duration;

/** When each token of an answer is due. */
record Pace(Duration timeToFirstToken, Duration interTokenLatency) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * How long to wait for a token, in whole milliseconds; 0 or less: it is due.
   *
   * @param step the token's place, from 0
   * @param elapsedNanos since the request began
   */
  long waitMillis(int step, long elapsedNanos) {
    long dueNanos = timeToFirstToken.toNanos() + step * interTokenLatency.toNanos();
    return Math.ceilDiv(dueNanos - elapsedNanos, NANOS_PER_MILLI);
  }
}
