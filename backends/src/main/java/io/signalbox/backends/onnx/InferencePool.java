package io.signalbox.backends.onnx;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A few platform threads that run native inference, with a bounded queue before them.
 *
 * <p>A native call pins the carrier of a virtual thread, so callers park here instead. A full queue
 * refuses at once; a caller never waits past its deadline, and work whose caller has gone is
 * skipped when its turn comes.
 */
public final class InferencePool implements AutoCloseable {
  private static final int MOST_THREADS = 4;
  private static final int QUEUE = 256;

  private final ThreadPoolExecutor threads;

  /** A pool of as many threads as there are processors, at most 4, and a queue of 256. */
  public InferencePool() {
    this(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()), QUEUE);
  }

  /**
   * @param size number of threads
   * @param queue number of tasks that may wait
   */
  public InferencePool(int size, int queue) {
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().daemon().name("inference-", 0).factory());
    threads.prestartAllCoreThreads();
  }

  /**
   * Runs a task and waits for its result.
   *
   * @throws RouterException {@code OVERLOADED} when the queue is full, {@code TIMEOUT} when the
   *     deadline passes first, {@code CANCELLED} when the caller is interrupted
   */
  public <T> T run(Callable<T> task, Deadline deadline) {
    if (deadline.passed()) {
      throw late();
    }
    var future =
        new FutureTask<>(() -> {
          if (deadline.passed()) {
            throw late();
          }
          return task.call();
        });
    try {
      threads.execute(future);
      return future.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw new RouterException(Fault.OVERLOADED, "inference: queue is full");
    } catch (TimeoutException e) {
      abandon(future);
      throw late();
    } catch (InterruptedException e) {
      abandon(future);
      Thread.currentThread().interrupt();
      throw new RouterException(Fault.CANCELLED, "inference: the caller went away");
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /** Stops the threads; work that waits is dropped. */
  @Override
  public void close() {
    for (Runnable waiting : threads.shutdownNow()) {
      if (waiting instanceof FutureTask<?> future) {
        future.cancel(false);
      }
    }
    try {
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void abandon(FutureTask<?> future) {
    future.cancel(false);
    threads.remove(future);
  }

  static RouterException late() {
    return new RouterException(Fault.TIMEOUT, "inference: the deadline passed");
  }

  private static RouterException failure(ExecutionException e) {
    if (e.getCause() instanceof RouterException router) {
      return router;
    }
    var failure = new RouterException(Fault.INTERNAL, "inference: failed");
    failure.initCause(e.getCause());
    return failure;
  }
}
