package io.signalbox.server.extproc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks twice a second at every open stream, and ends the waits that are overdue. */
final class IdleWatch implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;

  private final Set<GrpcChannel> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("extproc-idle").factory());

  IdleWatch() {
    var _ =
        clock.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  void opened(GrpcChannel channel) {
    open.add(channel);
  }

  void ended(GrpcChannel channel) {
    open.remove(channel);
  }

  /** Streams open now. */
  int count() {
    return open.size();
  }

  private void look() {
    long now = System.nanoTime();
    open.forEach(channel -> channel.endOverdueWait(now));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
