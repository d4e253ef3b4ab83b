package io.signalbox.store;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps records of calls, up to a number and an age. Safe for use by many threads at once. What it
 * cannot do it says by {@link UncheckedIOException}.
 */
public interface ReplayStore extends AutoCloseable {
  /** Whether its methods may wait for a disk or a network. */
  boolean blocking();

  /** Whether other processes may keep records in the same place. */
  default boolean shared() {
    return false;
  }

  /** Keeps a record, in place of the one with the same id if there is one. */
  void put(ReplayRecord record);

  /** Forgets a record. */
  void remove(String id);

  /** The record with that id. */
  Optional<ReplayRecord> find(String id);

  /**
   * Some of the matching records.
   *
   * @param offset how many of the newest to leave out
   * @param limit how many to give at most
   */
  ReplayPage list(ReplayQuery query, int offset, int limit);

  /** Shows every matching record, newest first, and all that it is found by. */
  void each(ReplayQuery query, Consumer<ReplayRecord> consumer);

  @Override
  void close();
}
