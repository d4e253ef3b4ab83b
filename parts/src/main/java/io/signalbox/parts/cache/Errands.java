package io.signalbox.parts.cache;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.store.StoreException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs what may hang beside the call, so that the call goes on when its time is up. What hangs is
 * left alone: it ends when its own time is up.
 */
final class Errands {
  private final boolean aside;
  private final Semaphore open;

  /**
   * @param aside whether anything can hang; if not, all is run on the call's own thread
   * @param most how many run at once
   */
  Errands(boolean aside, int most) {
    this.aside = aside;
    this.open = new Semaphore(most);
  }

  /**
   * Runs an errand.
   *
   * @throws StoreException when the deadline passed
   * @throws RouterException {@code OVERLOADED} when too many are under way, {@code CANCELLED} when
   *     the caller is gone
   * @throws RuntimeException what the errand throws
   */
  <T> T run(Supplier<T> errand, Deadline deadline) {
    if (!aside) {
      return errand.get();
    }
    if (!open.tryAcquire()) {
      throw new RouterException(Fault.OVERLOADED, "too many look-ups are under way");
    }
    var task =
        new FutureTask<>(() -> {
          try {
            return errand.get();
          } finally {
            open.release();
          }
        });
    Thread.ofVirtual().name("answer-lookup").start(task);
    return awaited(task, deadline);
  }

  private static <T> T awaited(FutureTask<T> task, Deadline deadline) {
    try {
      return task.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new StoreException("the store of answers did not answer in time");
    } catch (InterruptedException left) {
      Thread.currentThread().interrupt();
      throw new RouterException(Fault.CANCELLED, "the caller went away");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException thrown
          ? thrown
          : new IllegalStateException(failed.getCause());
    }
  }
}
