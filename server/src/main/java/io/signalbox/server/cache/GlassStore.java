package io.signalbox.server.cache;

import io.signalbox.infer.Embedder;
import io.signalbox.store.CacheStore;
import io.signalbox.store.KeyValueStore;
import io.signalbox.store.VectorIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store of a few answers in this process that lets one see what it is asked. */
public final class GlassStore implements CacheStore {
  private final Map<String, byte[]> kept = new HashMap<>();
  private final Map<String, Map<String, float[]>> questions = new HashMap<>();
  private @Nullable String key;
  private @Nullable Double threshold;

  /**
   * What it was asked last.
   *
   * @param key of the answer, or null when nothing was looked up
   * @param threshold the least cosine, or null when nothing near was looked for
   */
  record Lookup(@Nullable String key, @Nullable Double threshold) {
    /** The partition of the key, the empty string when nothing was looked up. */
    String partition() {
      return key == null ? "" : key.substring(0, key.lastIndexOf('/'));
    }
  }

  /** What it was asked since this was called before. */
  synchronized Lookup seen() {
    var seen = new Lookup(key, threshold);
    key = null;
    threshold = null;
    return seen;
  }

  @Override
  public String backend() {
    return "memory";
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
  public void check() {}

  @Override
  public void close() {}

  @Override
  public KeyValueStore values() {
    return new Values();
  }

  @Override
  public VectorIndex vectors() {
    return new Vectors();
  }

  private final class Values implements KeyValueStore {
    @Override
    public byte @Nullable [] get(String wanted) {
      synchronized (GlassStore.this) {
        if (key == null) {
          key = wanted;
        }
        return kept.get(wanted);
      }
    }

    @Override
    public void put(String wanted, byte[] value, Duration ttl) {
      synchronized (GlassStore.this) {
        kept.put(wanted, value);
      }
    }

    @Override
    public void remove(String wanted) {
      synchronized (GlassStore.this) {
        kept.remove(wanted);
      }
    }

    @Override
    public long clear(String prefix) {
      synchronized (GlassStore.this) {
        long before = count(prefix);
        kept.keySet().removeIf(one -> one.startsWith(prefix));
        return before;
      }
    }

    @Override
    public long count(String prefix) {
      synchronized (GlassStore.this) {
        return kept.keySet().stream().filter(one -> one.startsWith(prefix)).count();
      }
    }
  }

  private final class Vectors implements VectorIndex {
    @Override
    public List<Near> nearest(String partition, float[] vector, int most, double least) {
      synchronized (GlassStore.this) {
        threshold = least;
        var near = new ArrayList<Near>();
        questions
            .getOrDefault(partition, Map.of())
            .forEach((id, other) -> near.add(new Near(id, Embedder.cosine(vector, other))));
        return near.stream()
            .filter(one -> one.cosine() >= least)
            .sorted(Comparator.comparingDouble(Near::cosine).reversed())
            .limit(most)
            .toList();
      }
    }

    @Override
    public void add(String partition, String id, float[] vector, Duration ttl) {
      synchronized (GlassStore.this) {
        questions.computeIfAbsent(partition, any -> new HashMap<>()).put(id, vector);
      }
    }

    @Override
    public void remove(String partition, String id) {
      synchronized (GlassStore.this) {
        questions.getOrDefault(partition, new HashMap<>()).remove(id);
      }
    }

    @Override
    public long clear(String prefix) {
      synchronized (GlassStore.this) {
        long before = questions.size();
        questions.keySet().removeIf(one -> one.startsWith(prefix));
        return before - questions.size();
      }
    }
  }
}
