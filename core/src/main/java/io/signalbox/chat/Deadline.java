package io.signalbox.chat;

import java.time.Duration;

/**
 * A point on the monotonic clock after which nobody waits any more.
 *
 * @param nanoTime as told by {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {
  public static Deadline after(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** Time left in nanoseconds; zero when it has passed. */
  public long remainingNanos() {
    return Math.max(0, nanoTime - System.nanoTime());
  }

  public boolean passed() {
    return remainingNanos() == 0;
  }
}
