package io.signalbox.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps callers away from something that fails. After three failures in a row it refuses for a
 * second; then one caller tries, and the others are still refused. When that fails too the time
 * doubles, up to half a minute. Nobody waits.
 */
final class Circuit {
  private static final int FAILURES = 3;
  private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

  private final String name;
  private final LongSupplier nanos;
  private final AtomicReference<State> state = new AtomicReference<>(State.WELL);

  /**
   * What is known.
   *
   * @param failures in a row
   * @param pause how long is refused, in nanoseconds; 0 while nothing is
   * @param since when refusing began
   * @param trying whether somebody tries
   */
  private record State(int failures, long pause, long since, boolean trying) {
    private static final State WELL = new State(0, 0, 0, false);
  }

  Circuit(String name, LongSupplier nanos) {
    this.name = name;
    this.nanos = nanos;
  }

  /**
   * Asks, unless it is to be left alone.
   *
   * @throws StoreException when it is, or when the answer is one
   */
  <T extends @Nullable Object> T ask(Supplier<T> question) {
    boolean trial = admitted();
    boolean answered = false;
    try {
      var answer = question.get();
      answered = true;
      return answer;
    } finally {
      if (answered) {
        succeeded(trial);
      } else {
        failed(trial);
      }
    }
  }

  /** Whether it refuses now. */
  boolean open() {
    return state.get().pause() > 0;
  }

  /** True for the one who tries. */
  private boolean admitted() {
    var seen = state.get();
    if (seen.pause() == 0) {
      return false;
    }
    var trial = new State(seen.failures(), seen.pause(), seen.since(), true);
    boolean due = !seen.trying() && nanos.getAsLong() - seen.since() >= seen.pause();
    if (due && state.compareAndSet(seen, trial)) {
      return true;
    }
    throw new StoreException(name + " is left alone after failures");
  }

  private void succeeded(boolean trial) {
    if (trial) {
      state.set(State.WELL);
    } else {
      // What was asked before it began to refuse changes nothing.
      state.updateAndGet(seen -> seen.pause() == 0 ? State.WELL : seen);
    }
  }

  private void failed(boolean trial) {
    long now = nanos.getAsLong();
    state.updateAndGet(seen -> {
      if (trial) {
        return new State(FAILURES, Math.min(2 * seen.pause(), LONGEST_PAUSE), now, false);
      }
      if (seen.pause() > 0) {
        return seen;
      }
      int failures = seen.failures() + 1;
      return new State(failures, failures < FAILURES ? 0 : FIRST_PAUSE, now, false);
    });
  }
}
