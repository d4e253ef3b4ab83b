package io.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.store.BucketStore.Bucket;
import io.signalbox.store.BucketStore.Draw;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LocalBucketsTest extends BucketStoreContract {
  private final LocalBuckets real = new LocalBuckets();
  private final AtomicLong now = new AtomicLong();

  @Override
  protected BucketStore store() {
    return real;
  }

  private static Bucket perSecond(String key, long capacity) {
    return new Bucket(key, capacity, Duration.ofSeconds(1));
  }

  @Test
  void fillsByTheClock() {
    var store = new LocalBuckets(now::get, 10);
    var bucket = perSecond("b", 10);
    assertThat(store.take(List.of(new Draw(bucket, 10))).admitted()).isTrue();
    now.addAndGet(Duration.ofMillis(99).toNanos());
    assertThat(store.take(List.of(new Draw(bucket, 1))).admitted()).isFalse();
    now.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(store.take(List.of(new Draw(bucket, 1))).admitted()).isTrue();
    now.addAndGet(Duration.ofDays(365).toNanos());
    assertThat(store.take(List.of(new Draw(bucket, 0))).levels()).containsExactly(10.0);
  }

  @Test
  void aClockThatOverflowsDoesNotMatter() {
    now.set(Long.MAX_VALUE - 5);
    var store = new LocalBuckets(now::get, 10);
    var bucket = perSecond("b", 1);
    store.take(List.of(new Draw(bucket, 1)));
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(store.take(List.of(new Draw(bucket, 1))).admitted()).isTrue();
  }

  @Test
  void theLongestUnusedAreForgotten() {
    var store = new LocalBuckets(now::get, 2);
    store.take(List.of(new Draw(perSecond("a", 1), 1)));
    store.take(List.of(new Draw(perSecond("b", 1), 1)));
    assertThat(store.take(List.of(new Draw(perSecond("a", 1), 1))).admitted()).isFalse();
    store.take(List.of(new Draw(perSecond("c", 1), 1)));
    assertThat(store.take(List.of(new Draw(perSecond("a", 1), 1))).admitted()).isFalse();
    assertThat(store.take(List.of(new Draw(perSecond("b", 1), 1))).admitted()).isTrue();
  }

  @Test
  void aChangedCapacityCountsAtOnce() {
    var store = new LocalBuckets(now::get, 10);
    store.take(List.of(new Draw(perSecond("a", 100), 10)));
    assertThat(store.take(List.of(new Draw(perSecond("a", 5), 0))).levels()).containsExactly(5.0);
  }

  /** Over any time, no more is admitted than the burst and what flowed in. */
  @Test
  void neverMoreThanBurstAndInflow() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      now.set(0);
      var store = new LocalBuckets(now::get, 10);
      long capacity = 1L + random.nextInt(50);
      var bucket = perSecond("b", capacity);
      long admitted = 0;
      for (int i = 0; i < 500; i++) {
        now.addAndGet(random.nextInt(20_000_000));
        long amount = 1L + random.nextInt((int) capacity);
        if (store.take(List.of(new Draw(bucket, amount))).admitted()) {
          admitted += amount;
        }
        double most = capacity * (1 + now.get() / 1e9) + 1e-6;
        assertThat((double) admitted).as("seed %d", seed).isLessThanOrEqualTo(most);
      }
    }
  }
}
