package io.signalbox.backends.cache;

import io.signalbox.store.VectorIndex.Near;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a store in memory, by path, by the order in which they go and by the time they
 * end. One lock guards all of that; vectors are looked up beside it, under the lock of their table
 * alone, so that a long look-up keeps nobody from reading values. Whoever changes a vector holds
 * this lock first, then the table's.
 */
final class MemoryLedger {
  /** So many ended entries are dropped by the way; more would keep the caller too long. */
  private static final int DROPPED_BY_THE_WAY = 32;

  private final MemoryBounds bounds;
  private final LongSupplier nanos;
  private final long origin;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, MemoryEntry> entries = new HashMap<>();
  private final TreeSet<MemoryEntry> byOrder;
  private final TreeSet<MemoryEntry> byEnd =
      new TreeSet<>(Comparator.comparingLong(MemoryEntry::ends).thenComparing(entry -> entry.key));
  private final Map<String, VectorTable> tables = new ConcurrentHashMap<>();
  private long bytes;
  private long steps;

  MemoryLedger(MemoryBounds bounds, LongSupplier nanos) {
    this.bounds = bounds;
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
    this.byOrder = new TreeSet<>(bounds.order());
  }

  byte @Nullable [] value(String key) {
    return locked(() -> {
      dropEnded();
      var entry = entries.get(key);
      if (entry == null || entry.value == null || entry.valueEnds <= now()) {
        return null;
      }
      byOrder.remove(entry);
      entry.used = ++steps;
      entry.uses++;
      byOrder.add(entry);
      return entry.value;
    });
  }

  void keep(String key, byte[] value, Duration ttl) {
    locked(() -> {
      dropEnded();
      var entry = taken(key);
      entry.value = value;
      entry.valueEnds = end(ttl);
      return put(entry);
    });
  }

  void keep(String partition, String id, float[] vector, Duration ttl) {
    locked(() -> {
      dropEnded();
      var entry = taken(partition + "/" + id);
      forgetVector(entry);
      var slot = new VectorSlot(id, vector, end(ttl));
      tables.computeIfAbsent(partition, _ -> new VectorTable(vector.length)).put(slot);
      entry.vector = slot;
      entry.partition = partition;
      return put(entry);
    });
  }

  List<Near> nearest(String partition, float[] vector, int most, double least) {
    var table = tables.get(partition);
    return table == null ? List.of() : table.nearest(vector, most, least, now());
  }

  void dropValue(String key) {
    locked(() -> change(entries.get(key), entry -> entry.value = null));
  }

  void dropVector(String key) {
    locked(() -> change(entries.get(key), this::forgetVector));
  }

  long clearValues(String prefix) {
    return clear(
        entry -> entry.value != null && entry.key.startsWith(prefix), entry -> entry.value = null);
  }

  long clearVectors(String prefix) {
    return clear(
        entry -> entry.vector != null && entry.partition.startsWith(prefix), this::forgetVector);
  }

  long count(String prefix) {
    return locked(() -> {
      long now = now();
      return entries.values().stream()
          .filter(entry -> entry.value != null && entry.valueEnds > now)
          .filter(entry -> entry.key.startsWith(prefix))
          .count();
    });
  }

  long bytes() {
    return locked(() -> bytes);
  }

  /** What is done to an entry that is out of all orders meanwhile. */
  @FunctionalInterface
  private interface Change {
    void of(MemoryEntry entry);
  }

  private long clear(Predicate<MemoryEntry> which, Change change) {
    return locked(() -> {
      var found = entries.values().stream().filter(which).toList();
      found.forEach(entry -> change(entry, change));
      return (long) found.size();
    });
  }

  private boolean change(@Nullable MemoryEntry entry, Change change) {
    if (entry == null) {
      return false;
    }
    detach(entry);
    change.of(entry);
    if (!entry.empty()) {
      attach(entry);
    }
    return true;
  }

  /** The entry of a path, out of all orders; a new one where there is none. */
  private MemoryEntry taken(String key) {
    var entry = entries.get(key);
    if (entry == null) {
      return new MemoryEntry(key);
    }
    detach(entry);
    return entry;
  }

  private boolean put(MemoryEntry entry) {
    long size = entry.bytes();
    if (size > bounds.bytes()) {
      forgetVector(entry);
      return false;
    }
    while (entries.size() >= bounds.entries() || bytes + size > bounds.bytes()) {
      drop(byOrder.first());
    }
    entry.written = ++steps;
    entry.used = steps;
    attach(entry);
    return true;
  }

  private void attach(MemoryEntry entry) {
    entries.put(entry.key, entry);
    byOrder.add(entry);
    byEnd.add(entry);
    bytes += entry.bytes();
  }

  private void detach(MemoryEntry entry) {
    entries.remove(entry.key);
    byOrder.remove(entry);
    byEnd.remove(entry);
    bytes -= entry.bytes();
  }

  private void drop(MemoryEntry entry) {
    detach(entry);
    forgetVector(entry);
  }

  private void forgetVector(MemoryEntry entry) {
    var slot = entry.vector;
    if (slot != null) {
      entry.vector = null;
      tables.computeIfPresent(
          entry.partition, (_, table) -> table.remove(slot.id()) ? null : table);
    }
  }

  private void dropEnded() {
    long now = now();
    for (int i = 0; i < DROPPED_BY_THE_WAY && !byEnd.isEmpty(); i++) {
      var first = byEnd.first();
      if (first.ends() > now) {
        return;
      }
      drop(first);
    }
  }

  private long now() {
    return nanos.getAsLong() - origin;
  }

  private long end(Duration ttl) {
    long most = Long.MAX_VALUE / 2;
    return now() + (ttl.compareTo(Duration.ofNanos(most)) > 0 ? most : ttl.toNanos());
  }

  private <T extends @Nullable Object> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
