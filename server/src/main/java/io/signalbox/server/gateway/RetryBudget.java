package io.signalbox.server.gateway;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Bounds how many calls to a model are tried again, so that retries cannot multiply the load of an
 * outage: at most a fifth of the calls of the last ten seconds, and always a few.
 */
final class RetryBudget {
  private static final int SECONDS = 10;
  private static final int ALWAYS = 10;
  private static final int CALLS_A_RETRY = 5;

  private final ReentrantLock lock = new ReentrantLock();
  private final LongSupplier nanoTime;
  private final long startedAt;
  private final int[] calls = new int[SECONDS];
  private final int[] retries = new int[SECONDS];
  private long second;

  /**
   * @param nanoTime the monotonic clock
   */
  RetryBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  /** Notes a call. */
  void called() {
    lock.lock();
    try {
      calls[slot()]++;
    } finally {
      lock.unlock();
    }
  }

  /** Takes one retry, if there is one. */
  boolean take() {
    lock.lock();
    try {
      int slot = slot();
      if (sum(retries) >= Math.max(ALWAYS, sum(calls) / CALLS_A_RETRY)) {
        return false;
      }
      retries[slot]++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The slot of this second; those of seconds that went by are emptied. */
  private int slot() {
    long now = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - startedAt);
    for (long gone = Math.max(second + 1, now - SECONDS + 1); gone <= now; gone++) {
      calls[(int) (gone % SECONDS)] = 0;
      retries[(int) (gone % SECONDS)] = 0;
    }
    second = Math.max(second, now);
    return (int) (second % SECONDS);
  }

  private static long sum(int[] slots) {
    long sum = 0;
    for (int slot : slots) {
      sum += slot;
    }
    return sum;
  }
}
