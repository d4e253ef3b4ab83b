package io.signalbox.backends.onnx;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A few platform threads that run native inference, with a bounded number of visitors.
 *
 * <p>A native call pins the carrier of a virtual thread, so callers park here instead. Whoever
 * finds the pool full is refused at once; a caller never waits past its deadline, and work whose
 * caller has gone is skipped when its turn comes.
 *
 * <p>A visitor that has much to do takes a turn for each window and queues again after it, so that
 * a short text waits for one window of each text before it, not for the whole of a long one. It
 * keeps its place meanwhile: what has been let in is not shed half way. And a caller that goes away
 * between two turns asks for no more of them, which is all that cancelling takes.
 */
public final class InferencePool implements AutoCloseable {
  private static final int MOST_THREADS = 4;
  private static final int QUEUE = 256;

  private final ThreadPoolExecutor threads;
  private final Semaphore places;

  /** A pool of as many threads as there are processors, at most 4, and a queue of 256. */
  public InferencePool() {
    this(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()), QUEUE);
  }

  /**
   * @param size number of threads
   * @param queue number of visitors beyond those that may wait
   */
  public InferencePool(int size, int queue) {
    places = new Semaphore(size + queue);
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("inference-", 0).factory());
    threads.prestartAllCoreThreads();
  }

  /**
   * Runs a task of one turn and waits for its result.
   *
   * @throws RouterException {@code OVERLOADED} when the pool is full, {@code TIMEOUT} when the
   *     deadline passes first, {@code CANCELLED} when the caller is interrupted
   */
  public <T> T run(Callable<T> task, Deadline deadline) {
    if (deadline.passed()) {
      throw late();
    }
    try (var visit = enter()) {
      return visit.turn(task, deadline);
    }
  }

  /**
   * Takes a place, to be given back by closing.
   *
   * @throws RouterException {@code OVERLOADED} when the pool is full
   */
  public Visit enter() {
    if (!places.tryAcquire()) {
      throw new RouterException(Fault.OVERLOADED, "inference: queue is full");
    }
    return new Visit();
  }

  /** A place in the pool. For one thread. */
  public final class Visit implements AutoCloseable {
    private final AtomicBoolean left = new AtomicBoolean();

    private Visit() {}

    /**
     * Runs a task when its turn comes and waits for its result. A task that has begun by the time
     * its caller leaves goes on to its end.
     *
     * @throws RouterException {@code TIMEOUT} when the deadline passes first, {@code CANCELLED}
     *     when the caller is interrupted
     */
    public <T> T turn(Callable<T> task, Deadline deadline) {
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
      } catch (RejectedExecutionException | CancellationException e) {
        throw new RouterException(Fault.CANCELLED, "inference: the pool is closed");
      } catch (TimeoutException e) {
        abandon(future);
        throw late();
      } catch (InterruptedException e) {
        abandon(future);
        Thread.currentThread().interrupt();
        throw cancelled();
      } catch (ExecutionException e) {
        throw failure(e);
      }
    }

    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        places.release();
      }
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

  static RouterException cancelled() {
    return new RouterException(Fault.CANCELLED, "inference: the caller went away");
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
