package io.signalbox.server.extproc;

import io.signalbox.chat.Call;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.Routed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts how calls begin and end. */
final class Tally implements RouterEvents {
  private final AtomicInteger routed = new AtomicInteger();
  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  @Override
  public void routed(Routed call, Duration took) {
    routed.incrementAndGet();
  }

  @Override
  public void finished(Routed call, Ending ending) {
    finished.incrementAndGet();
  }

  @Override
  public void failed(Call call, @Nullable String askedFor, RouterException error) {
    failed.incrementAndGet();
  }

  void clear() {
    routed.set(0);
    finished.set(0);
    failed.set(0);
  }

  int routed() {
    return routed.get();
  }

  int finished() {
    return finished.get();
  }

  int failed() {
    return failed.get();
  }

  @Override
  public String toString() {
    return "routed %s, finished %s, failed %s".formatted(routed, finished, failed);
  }
}
