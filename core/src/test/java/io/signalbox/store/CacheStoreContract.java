package io.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.store.VectorIndex.Near;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What holds of every store of answers that finds vectors, of {@link #DIMENSIONS} numbers. */
public abstract class CacheStoreContract extends KeyValueStoreContract {
  protected static final int DIMENSIONS = 8;

  private VectorIndex vectors() {
    return store().vectors();
  }

  /** A unit vector that has this cosine with {@link #EAST}. */
  protected static float[] at(double cosine) {
    var vector = new float[DIMENSIONS];
    vector[0] = (float) cosine;
    vector[1] = (float) Math.sqrt(1 - cosine * cosine);
    return vector;
  }

  /** A unit vector. */
  protected static final float[] EAST = at(1);

  private void add(String partition, String id, double cosine) {
    vectors().add(partition, id, at(cosine), LONG);
  }

  private List<String> ids(String partition, int most, double least) {
    return vectors().nearest(partition, EAST, most, least).stream().map(Near::id).toList();
  }

  @Test
  void findsTheNearestFirstByTheirCosine() {
    var cosines = List.of(0.2, 1.0, -1.0, 0.9, -0.4, 0.7, 0.0);
    cosines.forEach(cosine -> add("p", "c" + cosine, cosine));
    var found = vectors().nearest("p", EAST, 10, -1);
    assertThat(found.stream().map(Near::id))
        .containsExactly("c1.0", "c0.9", "c0.7", "c0.2", "c0.0", "c-0.4", "c-1.0");
    for (var near : found) {
      assertThat(near.cosine())
          .isCloseTo(Double.parseDouble(near.id().substring(1)), within(1e-5))
          .isBetween(-1.0, 1.0);
    }
  }

  @Test
  void givesNoMoreThanWantedAndNoneTooFar() {
    for (int i = 0; i < 20; i++) {
      add("p", "v" + i, 1 - i / 20.0);
    }
    assertThat(ids("p", 3, -1)).containsExactly("v0", "v1", "v2");
    assertThat(ids("p", 10, 0.84)).containsExactly("v0", "v1", "v2", "v3");
    assertThat(ids("p", 5, 1)).containsExactly("v0");
    assertThat(vectors().nearest("p", at(-1), 5, 0.5)).isEmpty();
    assertThat(vectors().nearest("nobody", EAST, 5, -1)).isEmpty();
  }

  @Test
  void partitionsNeverMeet() {
    var partitions = List.of("a", "a/b", "a/b/c", "A", "ab", "a-b", "a*", "*", "a b", "a|b", "_");
    partitions.forEach(partition -> add(partition, "same", 1));
    add("a/b", "other", 0.5);
    for (var partition : partitions) {
      assertThat(ids(partition, 10, -1))
          .as(partition)
          .isEqualTo(partition.equals("a/b") ? List.of("same", "other") : List.of("same"));
    }
    vectors().remove("a", "same");
    assertThat(ids("a", 10, -1)).isEmpty();
    assertThat(ids("a/b", 10, -1)).hasSize(2);
  }

  @Test
  void theLaterVectorOfAnIdHolds() {
    add("p", "a", 1);
    add("p", "b", 0.9);
    add("p", "a", 0.1);
    assertThat(ids("p", 10, -1)).containsExactly("b", "a");
    vectors().remove("p", "b");
    vectors().remove("p", "b");
    vectors().remove("p", "nobody");
    assertThat(ids("p", 10, -1)).containsExactly("a");
  }

  @Test
  void forgetsVectorsWhenTheirTimeIsOver() throws InterruptedException {
    vectors().add("p", "short", EAST, Duration.ofMillis(300));
    vectors().add("p", "renewed", EAST, Duration.ofMillis(300));
    vectors().add("p", "renewed", EAST, LONG);
    assertThat(ids("p", 10, -1)).containsExactlyInAnyOrder("short", "renewed");
    pass(Duration.ofMillis(320));
    assertThat(ids("p", 10, -1)).containsExactly("renewed");
  }

  @Test
  void clearsPartitionsThatBeginSo() {
    for (var partition : List.of("r/d/1", "r/d/2", "r/d2/1", "*/d/1")) {
      add(partition, "x", 1);
      add(partition, "y", 0.9);
    }
    assertThat(vectors().clear("*")).isEqualTo(2);
    assertThat(vectors().clear("r/d/")).isEqualTo(4);
    assertThat(ids("r/d/1", 10, -1)).isEmpty();
    assertThat(ids("r/d2/1", 10, -1)).hasSize(2);
    assertThat(vectors().clear("")).isEqualTo(2);
    assertThat(ids("r/d2/1", 10, -1)).isEmpty();
  }

  @Test
  void valuesAndVectorsOfAPathLiveApart() {
    store().values().put("p/a", bytes("one"), LONG);
    add("p", "a", 1);
    vectors().remove("p", "a");
    assertThat(store().values().get("p/a")).isEqualTo(bytes("one"));
    add("p", "a", 1);
    store().values().remove("p/a");
    assertThat(ids("p", 10, -1)).containsExactly("a");
    assertThat(store().values().count("")).isZero();
    store().values().put("p/a", bytes("two"), LONG);
    assertThat(vectors().clear("p")).isEqualTo(1);
    assertThat(store().values().get("p/a")).isEqualTo(bytes("two"));
  }

  @Test
  void refusesVectorsOfAnotherLength() {
    for (int length : new int[] {0, DIMENSIONS - 1, DIMENSIONS + 1}) {
      assertThatThrownBy(() -> vectors().add("p", "a", new float[length], LONG))
          .isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> vectors().nearest("p", new float[length], 1, 0))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void callersMayChangeTheirVectors() {
    var mine = at(1);
    vectors().add("p", "a", mine, LONG);
    mine[0] = -1;
    assertThat(ids("p", 1, 0.99)).containsExactly("a");
  }

  @Test
  void findsAmongManyWhatOneByOneComparisonFinds() {
    var random = new Random(7);
    var all = new ArrayList<float[]>();
    for (int i = 0; i < 200; i++) {
      all.add(unit(random));
      vectors().add("p", "v" + i, all.getLast(), LONG);
    }
    for (int i = 0; i < 10; i++) {
      var asked = unit(random);
      int best = 0;
      for (int j = 1; j < all.size(); j++) {
        best = dot(asked, all.get(j)) > dot(asked, all.get(best)) ? j : best;
      }
      assertThat(vectors().nearest("p", asked, 1, -1))
          .extracting(Near::id)
          .containsExactly("v" + best);
    }
  }

  private static float[] unit(Random random) {
    var vector = new float[DIMENSIONS];
    double sum = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) random.nextGaussian();
      sum += vector[i] * vector[i];
    }
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] /= (float) Math.sqrt(sum);
    }
    return vector;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void bearsManyVectorsAtOnce() throws InterruptedException {
    var failures = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 8; t++) {
      var mine = "p" + t % 4;
      var id = "t" + t;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 25; i++) {
                  add(mine, id, 1);
                  if (!ids(mine, 10, 0.9).contains(id)) {
                    failures.incrementAndGet();
                  }
                  vectors().remove(mine, id);
                }
                add(mine, id, 1);
              }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(failures).hasValue(0);
    for (int p = 0; p < 4; p++) {
      assertThat(ids("p" + p, 10, -1)).containsExactlyInAnyOrder("t" + p, "t" + (p + 4));
    }
  }
}
