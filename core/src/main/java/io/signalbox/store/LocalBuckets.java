package io.signalbox.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Token buckets in memory. Those longest unused are forgotten first; a forgotten one is full when
 * it is asked for again.
 */
public final class LocalBuckets implements BucketStore {
  private static final int MOST = 100_000;

  /** A bucket as it was when it was last looked at. */
  private record State(double level, long nanoTime) {}

  private final LongSupplier nanoTime;
  private final Map<String, State> states;

  public LocalBuckets() {
    this(System::nanoTime, MOST);
  }

  /**
   * @param nanoTime a monotonic clock
   * @param most how many are kept
   */
  LocalBuckets(LongSupplier nanoTime, int most) {
    this.nanoTime = nanoTime;
    this.states =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, State> eldest) {
            return size() > most;
          }
        };
  }

  @Override
  public synchronized Grant take(List<Draw> draws) {
    long now = nanoTime.getAsLong();
    var before = draws.stream().map(draw -> level(draw.bucket(), now)).toList();
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) < Math.min(draws.get(i).amount(), draws.get(i).bucket().capacity())) {
        return new Grant(false, before);
      }
    }
    List<Double> levels = new ArrayList<>();
    for (var draw : draws) {
      levels.add(change(draw, now));
    }
    return new Grant(true, levels);
  }

  @Override
  public synchronized void settle(List<Draw> draws) {
    long now = nanoTime.getAsLong();
    for (var draw : draws) {
      change(draw, now);
    }
  }

  private double change(Draw draw, long now) {
    var bucket = draw.bucket();
    double least = -(double) MOST_DEBT * bucket.capacity();
    double level =
        Math.clamp(level(bucket, now) - draw.amount(), least, (double) bucket.capacity());
    states.put(bucket.key(), new State(level, now));
    return level;
  }

  private double level(Bucket bucket, long now) {
    var state = states.get(bucket.key());
    if (state == null) {
      return (double) bucket.capacity();
    }
    double units = (double) (now - state.nanoTime()) / bucket.unit().toNanos();
    return Math.min((double) bucket.capacity(), state.level() + units * bucket.capacity());
  }
}
