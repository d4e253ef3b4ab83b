package io.signalbox.server.story;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Hands things from the threads of calls to one thread that may block. Whoever offers never waits:
 * what finds no room is dropped and counted.
 *
 * @param <T> the things
 */
public final class Outbox<T> implements AutoCloseable {
  private static final long CLOSING_MILLIS = 2_000;

  private final BlockingQueue<T> waiting;
  private final Consumer<T> consumer;
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;

  /**
   * @param name of the thread
   * @param room how many things may wait
   * @param consumer may block; what it throws ends nothing
   */
  public Outbox(String name, int room, Consumer<T> consumer) {
    this.waiting = new ArrayBlockingQueue<>(room);
    this.consumer = consumer;
    this.thread = Thread.ofPlatform().daemon().name(name).start(this::work);
  }

  /** Offers a thing; false when there was no room and it was dropped. */
  public boolean offer(T thing) {
    if (!closing && waiting.offer(thing)) {
      return true;
    }
    dropped.incrementAndGet();
    return false;
  }

  /** How many things were dropped. */
  public long dropped() {
    return dropped.get();
  }

  private void work() {
    try {
      while (!closing || !waiting.isEmpty()) {
        var thing = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (thing != null) {
          consume(thing);
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void consume(T thing) {
    try {
      consumer.accept(thing);
    } catch (RuntimeException broken) {
      dropped.incrementAndGet();
    }
  }

  /** Lets what waits go out, for at most two seconds. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(CLOSING_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
