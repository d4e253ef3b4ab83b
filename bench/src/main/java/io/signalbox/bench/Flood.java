package io.signalbox.bench;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.SignalEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Sends texts to be read at a rate of its own, whether or not those before were answered. */
final class Flood {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final SignalEncoder encoder;
  private final Supplier<String> texts;
  private final ConcurrentLinkedQueue<Long> answered = new ConcurrentLinkedQueue<>();
  private final LongAdder shed = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder failed = new LongAdder();

  Flood(SignalEncoder encoder, Supplier<String> texts) {
    this.encoder = encoder;
    this.texts = texts;
  }

  /**
   * What came of it.
   *
   * @param answered texts that were read, a second
   * @param shed texts that were refused at once
   * @param late texts whose deadline passed
   * @param failed texts that failed otherwise
   * @param p50 median of those answered, in milliseconds
   * @param p99 slowest hundredth of those answered, in milliseconds
   */
  record Outcome(double answered, long shed, long late, long failed, double p50, double p99) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.0f answered a second, p50 %.0f ms, p99 %.0f ms, %d shed, %d late, %d failed",
          answered,
          p50,
          p99,
          shed,
          late,
          failed);
    }
  }

  Outcome run(double perSecond, Duration time) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    long pause = (long) (1e9 / perSecond);
    var senders = new ArrayList<Thread>();
    for (long next = start; next < end; next += pause) {
      while (System.nanoTime() < next) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
      senders.add(Thread.startVirtualThread(this::send));
    }
    for (var sender : senders) {
      sender.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    var sorted = answered.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Outcome(
        sorted.length / seconds,
        shed.sum(),
        late.sum(),
        failed.sum(),
        quantile(sorted, 0.5),
        quantile(sorted, 0.99));
  }

  private void send() {
    long from = System.nanoTime();
    try {
      if (!encoder.read(texts.get(), Deadline.after(PATIENCE)).coverage().complete()) {
        late.increment();
        return;
      }
      answered.add(System.nanoTime() - from);
    } catch (RouterException refused) {
      switch (refused.fault()) {
        case OVERLOADED -> shed.increment();
        case TIMEOUT -> late.increment();
        default -> failed.increment();
      }
    }
  }

  private static double quantile(long[] sorted, double quantile) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)] / 1e6;
  }
}
