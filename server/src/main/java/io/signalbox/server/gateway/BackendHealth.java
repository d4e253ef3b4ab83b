package io.signalbox.server.gateway;

import io.signalbox.fleet.Reliability.Ejection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether one backend is fit to be asked. Failures in a row eject it for a while. When that is over
 * it is half open: one call tries it, and that call decides whether it is fit again or left alone
 * for longer. Beside that, active checks may find it down.
 *
 * <p>The n-th ejection in close succession lasts n times as long as the first, at most ten times
 * and at most five minutes; a backend that stays fit for five minutes starts anew. Times are those
 * of the monotonic clock. Not safe for use by several threads: {@link BackendPool} guards it.
 */
final class BackendHealth {
  private static final int CHECKS_TO_FALL = 2;
  private static final int MOST_TIMES = 10;
  private static final long LONGEST_NANOS = Duration.ofMinutes(5).toNanos();

  private final Ejection rules;
  private int failures;
  private int ejections;
  private int failedChecks;
  private boolean ejected;
  private boolean onTrial;
  private long ejectedUntil;
  private long returnedAt;

  BackendHealth(Ejection rules) {
    this.rules = rules;
  }

  /** Whether it is left alone, or waits for the outcome of its trial. */
  boolean ejected() {
    return ejected;
  }

  boolean fit(long now) {
    return failedChecks < CHECKS_TO_FALL && (!ejected || (now - ejectedUntil >= 0 && !onTrial));
  }

  /** Notes that a call is sent; true when that call is the trial. */
  boolean begin(long now) {
    boolean trial = ejected && !onTrial && now - ejectedUntil >= 0;
    onTrial |= trial;
    return trial;
  }

  /** Notes that it answered; true when it is fit again by that. */
  boolean succeeded(long now) {
    failures = 0;
    onTrial = false;
    if (!ejected) {
      return false;
    }
    ejected = false;
    returnedAt = now;
    return true;
  }

  /**
   * Notes that it failed.
   *
   * @param trial whether the call was the trial
   * @param mayEject whether there is room for one more among the ejected
   * @return for how long it is left alone from now on, or null when nothing changes
   */
  @Nullable Duration failed(long now, boolean trial, boolean mayEject) {
    failures++;
    if (trial) {
      onTrial = false;
      return eject(now);
    }
    boolean enough = rules.failures() > 0 && failures >= rules.failures();
    return !ejected && enough && mayEject ? eject(now) : null;
  }

  /** Notes that the trial told nothing; the next call is another one. */
  void abandoned() {
    onTrial = false;
  }

  /** Notes the outcome of an active check. */
  void checked(boolean works) {
    failedChecks = works ? 0 : Math.min(CHECKS_TO_FALL, failedChecks + 1);
  }

  private Duration eject(long now) {
    boolean anew = !ejected && now - returnedAt > LONGEST_NANOS;
    ejections = anew ? 1 : Math.min(MOST_TIMES, ejections + 1);
    long base = rules.base().toNanos();
    long nanos = base >= LONGEST_NANOS ? base : Math.min(LONGEST_NANOS, ejections * base);
    ejected = true;
    failures = 0;
    ejectedUntil = now + nanos;
    return Duration.ofNanos(nanos);
  }
}
