package io.signalbox.backends.cache;

import io.signalbox.config.ResponseCacheConfig;
import io.signalbox.config.ResponseCacheConfig.Eviction;
import io.signalbox.store.CacheStore;
import io.signalbox.store.KeyValueStore;
import io.signalbox.store.StoreException;
import io.signalbox.store.VectorIndex;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers in this process. A value and the vector of the same path are one entry: they count
 * once and go together when there is no room. Times are told by a clock that never jumps.
 */
public final class MemoryCacheStore implements CacheStore {
  private final MemoryLedger ledger;
  private final int dimensions;
  private final KeyValueStore values = new Values();
  private final VectorIndex vectors = new Vectors();

  /**
   * @param config says how much is kept, and what goes first
   * @param dimensions the length of all vectors
   */
  public MemoryCacheStore(ResponseCacheConfig config, int dimensions) {
    this(config.maxEntries(), config.maxBytes(), config.evictionPolicy(), dimensions);
  }

  /**
   * @param entries how many are kept at most
   * @param bytes how many they take at most
   * @param eviction what goes when there is no room
   * @param dimensions the length of all vectors
   */
  public MemoryCacheStore(int entries, long bytes, Eviction eviction, int dimensions) {
    this(new MemoryBounds(entries, bytes, eviction), dimensions, System::nanoTime);
  }

  MemoryCacheStore(MemoryBounds bounds, int dimensions, LongSupplier nanos) {
    this.ledger = new MemoryLedger(bounds, nanos);
    this.dimensions = dimensions;
  }

  @Override
  public String backend() {
    return "memory";
  }

  @Override
  public KeyValueStore values() {
    return values;
  }

  @Override
  public VectorIndex vectors() {
    return vectors;
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public List<String> capabilities() {
    return List.of("exact", "semantic");
  }

  @Override
  public void check() {
    // There is nothing that could be away.
  }

  @Override
  public void close() {
    values.clear("");
    vectors.clear("");
  }

  /** What the entries are counted to take, in bytes. */
  public long bytes() {
    return ledger.bytes();
  }

  private final class Values implements KeyValueStore {
    @Override
    public byte @Nullable [] get(String key) {
      var value = ledger.value(key);
      return value == null ? null : value.clone();
    }

    @Override
    public void put(String key, byte[] value, Duration ttl) {
      ledger.keep(key, value.clone(), ttl);
    }

    @Override
    public void remove(String key) {
      ledger.dropValue(key);
    }

    @Override
    public long clear(String prefix) {
      return ledger.clearValues(prefix);
    }

    @Override
    public long count(String prefix) {
      return ledger.count(prefix);
    }
  }

  private final class Vectors implements VectorIndex {
    @Override
    public List<Near> nearest(String partition, float[] vector, int most, double least) {
      refuseOtherLengths(vector);
      return ledger.nearest(partition, vector, most, least);
    }

    @Override
    public void add(String partition, String id, float[] vector, Duration ttl) {
      refuseOtherLengths(vector);
      ledger.keep(partition, id, vector.clone(), ttl);
    }

    @Override
    public void remove(String partition, String id) {
      ledger.dropVector(partition + "/" + id);
    }

    @Override
    public long clear(String prefix) {
      return ledger.clearVectors(prefix);
    }

    private void refuseOtherLengths(float[] vector) {
      if (vector.length != dimensions) {
        throw new StoreException(
            "a vector of %d numbers (expected: %d)".formatted(vector.length, dimensions));
      }
    }
  }
}
