package io.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.store.BucketStore.Bucket;
import io.signalbox.store.BucketStore.Draw;
import io.signalbox.store.BucketStore.Grant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What holds for every keeper of token buckets. */
public abstract class BucketStoreContract {
  private static final Duration DAY = Duration.ofDays(1);

  protected abstract BucketStore store();

  /** A bucket that nobody used before, and that does not fill while a test runs. */
  private static Bucket bucket(long capacity) {
    return new Bucket("b:" + UUID.randomUUID(), capacity, DAY);
  }

  private Grant take(Draw... draws) {
    return Objects.requireNonNull(store().take(List.of(draws)));
  }

  @Test
  void givesWhatIsThereAndNoMore() {
    var bucket = bucket(3);
    for (int left = 2; left >= 0; left--) {
      var grant = take(new Draw(bucket, 1));
      assertThat(grant.admitted()).isTrue();
      assertThat(grant.levels().getFirst()).isBetween((double) left, left + 0.1);
    }
    var refused = take(new Draw(bucket, 1));
    assertThat(refused.admitted()).isFalse();
    assertThat(refused.levels().getFirst()).isBetween(0.0, 0.1);
  }

  @Test
  void takesFromAllOrFromNone() {
    var wide = bucket(10);
    var narrow = bucket(1);
    assertThat(take(new Draw(wide, 1), new Draw(narrow, 1)).admitted()).isTrue();
    for (int i = 0; i < 5; i++) {
      assertThat(take(new Draw(wide, 1), new Draw(narrow, 1)).admitted()).isFalse();
      assertThat(take(new Draw(narrow, 1), new Draw(wide, 1)).admitted()).isFalse();
    }
    assertThat(take(new Draw(wide, 9)).admitted()).isTrue();
  }

  @Test
  void aFullBucketAdmitsWhatIsLargerThanItselfOnCredit() {
    var bucket = bucket(10);
    assertThat(take(new Draw(bucket, 25)).levels().getFirst()).isBetween(-15.0, -14.9);
    assertThat(take(new Draw(bucket, 1)).admitted()).isFalse();
  }

  @Test
  void debtsAreBounded() {
    var bucket = bucket(10);
    take(new Draw(bucket, Long.MAX_VALUE / 1000));
    store().settle(List.of(new Draw(bucket, -100)));
    assertThat(take(new Draw(bucket, 0)).levels().getFirst()).isBetween(-0.1, 0.1);
  }

  @Test
  void whatIsGivenBackIsThereButNeverMoreThanTheCapacity() {
    var bucket = bucket(5);
    take(new Draw(bucket, 5));
    store().settle(List.of(new Draw(bucket, -2)));
    assertThat(take(new Draw(bucket, 0)).levels().getFirst()).isBetween(2.0, 2.1);
    store().settle(List.of(new Draw(bucket, -1000)));
    assertThat(take(new Draw(bucket, 0)).levels().getFirst()).isEqualTo(5.0);
  }

  @Test
  void fillsEvenly() throws InterruptedException {
    var bucket = new Bucket("b:" + UUID.randomUUID(), 1000, Duration.ofSeconds(1));
    take(new Draw(bucket, 1000));
    long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    // It fills in a second: soon there is something, and never more than there can be.
    while (!take(new Draw(bucket, 100)).admitted()) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  @Test
  void namesMayBeAnything() {
    for (var name : List.of("", " ", "a:b:c", "größe 日", "'); return 1 --", "{}{x}", "a\nb")) {
      var bucket = new Bucket("b:" + UUID.randomUUID() + name, 1, DAY);
      assertThat(take(new Draw(bucket, 1)).admitted()).isTrue();
      assertThat(take(new Draw(bucket, 1)).admitted()).isFalse();
    }
  }

  @Test
  void manyAtOnceNeverGetMoreThanThereIs() throws Exception {
    var bucket = bucket(100);
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      calls.add(() -> {
        var grant = store().take(List.of(new Draw(bucket, 1)));
        return grant != null && grant.admitted();
      });
    }
    int admitted = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var answer : threads.invokeAll(calls)) {
        admitted += answer.get() ? 1 : 0;
      }
    }
    assertThat(admitted).isLessThanOrEqualTo(100);
    assertThat(admitted).isGreaterThan(0);
  }
}
