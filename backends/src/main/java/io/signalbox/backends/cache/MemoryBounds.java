package io.signalbox.backends.cache;

import io.signalbox.config.ResponseCacheConfig.Eviction;
import java.util.Comparator;

/**
 * What is kept in memory at most.
 *
 * @param entries how many
 * @param bytes of values, vectors, paths and what it takes to find them
 * @param eviction what goes when there is no room
 */
record MemoryBounds(int entries, long bytes, Eviction eviction) {
  /** The entry that goes first comes first; no two entries are equal. */
  Comparator<MemoryEntry> order() {
    Comparator<MemoryEntry> order =
        switch (eviction) {
          case FIFO -> Comparator.comparingLong(entry -> entry.written);
          case LRU -> Comparator.comparingLong(entry -> entry.used);
          case LFU ->
              Comparator.<MemoryEntry>comparingLong(entry -> entry.uses)
                  .thenComparingLong(entry -> entry.used);
        };
    return order.thenComparing(entry -> entry.key);
  }
}
