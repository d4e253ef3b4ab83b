package io.signalbox.server.gateway;

import io.signalbox.chat.Call;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.Routed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Remembers how calls ended. */
final class HeardEvents implements RouterEvents {
  private final LinkedBlockingQueue<Failure> failures = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Ending> endings = new LinkedBlockingQueue<>();

  private final Queue<String> policy = new ConcurrentLinkedQueue<>();
  private final LinkedBlockingQueue<Exchanged> exchanges = new LinkedBlockingQueue<>();

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

  @Override
  public void fellBack(Routed from, Routed to, String why) {
    policy.add("%s>%s %s".formatted(from.model().name(), to.model().name(), why));
  }

  @Override
  public void retried(Routed routed, String backend, String why) {
    policy.add("retry %s %s".formatted(backend, why));
  }

  @Override
  public void backendEjected(String model, String backend, Duration time) {
    policy.add("out %s %ds".formatted(backend, time.toSeconds()));
  }

  @Override
  public void backendReturned(String model, String backend) {
    policy.add("in " + backend);
  }

  @Override
  public void exchanged(Exchanged exchange) {
    exchanges.add(exchange);
  }

  /** What the gateway did about backends that fail, in order. */
  List<String> policy() {
    return List.copyOf(policy);
  }

  /** The next request that was answered, waited for. */
  Exchanged exchange() {
    return take(exchanges);
  }

  /** The next failure, waited for. */
  Failure failure() {
    return take(failures);
  }

  /** The next ending, waited for. */
  Ending ending() {
    return take(endings);
  }

  int exchanges() {
    return exchanges.size();
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
