package io.signalbox.backends.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.ResponseCacheConfig.Eviction;
import io.signalbox.store.CacheStore;
import io.signalbox.store.CacheStoreContract;
import io.signalbox.store.VectorIndex.Near;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MemoryCacheStoreTest extends CacheStoreContract {
  private static final long MIB = 1 << 20;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);

  @Override
  protected CacheStore open() {
    return store(10_000, 64 * MIB, Eviction.FIFO);
  }

  private MemoryCacheStore store(int entries, long bytes, Eviction eviction) {
    return new MemoryCacheStore(new MemoryBounds(entries, bytes, eviction), DIMENSIONS, nanos::get);
  }

  @Override
  protected void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static void put(CacheStore store, String... keys) {
    for (var key : keys) {
      store.values().put("p/" + key, bytes(key), LONG);
      store.vectors().add("p", key, EAST, LONG);
    }
  }

  /** What is left, values and vectors alike; looks at them last, as that counts as use. */
  private static List<String> left(CacheStore store, String... keys) {
    var vectors = store.vectors().nearest("p", EAST, 100, -1).stream().map(Near::id).toList();
    var values =
        List.of(keys).stream().filter(key -> store.values().get("p/" + key) != null).toList();
    assertThat(vectors).containsExactlyInAnyOrderElementsOf(values);
    return values;
  }

  @Test
  void theOldestGoesFirst() {
    var store = store(3, MIB, Eviction.FIFO);
    put(store, "a", "b", "c");
    store.values().get("p/a");
    put(store, "d");
    assertThat(left(store, "a", "b", "c", "d")).containsExactly("b", "c", "d");
  }

  @Test
  void theLongestUnusedGoesFirst() {
    var store = store(3, MIB, Eviction.LRU);
    put(store, "a", "b", "c");
    store.values().get("p/a");
    put(store, "d");
    assertThat(left(store, "a", "b", "c", "d")).containsExactly("a", "c", "d");
  }

  @Test
  void theLeastUsedGoesFirst() {
    var store = store(3, MIB, Eviction.LFU);
    put(store, "a", "b", "c");
    for (var used : List.of("a", "a", "c", "c", "b")) {
      store.values().get("p/" + used);
    }
    put(store, "d");
    assertThat(left(store, "a", "b", "c", "d")).containsExactly("a", "c", "d");
  }

  @Test
  void bytesAreBoundedAndWhatIsTooLargeIsNotKept() {
    var store = store(1000, 10_000, Eviction.FIFO);
    for (int i = 0; i < 50; i++) {
      store.values().put("p/" + i, new byte[1000], LONG);
      assertThat(store.bytes()).isLessThanOrEqualTo(10_000);
    }
    assertThat(store.values().count("")).isBetween(5L, 9L);
    assertThat(store.values().get("p/49")).isNotNull();
    store.values().put("p/49", new byte[10_000], LONG);
    assertThat(store.values().get("p/49")).isNull();
    store.values().clear("");
    assertThat(store.bytes()).isZero();
  }

  @Test
  void whatEndedMakesRoomFirst() {
    var store = store(3, MIB, Eviction.FIFO);
    put(store, "a", "b");
    store.values().put("p/short", bytes("x"), Duration.ofSeconds(1));
    store.vectors().add("p", "short", EAST, Duration.ofSeconds(1));
    pass(Duration.ofSeconds(2));
    put(store, "c");
    assertThat(left(store, "a", "b", "c", "short")).containsExactly("a", "b", "c");
  }

  @Test
  void nothingIsLeftOfManyEntriesThatCameAndWent() {
    var store = store(100, MIB, Eviction.LRU);
    var random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      var id = "k" + random.nextInt(300);
      var partition = "p" + random.nextInt(3);
      switch (random.nextInt(5)) {
        case 0 -> store.values().put(partition + "/" + id, new byte[random.nextInt(9)], LONG);
        case 1 ->
            store.vectors().add(partition, id, EAST, Duration.ofMillis(1 + random.nextInt(9)));
        case 2 -> store.values().remove(partition + "/" + id);
        case 3 -> store.vectors().remove(partition, id);
        default -> pass(Duration.ofMillis(1));
      }
    }
    assertThat(store.bytes()).isPositive();
    store.values().clear("");
    store.vectors().clear("");
    assertThat(store.bytes()).isZero();
  }

  @Test
  void sketchesFindWhatComparingAllFinds() {
    int dimensions = 384;
    var random = new Random(3);
    var store = new MemoryCacheStore(100_000, 1 << 30, Eviction.FIFO, dimensions);
    var topic = unit(random, dimensions);
    // A partition of questions about one thing: thousands are as near as 0.6 to each other.
    var all = IntStream.range(0, 5000).mapToObj(_ -> mixed(random, topic, 0.8)).toList();
    for (int i = 0; i < all.size(); i++) {
      store.vectors().add("p", "v" + i, all.get(i), LONG);
    }
    for (int i = 0; i < 1000; i++) {
      store.vectors().remove("p", "v" + i);
    }
    int wanted = 0;
    int found = 0;
    for (int i = 0; i < 200; i++) {
      var asked =
          mixed(random, all.get(1000 + random.nextInt(4000)), 0.75 + 0.2 * random.nextDouble());
      var exact =
          IntStream.range(1000, all.size())
              .boxed()
              .filter(j -> dot(asked, all.get(j)) >= 0.7)
              .sorted((a, b) -> Double.compare(dot(asked, all.get(b)), dot(asked, all.get(a))))
              .limit(5)
              .map(j -> "v" + j)
              .toList();
      var near = store.vectors().nearest("p", asked, 5, 0.7);
      var ids = new HashSet<>(near.stream().map(Near::id).toList());
      wanted += exact.size();
      found += (int) exact.stream().filter(ids::contains).count();
    }
    assertThat(wanted).isGreaterThan(200);
    assertThat((double) found / wanted).isGreaterThanOrEqualTo(0.99);
    store.close();
  }

  private static float[] unit(Random random, int dimensions) {
    var vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return scaled(vector);
  }

  private static float[] mixed(Random random, float[] center, double cosine) {
    var noise = unit(random, center.length);
    var vector = new float[center.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (cosine * center[i] + Math.sqrt(1 - cosine * cosine) * noise[i]);
    }
    return scaled(vector);
  }

  private static float[] scaled(float[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) length;
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
}
