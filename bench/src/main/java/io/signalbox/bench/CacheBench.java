package io.signalbox.bench;

import io.signalbox.backends.cache.CacheStores;
import io.signalbox.backends.cache.MemoryCacheStore;
import io.signalbox.catalog.AnswerSource;
import io.signalbox.config.ResponseCacheConfig.Eviction;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.store.VectorIndex;
import io.signalbox.store.VectorIndex.Near;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures what looking up an answer in memory costs once the question is a vector, against
 * comparing it with every vector, in the same run: latency, how much of what the comparison finds
 * is found, and memory. The vectors are made up, see {@link QuestionVectors}. Prints a table for
 * docs/performance.md.
 */
@Command(
    name = "cache-bench",
    mixinStandardHelpOptions = true,
    description = "What looking up an answer costs.")
public final class CacheBench implements Callable<Integer> {
  private static final int DIMENSIONS = 384;
  private static final int MANY = 100;
  private static final Duration TTL = Duration.ofDays(1);

  @Option(names = "--lookups", defaultValue = "4000", description = "Look-ups of each size.")
  private int lookups;

  @Option(names = "--top", defaultValue = "5", description = "How many vectors are wanted.")
  private int top;

  @Option(names = "--threshold", defaultValue = "0.8", description = "Their least cosine.")
  private double threshold;

  @Option(names = "--value-bytes", defaultValue = "2000", description = "Length of an answer.")
  private int valueBytes;

  @Option(
      names = "--entries",
      split = ",",
      defaultValue = "1000,10000,100000",
      description = "How many entries.")
  private List<Integer> sizes = new ArrayList<>();

  @Option(names = "--redis", description = "Port of a Redis on this machine to measure as well.")
  private @Nullable Integer redis;

  @Option(
      names = "--postgres",
      description = "Port of a Postgres with pgvector on this machine to measure as well.")
  private @Nullable Integer postgres;

  @Option(names = "--remote-entries", defaultValue = "5000", description = "Entries of those.")
  private int remoteEntries;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CacheBench()).execute(arguments));
  }

  @Override
  public Integer call() {
    for (int warmUp = 0; warmUp < 2; warmUp++) {
      row(20_000, 1, false);
    }
    System.out.printf(
        Locale.ROOT,
        "Made-up clustered vectors of %d numbers; the %d nearest of at least %.2f; %d look-ups%n%n",
        DIMENSIONS,
        top,
        threshold,
        lookups);
    System.out.println(
        "| entries | partitions | p50 us | p99 us | all compared p50 us | p99 us | recall | bytes"
            + " per entry beside the value | counted |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (int size : sizes) {
      row(size, 1, true);
      row(size, MANY, true);
    }
    if (redis != null || postgres != null) {
      System.out.println();
      System.out.println(
          "| store of %d entries | value p50 us | p99 us | nearest p50 us | p99 us |"
              .formatted(remoteEntries));
      System.out.println("|---|---|---|---|---|");
    }
    if (redis != null) {
      remote("redis: {connection: {port: %d, timeout: 5}}".formatted(redis), "redis");
    }
    if (postgres != null) {
      remote("postgres: {port: %d, timeout_ms: 5000}".formatted(postgres), "postgres");
    }
    return 0;
  }

  /** Measures a store that is a server. */
  private void remote(String where, String backend) {
    var text =
        "version: v0.3\nrouting: {}\nglobal: {stores: {response_cache: {backend_type: %s, %s}}}\n"
            .formatted(backend, where);
    var document =
        Objects.requireNonNull(ConfigLoader.load("bench", text, Map.of(), false).document());
    var config = document.global().stores().answers();
    var made = new QuestionVectors(DIMENSIONS, remoteEntries, 11);
    var stored = made.stored(remoteEntries);
    var value = new byte[valueBytes];
    var got = new long[lookups];
    var near = new long[lookups];
    try (var store = CacheStores.open(new AnswerSource(config, null, "made-up", DIMENSIONS))) {
      store.check();
      for (int i = 0; i < remoteEntries; i++) {
        store.values().put(partition(0) + "/" + id(i), value, TTL);
        store.vectors().add(partition(0), id(i), stored.get(i), TTL);
      }
      for (int i = -lookups / 4; i < lookups; i++) {
        var asked = made.asked(stored);
        long start = System.nanoTime();
        var bytes = store.values().get(partition(0) + "/" + id(Math.floorMod(i, remoteEntries)));
        long middle = System.nanoTime();
        var found = store.vectors().nearest(partition(0), asked, top, threshold);
        long end = System.nanoTime();
        if (i >= 0) {
          got[i] = middle - start;
          near[i] = end - middle;
        }
        if (bytes == null || found.size() > top) {
          throw new IllegalStateException("the store lost something");
        }
      }
      boolean semantic = store.capabilities().contains("semantic");
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.0f | %s |%n",
          backend,
          micros(got, 0.5),
          micros(got, 0.99),
          semantic
              ? "%.0f | %.0f".formatted(micros(near, 0.5), micros(near, 0.99))
              : "no search module |");
      store.values().clear("");
      store.vectors().clear("");
    }
  }

  /** What the two ways found, and how long each took, in nanoseconds. */
  private record Outcome(long[] took, long[] plainTook, double recall) {}

  private void row(int entries, int partitions, boolean printed) {
    var made = new QuestionVectors(DIMENSIONS, entries, 11);
    var stored = made.stored(entries);
    long before = used();
    var store = new MemoryCacheStore(entries, Long.MAX_VALUE, Eviction.LRU, DIMENSIONS);
    for (int i = 0; i < entries; i++) {
      var partition = partition(i % partitions);
      store.values().put(partition + "/" + id(i), new byte[valueBytes], TTL);
      store.vectors().add(partition, id(i), stored.get(i), TTL);
    }
    double bytes = (double) (used() - before) / entries - valueBytes;
    double counted = (double) store.bytes() / entries - valueBytes;
    var outcome = ask(store.vectors(), made, stored, partitions);
    if (printed) {
      System.out.printf(
          Locale.ROOT,
          "| %d | %d | %.0f | %.0f | %.0f | %.0f | %.4f | %.0f | %.0f |%n",
          entries,
          partitions,
          micros(outcome.took(), 0.5),
          micros(outcome.took(), 0.99),
          micros(outcome.plainTook(), 0.5),
          micros(outcome.plainTook(), 0.99),
          outcome.recall(),
          bytes,
          counted);
    }
    store.close();
  }

  private Outcome ask(
      VectorIndex index, QuestionVectors made, List<float[]> stored, int partitions) {
    var took = new long[lookups];
    var plainTook = new long[lookups];
    int wanted = 0;
    int found = 0;
    for (int i = 0; i < lookups; i++) {
      var asked = made.asked(stored);
      int partition = i % partitions;
      long start = System.nanoTime();
      var near = index.nearest(partition(partition), asked, top, threshold);
      took[i] = System.nanoTime() - start;
      start = System.nanoTime();
      var exact = compareAll(stored, partition, partitions, asked);
      plainTook[i] = System.nanoTime() - start;
      var ids = new HashSet<>(near.stream().map(Near::id).toList());
      wanted += exact.size();
      found += (int) exact.stream().filter(ids::contains).count();
    }
    return new Outcome(took, plainTook, wanted == 0 ? 1 : (double) found / wanted);
  }

  private List<String> compareAll(
      List<float[]> stored, int partition, int partitions, float[] asked) {
    var best = new double[top];
    var ids = new String[top];
    Arrays.fill(best, threshold);
    for (int i = partition; i < stored.size(); i += partitions) {
      double cosine = QuestionVectors.dot(asked, stored.get(i));
      if (cosine > best[top - 1]) {
        int place = top - 1;
        for (; place > 0 && best[place - 1] < cosine; place--) {
          best[place] = best[place - 1];
          ids[place] = ids[place - 1];
        }
        best[place] = cosine;
        ids[place] = id(i);
      }
    }
    return Arrays.stream(ids).filter(id -> id != null).toList();
  }

  private static String partition(int number) {
    return "main/decision/model/%032x".formatted(number);
  }

  private static String id(int number) {
    return "%032x".formatted(number);
  }

  /** Sorts. */
  private static double micros(long[] took, double share) {
    Arrays.sort(took);
    return took[(int) (share * (took.length - 1))] / 1e3;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
