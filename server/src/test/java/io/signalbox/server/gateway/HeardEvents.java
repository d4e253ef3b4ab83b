package io.signalbox.server.gateway;

import io.signalbox.chat.Call;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.Routed;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Remembers how calls ended. */
final class HeardEvents implements RouterEvents {
  private final LinkedBlockingQueue<Failure> failures = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Ending> endings = new LinkedBlockingQueue<>();

  /** A call that failed. */
  record Failure(Call call, @Nullable String askedFor, RouterException error) {}

  @Override
  public void finished(Routed routed, Ending ending) {
    endings.add(ending);
  }

  @Override
  public void failed(Call call, @Nullable String askedFor, RouterException error) {
    failures.add(new Failure(call, askedFor, error));
  }

  /** The next failure, waited for. */
  Failure failure() {
    return take(failures);
  }

  /** The next ending, waited for. */
  Ending ending() {
    return take(endings);
  }

  int failures() {
    return failures.size();
  }

  private static <T> T take(LinkedBlockingQueue<T> queue) {
    try {
      return Objects.requireNonNull(queue.poll(20, TimeUnit.SECONDS), "nothing was heard");
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
