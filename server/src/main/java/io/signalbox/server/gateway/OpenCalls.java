package io.signalbox.server.gateway;

import io.signalbox.server.door.Budget;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the calls of one gateway, which takes them and their bytes from the budget of all doors.
 */
final class OpenCalls {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private final Budget budget;
  private int calls;

  OpenCalls(Budget budget) {
    this.budget = budget;
  }

  /** Opens a call unless there are too many; an opened one must {@link #leave}. */
  boolean enter() {
    if (!budget.enter()) {
      return false;
    }
    lock.lock();
    try {
      calls++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    budget.leave();
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
