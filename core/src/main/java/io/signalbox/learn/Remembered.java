package io.signalbox.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A map of bounded size that forgets what was not asked for longest. Safe for use by many threads.
 */
final class Remembered<K, V> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<K, V> entries;

  Remembered(int most) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  @Nullable V find(K key) {
    lock.lock();
    try {
      return entries.get(key);
    } finally {
      lock.unlock();
    }
  }

  void put(K key, V value) {
    lock.lock();
    try {
      entries.put(key, value);
    } finally {
      lock.unlock();
    }
  }

  /** Changes the value of a key, or gives it a first one. */
  void change(K key, V first, UnaryOperator<V> how) {
    lock.lock();
    try {
      var before = entries.get(key);
      entries.put(key, how.apply(before == null ? first : before));
    } finally {
      lock.unlock();
    }
  }

  /** Changes the value of a key that has one. */
  void changeKnown(K key, UnaryOperator<V> how) {
    lock.lock();
    try {
      var before = entries.get(key);
      if (before != null) {
        entries.put(key, how.apply(before));
      }
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  /** What is made of each entry. */
  <T> List<T> each(BiFunction<K, V, T> make) {
    lock.lock();
    try {
      var made = new ArrayList<T>(entries.size());
      entries.forEach((key, value) -> made.add(make.apply(key, value)));
      return made;
    } finally {
      lock.unlock();
    }
  }
}
