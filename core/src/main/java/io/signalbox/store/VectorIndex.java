package io.signalbox.store;

import java.time.Duration;
import java.util.List;

/**
 * Finds vectors by nearness. Vectors have unit length; nearness is the cosine, -1 to 1, in every
 * index alike. Partitions are paths as the keys of a {@link KeyValueStore} are, ids single words;
 * only vectors of one partition meet. Safe for use by many threads at once. What it cannot do in
 * its own time it says by {@link StoreException}.
 */
public interface VectorIndex {
  /**
   * A vector that was found.
   *
   * @param id as it was added
   * @param cosine how near it is
   */
  record Near(String id, double cosine) {}

  /**
   * The nearest vectors of a partition, nearest first.
   *
   * @param most how many at most
   * @param least the least cosine that counts
   */
  List<Near> nearest(String partition, float[] vector, int most, double least);

  /**
   * Adds a vector, in place of the one with the same id.
   *
   * @param ttl how long it is kept at most, at least 1 ms
   */
  void add(String partition, String id, float[] vector, Duration ttl);

  /** Forgets a vector; one that is not there is no error. */
  void remove(String partition, String id);

  /** Forgets every vector whose partition begins so, and tells how many; {@code ""} forgets all. */
  long clear(String prefix);
}
