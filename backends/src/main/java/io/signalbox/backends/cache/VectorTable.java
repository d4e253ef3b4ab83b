package io.signalbox.backends.cache;

import io.signalbox.store.VectorIndex.Near;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of one partition. A small table is compared vector by vector. A large one keeps a
 * sketch of each vector beside it, the signs of its numbers: the share of signs in which two unit
 * vectors differ is near their angle divided by pi (Charikar 2002). One pass over the sketches,
 * which lie in one array, leaves few candidates; these are compared exactly.
 */
final class VectorTable {
  /** From so many vectors on, sketches are worth it. */
  private static final int LARGE = 128;

  /** Shorter vectors have too few signs to tell anything. */
  private static final int LEAST_SIGNS = 128;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, Integer> places = new HashMap<>();
  private final int dimensions;
  private @Nullable VectorSlot[] slots = new VectorSlot[4];
  private @Nullable Sketches sketches;
  private int size;

  VectorTable(int dimensions) {
    this.dimensions = dimensions;
  }

  void put(VectorSlot slot) {
    lock.writeLock().lock();
    try {
      var known = places.get(slot.id());
      int place = known == null ? size++ : known;
      if (place == slots.length) {
        slots = Arrays.copyOf(slots, slots.length + slots.length / 2);
      }
      places.put(slot.id(), place);
      slots[place] = slot;
      sketch(place);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void sketch(int place) {
    if (sketches != null) {
      sketches.set(place, slot(place).vector());
    } else if (size > LARGE && dimensions >= LEAST_SIGNS) {
      var made = new Sketches(dimensions);
      for (int i = 0; i < size; i++) {
        made.set(i, slot(i).vector());
      }
      sketches = made;
    }
  }

  /** Forgets a vector; the last one takes its place. True when none is left. */
  boolean remove(String id) {
    lock.writeLock().lock();
    try {
      var place = places.remove(id);
      if (place != null) {
        int last = --size;
        if (place != last) {
          var moved = slot(last);
          slots[place] = moved;
          places.put(moved.id(), place);
          sketch(place);
        }
        slots[last] = null;
        shrink();
      }
      return size == 0;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void shrink() {
    if (size < LARGE / 2) {
      sketches = null;
    }
    if (size < slots.length / 4) {
      slots = Arrays.copyOf(slots, slots.length / 2);
    }
  }

  private VectorSlot slot(int place) {
    return Objects.requireNonNull(slots[place]);
  }

  /**
   * The nearest vectors, nearest first.
   *
   * @param now what ended until then does not count
   */
  List<Near> nearest(float[] vector, int most, double least, long now) {
    lock.readLock().lock();
    try {
      var found = sketches == null ? null : sketches.candidates(vector, size, most, least);
      var nearest = new Nearest(most, least);
      int compared = found == null ? size : found.length;
      for (int i = 0; i < compared; i++) {
        var slot = slot(found == null ? i : found[i]);
        if (slot.ends() > now) {
          nearest.offer(slot.id(), dot(vector, slot.vector()));
        }
      }
      return nearest.list();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Eight sums, since one would wait for itself. */
  private static double dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (int end = a.length - 7; i < end; i += 8) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
      s4 = Math.fma(a[i + 4], b[i + 4], s4);
      s5 = Math.fma(a[i + 5], b[i + 5], s5);
      s6 = Math.fma(a[i + 6], b[i + 6], s6);
      s7 = Math.fma(a[i + 7], b[i + 7], s7);
    }
    for (; i < a.length; i++) {
      s0 = Math.fma(a[i], b[i], s0);
    }
    return (s0 + s1) + (s2 + s3) + ((s4 + s5) + (s6 + s7));
  }
}
