package io.signalbox.store;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that is not asked for a while after it failed several times, so that calls do not wait
 * for one that is away. Values and vectors fail apart: one may work without the other. {@link
 * #check} always asks.
 */
public final class BreakingCacheStore implements CacheStore {
  private final CacheStore store;
  private final KeyValueStore values;
  private final VectorIndex vectors;

  public BreakingCacheStore(CacheStore store) {
    this(store, System::nanoTime);
  }

  BreakingCacheStore(CacheStore store, LongSupplier nanos) {
    this.store = store;
    var circuit = new Circuit(store.backend(), nanos);
    this.values = new Values(store.values(), circuit);
    this.vectors =
        new Vectors(store.vectors(), new Circuit("the index of " + store.backend(), nanos));
  }

  @Override
  public String backend() {
    return store.backend();
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
    return store.shared();
  }

  @Override
  public List<String> capabilities() {
    return store.capabilities();
  }

  @Override
  public void check() {
    store.check();
  }

  @Override
  public void close() {
    store.close();
  }

  private record Values(KeyValueStore store, Circuit circuit) implements KeyValueStore {
    @Override
    public byte @Nullable [] get(String key) {
      return circuit.ask(() -> store.get(key));
    }

    @Override
    public void put(String key, byte[] value, Duration ttl) {
      circuit.ask(() -> {
        store.put(key, value, ttl);
        return true;
      });
    }

    @Override
    public void remove(String key) {
      circuit.ask(() -> {
        store.remove(key);
        return true;
      });
    }

    @Override
    public long clear(String prefix) {
      return circuit.ask(() -> store.clear(prefix));
    }

    @Override
    public long count(String prefix) {
      return circuit.ask(() -> store.count(prefix));
    }
  }

  private record Vectors(VectorIndex index, Circuit circuit) implements VectorIndex {
    @Override
    public List<Near> nearest(String partition, float[] vector, int most, double least) {
      return circuit.ask(() -> index.nearest(partition, vector, most, least));
    }

    @Override
    public void add(String partition, String id, float[] vector, Duration ttl) {
      circuit.ask(() -> {
        index.add(partition, id, vector, ttl);
        return true;
      });
    }

    @Override
    public void remove(String partition, String id) {
      circuit.ask(() -> {
        index.remove(partition, id);
        return true;
      });
    }

    @Override
    public long clear(String prefix) {
      return circuit.ask(() -> index.clear(prefix));
    }
  }
}
