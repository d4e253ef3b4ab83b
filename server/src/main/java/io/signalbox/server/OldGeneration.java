package io.signalbox.server;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The old generation of the serial collector, which takes all of the heap it is allowed before it
 * cleans up. What lives for minutes ends as garbage there: readings that are remembered, answers
 * and records that are kept, a few kilobytes a call. So it is cleaned up when it has grown enough
 * for the pause to be worth it. Other collectors see to it themselves.
 */
final class OldGeneration {
  /** Bytes that it may grow by. */
  static final long ROOM = 128L << 20;

  private static final String POOL = "Tenured Gen";

  private final LongSupplier used;
  private final LongSupplier left;
  private final Runnable cleaning;

  /**
   * @param used bytes in use
   * @param left bytes that the last cleaning left
   */
  OldGeneration(LongSupplier used, LongSupplier left, Runnable cleaning) {
    this.used = used;
    this.left = left;
    this.cleaning = cleaning;
  }

  /** The one of this virtual machine, if the serial collector is its collector. */
  static Optional<OldGeneration> ofThisMachine() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals(POOL))
        .findFirst()
        .map(OldGeneration::of);
  }

  private static OldGeneration of(MemoryPoolMXBean pool) {
    return new OldGeneration(
        () -> pool.getUsage().getUsed(), () -> pool.getCollectionUsage().getUsed(), System::gc);
  }

  /** Cleans up if it is time to. */
  void look() {
    if (used.getAsLong() - left.getAsLong() >= ROOM) {
      cleaning.run();
    }
  }
}
