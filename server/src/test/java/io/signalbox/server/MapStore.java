package io.signalbox.server;

import io.signalbox.store.CacheStore;
import io.signalbox.store.KeyValueStore;
import io.signalbox.store.StoreException;
import io.signalbox.store.VectorIndex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A store of answers in a map, which can be told to fail. */
public final class MapStore implements CacheStore {
  public final Map<String, byte[]> kept = new TreeMap<>();
  public final Set<String> questions = new TreeSet<>();
  private final String backend;
  private final boolean shared;
  public @Nullable RuntimeException failure;
  public Runnable afterClearing = () -> {};
  public boolean closed;

  public MapStore(String backend, boolean shared) {
    this.backend = backend;
    this.shared = shared;
  }

  public void keep(String partition, String id) {
    kept.put(partition + "/" + id, new byte[] {1});
    questions.add(partition + "/" + id);
  }

  private void fail() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public String backend() {
    return backend;
  }

  @Override
  public boolean shared() {
    return shared;
  }

  @Override
  public List<String> capabilities() {
    return List.of("exact", "semantic");
  }

  @Override
  public void check() {
    fail();
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public KeyValueStore values() {
    return new KeyValueStore() {
      @Override
      public byte @Nullable [] get(String key) {
        fail();
        return kept.get(key);
      }

      @Override
      public void put(String key, byte[] value, Duration ttl) {
        kept.put(key, value);
      }

      @Override
      public void remove(String key) {
        kept.remove(key);
      }

      @Override
      public long clear(String prefix) {
        fail();
        long before = kept.size();
        kept.keySet().removeIf(key -> key.startsWith(prefix));
        long removed = before - kept.size();
        afterClearing.run();
        return removed;
      }

      @Override
      public long count(String prefix) {
        fail();
        return kept.keySet().stream().filter(key -> key.startsWith(prefix)).count();
      }
    };
  }

  @Override
  public VectorIndex vectors() {
    return new VectorIndex() {
      @Override
      public List<Near> nearest(String partition, float[] vector, int most, double least) {
        throw new StoreException("not asked here");
      }

      @Override
      public void add(String partition, String id, float[] vector, Duration ttl) {
        questions.add(partition + "/" + id);
      }

      @Override
      public void remove(String partition, String id) {
        questions.remove(partition + "/" + id);
      }

      @Override
      public long clear(String prefix) {
        fail();
        long before = questions.size();
        questions.removeIf(key -> key.startsWith(prefix));
        return before - questions.size();
      }
    };
  }
}
