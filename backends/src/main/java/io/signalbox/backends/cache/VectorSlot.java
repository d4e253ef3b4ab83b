package io.signalbox.backends.cache;

/**
 * A vector of a table.
 *
 * @param ends when it does not count any more, by the clock of its store
 */
record VectorSlot(String id, float[] vector, long ends) {}
