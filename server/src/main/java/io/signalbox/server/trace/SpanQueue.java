package io.signalbox.server.trace;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Collects ended spans and exports them in batches on a thread of its own. Whoever ends a span
 * never waits: what finds no room, or cannot be exported, is dropped and counted.
 */
final class SpanQueue implements SpanProcessor {
  private static final int ROOM = 8192;
  private static final int MOST_IN_BATCH = 512;
  private static final long PAUSE_MILLIS = 500;
  private static final long TIMEOUT_SECONDS = 10;
  private static final long CLOSING_MILLIS = 3_000;

  private final BlockingQueue<SpanData> waiting = new ArrayBlockingQueue<>(ROOM);
  private final AtomicLong dropped = new AtomicLong();
  private final SpanExporter exporter;
  private final Thread thread;
  private volatile boolean closing;

  SpanQueue(SpanExporter exporter) {
    this.exporter = exporter;
    this.thread = Thread.ofPlatform().daemon().name("trace-export").start(this::work);
  }

  long dropped() {
    return dropped.get();
  }

  private void work() {
    try {
      while (!closing || !waiting.isEmpty()) {
        var first = waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          var batch = new ArrayList<SpanData>();
          batch.add(first);
          waiting.drainTo(batch, MOST_IN_BATCH - 1);
          export(batch);
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void export(ArrayList<SpanData> batch) {
    boolean well = false;
    try {
      well = exporter.export(batch).join(TIMEOUT_SECONDS, TimeUnit.SECONDS).isSuccess();
    } catch (RuntimeException broken) {
      // Counted below, as an export that failed.
    }
    if (!well) {
      dropped.addAndGet(batch.size());
    }
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (span.getSpanContext().isSampled() && (closing || !waiting.offer(span.toSpanData()))) {
      dropped.incrementAndGet();
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /** Lets what waits go out, for at most three seconds. */
  @Override
  public CompletableResultCode shutdown() {
    closing = true;
    try {
      thread.join(CLOSING_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    return exporter.shutdown();
  }
}
