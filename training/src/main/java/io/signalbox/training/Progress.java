package io.signalbox.training;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows how far a stage is, in per cent, and how long it will still take. */
final class Progress {
  private final PrintStream out;
  private final AtomicInteger done = new AtomicInteger();
  private volatile String stage = "";
  private volatile int total = 1;
  private volatile long started;
  private int shown = -1;

  Progress(PrintStream out) {
    this.out = out;
  }

  /** Begins a stage of so many steps. */
  synchronized void start(String newStage, int steps) {
    stage = newStage;
    total = Math.max(1, steps);
    started = System.nanoTime();
    shown = -1;
    done.set(0);
  }

  /** Counts one step. */
  void step() {
    int steps = done.incrementAndGet();
    int percent = (int) (100L * steps / total);
    synchronized (this) {
      if (percent <= shown) {
        return;
      }
      shown = percent;
    }
    long elapsed = System.nanoTime() - started;
    var left = Duration.ofNanos((long) (elapsed * ((double) total / steps - 1)));
    out.printf(
        Locale.ROOT,
        "%-10s %3d %%  %d:%02d left%n",
        stage,
        percent,
        left.toMinutes(),
        left.toSecondsPart());
  }
}
