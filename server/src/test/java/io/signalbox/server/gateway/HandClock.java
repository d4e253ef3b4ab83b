package io.signalbox.server.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic clock that a test sets. */
final class HandClock implements LongSupplier {
  private final AtomicLong now = new AtomicLong(-5_000_000_000L);

  void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Override
  public long getAsLong() {
    return now.get();
  }
}
