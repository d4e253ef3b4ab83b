package io.signalbox.parts.cache;

import io.signalbox.parts.AnswerMaps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store of maps whose every operation can fail or hang. */
final class ScriptedStore extends AnswerMaps {
  final Map<String, Duration> ttls = new ConcurrentHashMap<>();
  final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final boolean shared;
  volatile Supplier<RuntimeException> failure = () -> new IllegalStateException("broken");
  volatile @Nullable CountDownLatch frozen;

  ScriptedStore(boolean shared) {
    this.shared = shared;
  }

  private void reach(String operation) {
    var ice = frozen;
    if (ice != null) {
      try {
        ice.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (failing.contains(operation)) {
      throw failure.get();
    }
  }

  @Override
  public String backend() {
    return "scripted";
  }

  @Override
  public boolean shared() {
    return shared;
  }

  @Override
  public byte @Nullable [] get(String key) {
    reach("get");
    return super.get(key);
  }

  @Override
  public void put(String key, byte[] value, Duration ttl) {
    reach("put");
    super.put(key, value, ttl);
    ttls.put(key, ttl);
  }

  @Override
  public void remove(String key) {
    reach("remove");
    super.remove(key);
  }

  @Override
  public List<Near> nearest(String partition, float[] vector, int most, double least) {
    reach("nearest");
    return super.nearest(partition, vector, most, least);
  }

  @Override
  public void add(String partition, String id, float[] vector, Duration ttl) {
    reach("add");
    super.add(partition, id, vector, ttl);
  }

  @Override
  public void remove(String partition, String id) {
    reach("forget");
    super.remove(partition, id);
  }
}
