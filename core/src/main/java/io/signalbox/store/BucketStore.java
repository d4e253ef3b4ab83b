package io.signalbox.store;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps token buckets. A bucket begins full, is filled evenly, and never holds more than its
 * capacity. What is taken beyond what is there becomes a debt, at most {@link #MOST_DEBT}
 * capacities. Safe for use by many calls at once.
 */
public interface BucketStore {
  /** The deepest debt, in capacities. */
  int MOST_DEBT = 10;

  /** A store that cannot be asked. */
  BucketStore UNREACHABLE =
      new BucketStore() {
        @Override
        public @Nullable Grant take(List<Draw> draws) {
          return null;
        }

        @Override
        public void settle(List<Draw> draws) {}
      };

  /**
   * A bucket.
   *
   * @param key its name
   * @param capacity the most it holds, at least 1
   * @param unit the time in which an empty one is full again
   */
  record Bucket(String key, long capacity, Duration unit) {}

  /**
   * Something taken from a bucket.
   *
   * @param amount how much; less than 0 gives back
   */
  record Draw(Bucket bucket, long amount) {
    /** The same with another amount. */
    public Draw of(long other) {
      return new Draw(bucket, other);
    }
  }

  /**
   * The answer.
   *
   * @param admitted whether everything was taken; if not, nothing was
   * @param levels what each bucket holds now, in the order of the draws
   */
  record Grant(boolean admitted, List<Double> levels) {
    public Grant {
      levels = List.copyOf(levels);
    }
  }

  /**
   * Takes from all buckets when each holds what is asked of it, or is full; otherwise from none.
   *
   * @return null when the store cannot be asked in time
   */
  @Nullable Grant take(List<Draw> draws);

  /** Takes or gives back, whatever the buckets hold. Does not wait. */
  void settle(List<Draw> draws);
}
