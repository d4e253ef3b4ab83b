package io.signalbox.backends.cache;

import org.jspecify.annotations.Nullable;

/** A value, a vector, or both, of one path. The ledger's lock guards it. */
final class MemoryEntry {
  /**
   * What an entry takes besides its value, vector and path: objects, nodes of the map and of two
   * trees. Measured by CacheBench.
   */
  private static final int OVERHEAD = 448;

  private static final int SKETCH_BITS_A_FLOAT = 33;

  final String key;
  byte @Nullable [] value;
  long valueEnds;
  @Nullable VectorSlot vector;
  String partition = "";

  /** The order of writes, and of uses, among all entries. */
  long written;

  long used;
  long uses;

  MemoryEntry(String key) {
    this.key = key;
  }

  boolean empty() {
    return value == null && vector == null;
  }

  /** When nothing of it counts any more. */
  long ends() {
    long values = value == null ? Long.MIN_VALUE : valueEnds;
    return vector == null ? values : Math.max(values, vector.ends());
  }

  long bytes() {
    long bytes = OVERHEAD + 2L * key.length();
    if (value != null) {
      bytes += value.length;
    }
    if (vector != null) {
      bytes += (long) vector.vector().length * SKETCH_BITS_A_FLOAT / Byte.SIZE;
    }
    return bytes;
  }
}
