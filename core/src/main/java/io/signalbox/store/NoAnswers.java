package io.signalbox.store;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place where nothing is kept, and so nothing is found. */
record NoAnswers() implements CacheStore, KeyValueStore, VectorIndex {
  @Override
  public String backend() {
    return "none";
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
    return null;
  }

  @Override
  public void put(String key, byte[] value, Duration ttl) {}

  @Override
  public void remove(String key) {}

  @Override
  public long count(String prefix) {
    return 0;
  }

  @Override
  public List<Near> nearest(String partition, float[] vector, int most, double least) {
    return List.of();
  }

  @Override
  public void add(String partition, String id, float[] vector, Duration ttl) {}

  @Override
  public void remove(String partition, String id) {}

  @Override
  public long clear(String prefix) {
    return 0;
  }

  @Override
  public void close() {}
}
