package io.signalbox.server.admin.config;

import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Recipes;
import io.signalbox.server.reload.ConfigEvents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Knows which document serves, and waits for another to do so. */
public final class Activation implements ConfigEvents {
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private String active = "";
  private long refusals;

  /** What became of a document that was written. */
  enum State {
    /** It serves. */
    ACTIVE,
    /** It does not serve yet. */
    PENDING,
    /** It was refused, and the one before serves on. */
    FAILED
  }

  @Override
  public void activated(long generation, Recipes recipes, List<Problem> warnings) {
    tell(() -> active = recipes.sha256());
  }

  @Override
  public void refused(List<Problem> problems) {
    tell(() -> refusals++);
  }

  private void tell(Runnable change) {
    lock.lock();
    try {
      change.run();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** SHA-256 of the document that serves, in hexadecimal; empty before any does. */
  String active() {
    lock.lock();
    try {
      return active;
    } finally {
      lock.unlock();
    }
  }

  /** How many documents have been refused so far; to be asked before one is written. */
  long refusals() {
    lock.lock();
    try {
      return refusals;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a document serves or one is refused. A refusal may be that of the document before,
   * so that after one it is waited a little longer.
   *
   * @param refusalsBefore how many there were before it was written
   */
  State await(String sha256, long refusalsBefore, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!active.equals(sha256) && refusals == refusalsBefore && left > 0) {
        left = news.awaitNanos(left);
      }
      left = Math.min(left, AFTER_REFUSAL.toNanos());
      while (!active.equals(sha256) && left > 0) {
        left = news.awaitNanos(left);
      }
      return active.equals(sha256)
          ? State.ACTIVE
          : refusals == refusalsBefore ? State.PENDING : State.FAILED;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return State.PENDING;
    } finally {
      lock.unlock();
    }
  }
}
