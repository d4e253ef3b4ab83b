package io.signalbox.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Runs one thing over and over, so many at a time, each waiting for the one before. */
final class Load {
  private static final int MOST_SAMPLES = 4_000_000;

  private Load() {}

  /** Something to run; the number is another one each time. */
  interface Work {
    void run(long number) throws Exception;
  }

  /**
   * What came of it.
   *
   * @param nanos how long each took, sorted
   * @param seconds how long all took
   */
  record Timing(long[] nanos, double seconds) {
    double micros(double quantile) {
      return nanos[(int) Math.min(nanos.length - 1, nanos.length * quantile)] / 1e3;
    }

    double perSecond() {
      return nanos.length / seconds;
    }
  }

  static Timing run(Work work, int concurrency, Duration time) throws InterruptedException {
    var numbers = new AtomicLong();
    var stopped = new AtomicBoolean();
    var failures = new ArrayBlockingQueue<Throwable>(concurrency);
    var took = new long[concurrency][];
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Thread> workers =
        IntStream.range(0, concurrency)
            .mapToObj(worker ->
                Thread.ofVirtual()
                    .start(() -> {
                      try {
                        took[worker] = loop(work, numbers, end, stopped, concurrency);
                      } catch (Exception failed) {
                        stopped.set(true);
                        failures.add(failed);
                      }
                    }))
            .toList();
    for (var worker : workers) {
      worker.join();
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("a call failed", failures.peek());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    var all = Arrays.stream(took).flatMapToLong(Arrays::stream).sorted().toArray();
    return new Timing(all, seconds);
  }

  private static long[] loop(
      Work work, AtomicLong numbers, long end, AtomicBoolean stopped, int concurrency)
      throws Exception {
    var took = new long[1024];
    int count = 0;
    while (System.nanoTime() < end && !stopped.get() && count < MOST_SAMPLES / concurrency) {
      long from = System.nanoTime();
      work.run(numbers.incrementAndGet());
      if (count == took.length) {
        took = Arrays.copyOf(took, count * 2);
      }
      took[count++] = System.nanoTime() - from;
    }
    return Arrays.copyOf(took, count);
  }
}
