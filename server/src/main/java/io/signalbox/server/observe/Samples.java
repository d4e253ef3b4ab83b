package io.signalbox.server.observe;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest numbers of a kind, each for some time. Safe for use by many threads; reading sorts a
 * few hundred numbers at most.
 */
final class Samples {
  private static final int MOST = 256;

  private final InstantSource clock;
  private final long window;
  private final ReentrantLock lock = new ReentrantLock();
  private final double[] values = new double[MOST];
  private final long[] times = new long[MOST];
  private int next;
  private int count;

  Samples(InstantSource clock, Duration window) {
    this.clock = clock;
    this.window = window.toMillis();
  }

  /** Adds a number; one that is not finite, or less than 0, is no measurement. */
  void add(double value) {
    if (!Double.isFinite(value) || value < 0) {
      return;
    }
    lock.lock();
    try {
      values[next] = value;
      times[next] = clock.millis();
      next = (next + 1) % MOST;
      count = Math.min(count + 1, MOST);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The nearest rank.
   *
   * @param percentile 1 to 100
   */
  OptionalDouble percentile(int percentile) {
    var recent = recent();
    if (recent.length == 0) {
      return OptionalDouble.empty();
    }
    Arrays.sort(recent);
    int rank = (int) Math.ceil(percentile / 100.0 * recent.length);
    return OptionalDouble.of(recent[Math.clamp(rank, 1, recent.length) - 1]);
  }

  OptionalDouble mean() {
    return Arrays.stream(recent()).average();
  }

  private double[] recent() {
    long oldest = clock.millis() - window;
    lock.lock();
    try {
      var recent = new double[count];
      int taken = 0;
      for (int i = 0; i < count; i++) {
        if (times[i] >= oldest) {
          recent[taken++] = values[i];
        }
      }
      return Arrays.copyOf(recent, taken);
    } finally {
      lock.unlock();
    }
  }
}
