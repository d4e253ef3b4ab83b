package io.signalbox.parts;

import io.signalbox.store.CacheStore;
import io.signalbox.store.KeyValueStore;
import io.signalbox.store.VectorIndex;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A store of maps; closing empties it. */
public class AnswerMaps implements CacheStore, KeyValueStore, VectorIndex {
  public final Map<String, byte[]> values = new ConcurrentHashMap<>();
  public final Map<String, Map<String, float[]>> vectors = new ConcurrentHashMap<>();

  @Override
  public String backend() {
    return "maps";
  }

  @Override
  public KeyValueStore values() {
    return this;
  }

  @Override
  public VectorIndex vectors() {
    return this;
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public List<String> capabilities() {
    return List.of();
  }

  @Override
  public void check() {}

  @Override
  public byte @Nullable [] get(String key) {
    return values.get(key);
  }

  @Override
  public void put(String key, byte[] value, Duration ttl) {
    values.put(key, value);
  }

  @Override
  public void remove(String key) {
    values.remove(key);
  }

  @Override
  public long count(String prefix) {
    return values.size();
  }

  @Override
  public List<Near> nearest(String partition, float[] vector, int most, double least) {
    return vectors.getOrDefault(partition, Map.of()).entrySet().stream()
        .map(entry -> new Near(entry.getKey(), cosine(entry.getValue(), vector)))
        .filter(near -> near.cosine() >= least)
        .sorted(Comparator.comparingDouble(Near::cosine).reversed())
        .limit(most)
        .toList();
  }

  private static double cosine(float[] one, float[] other) {
    double cosine = 0;
    for (int i = 0; i < one.length; i++) {
      cosine += one[i] * other[i];
    }
    return cosine;
  }

  @Override
  public void add(String partition, String id, float[] vector, Duration ttl) {
    vectors.computeIfAbsent(partition, any -> new ConcurrentHashMap<>()).put(id, vector);
  }

  @Override
  public void remove(String partition, String id) {
    vectors.getOrDefault(partition, new ConcurrentHashMap<>()).remove(id);
  }

  @Override
  public long clear(String prefix) {
    return 0;
  }

  @Override
  public void close() {
    values.clear();
    vectors.clear();
  }
}
