package io.signalbox.store;

import java.util.List;

/** A place where answers are kept: bytes by key, and vectors that lead to keys. */
public interface CacheStore extends AutoCloseable {
  /** In the place of a store while a document is checked: keeps nothing. */
  CacheStore NONE = new NoAnswers();

  /** The word of the configuration for it, such as {@code memory}. */
  String backend();

  KeyValueStore values();

  VectorIndex vectors();

  /** Whether other processes keep answers in the same place. */
  boolean shared();

  /** What it can do, in words of the management API, such as {@code semantic}. */
  List<String> capabilities();

  /**
   * Asks it something, to tell whether it works.
   *
   * @throws StoreException when it does not, with the reason: unreachable, the wrong dimension, ...
   */
  void check();

  @Override
  void close();
}
