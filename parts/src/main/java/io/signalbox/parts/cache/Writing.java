package io.signalbox.parts.cache;

import java.util.concurrent.Semaphore;

/**
 * Runs what is written to a store: at once where that is quick, else behind the call, a few at a
 * time and no more than fit into a bounded queue.
 */
final class Writing {
  private static final int KIBIBYTE = 1024;
  private static final int AT_ONCE = 4;

  private final boolean aside;
  private final int roomKibibytes;
  private final Semaphore room;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  /**
   * @param aside whether the call does not wait
   * @param roomBytes most bytes that wait
   */
  Writing(boolean aside, long roomBytes) {
    this.aside = aside;
    this.roomKibibytes = Math.toIntExact(Math.max(1, roomBytes / KIBIBYTE));
    this.room = new Semaphore(roomKibibytes);
  }

  /**
   * Runs something that writes.
   *
   * @param bytes it holds while it waits
   * @param slow whether the call had better not wait, whatever the store
   * @return whether it was taken; it is not when there is no room
   */
  boolean take(long bytes, boolean slow, Runnable writes) {
    if (!aside && !slow) {
      writes.run();
      return true;
    }
    int size = (int) Math.min(roomKibibytes, bytes / KIBIBYTE + 1);
    if (!room.tryAcquire(size)) {
      return false;
    }
    Thread.ofVirtual()
        .name("answer-writer")
        .start(() -> {
          turns.acquireUninterruptibly();
          try {
            writes.run();
          } finally {
            turns.release();
            room.release(size);
          }
        });
    return true;
  }
}
