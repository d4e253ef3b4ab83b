package io.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BreakingCacheStoreTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicInteger asked = new AtomicInteger();
  private volatile @Nullable RuntimeException failure;
  private volatile Runnable meanwhile = () -> {};
  private final BreakingCacheStore store = new BreakingCacheStore(new Failing(), nanos::get);

  /** Counts, and fails as it is told. */
  private final class Failing implements CacheStore, KeyValueStore, VectorIndex {
    private void ask() {
      asked.incrementAndGet();
      meanwhile.run();
      var thrown = failure;
      if (thrown != null) {
        throw thrown;
      }
    }

    @Override
    public byte @Nullable [] get(String key) {
      ask();
      return null;
    }

    @Override
    public void put(String key, byte[] value, Duration ttl) {
      ask();
    }

    @Override
    public void remove(String key) {
      ask();
    }

    @Override
    public long clear(String prefix) {
      ask();
      return 0;
    }

    @Override
    public long count(String prefix) {
      ask();
      return 0;
    }

    @Override
    public List<Near> nearest(String partition, float[] vector, int most, double least) {
      return List.of();
    }

    @Override
    public void add(String partition, String id, float[] vector, Duration ttl) {}

    @Override
    public void remove(String partition, String id) {}

    @Override
    public String backend() {
      return "failing";
    }

    @Override
    public KeyValueStore values() {
      return this;
    }

    @Override
    public VectorIndex vectors() {
      return this;
    }

    @Override
    public boolean shared() {
      return true;
    }

    @Override
    public List<String> capabilities() {
      return List.of("exact");
    }

    @Override
    public void check() {
      ask();
    }

    @Override
    public void close() {}
  }

  private void fails() {
    assertThatThrownBy(() -> store.values().get("secret"))
        .isInstanceOf(StoreException.class)
        .hasMessageNotContaining("secret");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void breakIt() {
    failure = new StoreException("away");
    for (int i = 0; i < 3; i++) {
      fails();
    }
    assertThat(asked).hasValue(3);
  }

  @Test
  void asksNoMoreAfterThreeFailuresInARow() {
    failure = new StoreException("away");
    fails();
    fails();
    failure = null;
    store.values().get("k");
    asked.set(0);
    breakIt();
    for (int i = 0; i < 100; i++) {
      fails();
    }
    assertThat(asked).hasValue(3);
  }

  @Test
  void triesAgainAfterASecondAndIsWellAtOnce() {
    breakIt();
    failure = null;
    pass(Duration.ofMillis(999));
    fails();
    pass(Duration.ofMillis(1));
    store.values().get("k");
    store.values().get("k");
    assertThat(asked).hasValue(5);
  }

  @Test
  void waitsTwiceAsLongEachTimeUpToHalfAMinute() {
    breakIt();
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      pass(Duration.ofSeconds(seconds).minusNanos(1));
      int before = asked.get();
      fails();
      assertThat(asked).hasValue(before);
      pass(Duration.ofNanos(1));
      fails();
      assertThat(asked).as("after %d s", seconds).hasValue(before + 1);
    }
    failure = null;
    pass(Duration.ofSeconds(30));
    store.values().get("k");
    asked.set(0);
    breakIt();
    failure = null;
    pass(Duration.ofSeconds(1));
    store.values().get("k");
  }

  @Test
  void oneTriesAndNobodyWaits() throws InterruptedException {
    breakIt();
    failure = null;
    pass(Duration.ofSeconds(1));
    var trying = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    meanwhile =
        () -> {
          trying.countDown();
          awaitQuietly(done);
        };
    var probe = Thread.ofVirtual().start(() -> store.values().get("k"));
    trying.await();
    for (int i = 0; i < 20; i++) {
      fails();
    }
    assertThat(asked).hasValue(4);
    done.countDown();
    probe.join();
    meanwhile = () -> {};
    store.values().get("k");
    assertThat(asked).hasValue(5);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatWasUnderWayDoesNotProlongThePause() throws InterruptedException {
    failure = new StoreException("away");
    var together = new CountDownLatch(50);
    meanwhile =
        () -> {
          together.countDown();
          awaitQuietly(together);
        };
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 50; i++) {
      threads.add(Thread.ofVirtual().start(this::fails));
    }
    for (var thread : threads) {
      thread.join();
    }
    meanwhile = () -> {};
    failure = null;
    pass(Duration.ofSeconds(1));
    store.values().get("k");
    assertThat(asked).hasValue(51);
  }

  @Test
  void aTryThatEndsOddlyDoesNotBlockTheNext() {
    breakIt();
    failure = new IllegalStateException("odd");
    pass(Duration.ofSeconds(1));
    assertThatThrownBy(() -> store.values().get("k")).isInstanceOf(IllegalStateException.class);
    failure = null;
    pass(Duration.ofSeconds(2));
    store.values().get("k");
  }

  @Test
  void vectorsWorkWhileValuesFailAndChecksAlwaysAsk() {
    breakIt();
    fails();
    assertThat(store.vectors().nearest("p", new float[1], 1, 0)).isEmpty();
    failure = null;
    store.check();
    assertThat(asked).hasValue(4);
  }
}
