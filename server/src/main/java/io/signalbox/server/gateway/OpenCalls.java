package io.signalbox.server.gateway;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the calls that are open and the bytes of their request bodies, and bounds both. */
final class OpenCalls {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private final int maxCalls;
  private final long maxBytes;
  private int calls;
  private long bytes;

  OpenCalls(int maxCalls, long maxBytes) {
    this.maxCalls = maxCalls;
    this.maxBytes = maxBytes;
  }

  /** Opens a call unless there are too many; an opened one must {@link #leave}. */
  boolean enter() {
    lock.lock();
    try {
      if (calls >= maxCalls) {
        return false;
      }
      calls++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      calls--;
      if (calls == 0) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes room for more bytes unless there is none; what was taken must be released. */
  boolean hold(int more) {
    lock.lock();
    try {
      if (bytes + more > maxBytes) {
        return false;
      }
      bytes += more;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void release(long held) {
    lock.lock();
    try {
      bytes -= held;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no call is open; false when that takes too long or the thread is interrupted. */
  boolean awaitNone(Duration patience) {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (calls > 0) {
        if (left <= 0) {
          return false;
        }
        left = none.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
