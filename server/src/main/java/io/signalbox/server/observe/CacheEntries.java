package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.store.CacheStore;
import io.signalbox.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells how many answers each store keeps. A scrape shows what was counted last and has it counted
 * anew behind its back, at most every so often: a store may be slow, and a scrape must not be.
 */
public final class CacheEntries {
  private static final long EVERY_NANOS = Duration.ofSeconds(15).toNanos();

  private final Supplier<List<CacheStore>> stores;
  private final LongSupplier nanos;
  private final AtomicBoolean counting = new AtomicBoolean();
  private volatile Map<String, Long> counts = Map.of();
  private volatile long countedAt;

  /**
   * Registers the gauge.
   *
   * @param nanos a clock, as {@link System#nanoTime}
   */
  public CacheEntries(
      PrometheusRegistry registry, Supplier<List<CacheStore>> stores, LongSupplier nanos) {
    this.stores = stores;
    this.nanos = nanos;
    countedAt = nanos.getAsLong() - EVERY_NANOS;
    GaugeWithCallback.builder()
        .name("llm_cache_entries_total")
        .help("Answers that are kept.")
        .labelNames("backend")
        .callback(this::tell)
        .register(registry);
  }

  private void tell(GaugeWithCallback.Callback callback) {
    if (nanos.getAsLong() - countedAt >= EVERY_NANOS && counting.compareAndSet(false, true)) {
      Thread.ofVirtual().name("cache-entries").start(this::count);
    }
    counts.forEach((backend, count) -> callback.call(count, backend));
  }

  /** Counts now; what a store does not tell keeps its last value. */
  void count() {
    try {
      var fresh = new TreeMap<String, Long>();
      for (var store : stores.get()) {
        var known = counts.get(store.backend());
        try {
          fresh.merge(store.backend(), store.values().count(""), Long::sum);
        } catch (StoreException silent) {
          if (known != null) {
            fresh.putIfAbsent(store.backend(), known);
          }
        }
      }
      counts = Map.copyOf(fresh);
    } finally {
      countedAt = nanos.getAsLong();
      counting.set(false);
    }
  }
}
