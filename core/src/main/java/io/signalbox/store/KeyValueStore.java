package io.signalbox.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bytes for a while. Keys are paths of printable ASCII words with {@code /} between them.
 * Safe for use by many threads at once. What it cannot do in its own time it says by {@link
 * StoreException}.
 */
public interface KeyValueStore {
  /** The bytes of a key, or null where there are none any more. */
  byte @Nullable [] get(String key);

  /**
   * Keeps bytes, in place of those the key had.
   *
   * @param ttl how long at most, at least 1 ms
   */
  void put(String key, byte[] value, Duration ttl);

  /** Forgets a key; one that is not there is no error. */
  void remove(String key);

  /** Forgets every key that begins so, and tells how many; {@code ""} forgets all. */
  long clear(String prefix);

  /** How many keys there are that begin so; may be an estimate. */
  long count(String prefix);
}
