package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.decide.Decisions;
import io.signalbox.decide.Decisions.Progress;
import io.signalbox.decide.Verdict;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Readings;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Reads signals, cheapest first, until the decision is settled. */
final class SignalReader {
  private final Decisions decisions;
  private final Map<SignalName, Signal> signals = new LinkedHashMap<>();
  private final Set<Signal> free = new LinkedHashSet<>();
  private final Set<String> required = new LinkedHashSet<>();
  private final RouterEvents events;

  SignalReader(Decisions decisions, Collection<Signal> used, RouterEvents events) {
    this.decisions = decisions;
    this.events = events;
    for (var signal : used) {
      for (var name : signal.names()) {
        signals.put(new SignalName(signal.type(), name), signal);
      }
      if (signal.required()) {
        required.add(signal.type());
      }
      if (signal.cost() == Cost.FREE) {
        free.add(signal);
      }
    }
  }

  /**
   * What was read, and the verdict on it.
   *
   * @param readings everything read
   * @param verdict that nothing unread could change
   * @param took the time for both
   */
  record Result(Readings readings, Verdict verdict, Duration took) {}

  /** What the readings are for. */
  Decisions decisions() {
    return decisions;
  }

  /** Reads until settled. */
  Result read(Call call, ChatRequest request) {
    long start = System.nanoTime();
    var readings = readAll(free, Readings.NONE, call, request);
    while (true) {
      switch (decisions.settle(readings)) {
        case Progress.Settled(Verdict verdict) -> {
          return new Result(readings, verdict, since(start));
        }
        case Progress.Open(Set<SignalName> wanted) ->
            readings = readAll(cheapest(wanted), readings, call, request);
      }
    }
  }

  /** Reads every signal, needed or not. */
  Result readEverything(Call call, ChatRequest request) {
    long start = System.nanoTime();
    var readings = readAll(new LinkedHashSet<>(signals.values()), Readings.NONE, call, request);
    return new Result(readings, decisions.decide(readings), since(start));
  }

  /**
   * Refuses a call of which a required signal could not tell. This stands behind the reading and
   * before everything that follows from it, so that no plugin and no model sees the call.
   *
   * @throws RouterException {@code BLOCKED} with the signal's reason
   */
  void admit(Readings readings) {
    for (var type : required) {
      var reason = readings.failures().get(type);
      if (reason != null) {
        throw new RouterException(Fault.BLOCKED, reason);
      }
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Set<Signal> cheapest(Set<SignalName> wanted) {
    var needed = new LinkedHashSet<Signal>();
    Cost tier = null;
    for (var name : wanted) {
      var signal = signal(name);
      if (signal == null) {
        throw new IllegalStateException("no signal for " + name);
      }
      needed.add(signal);
      tier = tier == null || signal.cost().compareTo(tier) < 0 ? signal.cost() : tier;
    }
    var cost = tier;
    needed.removeIf(signal -> signal.cost() != cost);
    return needed;
  }

  /** The signal that tells about a name, or about the name whose label it is. */
  private @Nullable Signal signal(SignalName name) {
    var signal = signals.get(name);
    var labelled = signal == null ? name.labelled() : null;
    return labelled == null ? signal : signals.get(labelled);
  }

  /**
   * Where what is measured of a name must lie for the name to hold; null where no number decides.
   */
  @Nullable Bounds bounds(SignalName name) {
    var signal = signal(name);
    return signal == null ? null : signal.bounds(name.name());
  }

  private Readings readAll(Set<Signal> wanted, Readings before, Call call, ChatRequest request) {
    var read = new LinkedHashMap<Signal, Reading>();
    if (wanted.size() < 2 || wanted.iterator().next().cost() == Cost.FREE) {
      for (var signal : wanted) {
        read.put(signal, told(call, signal, read(signal, call, request)));
      }
      return before.with(read);
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var pending = new LinkedHashMap<Signal, Future<Timed>>();
      for (var signal : wanted) {
        Callable<Timed> task = () -> read(signal, call, request);
        pending.put(signal, threads.submit(task));
      }
      pending.forEach((signal, future) -> read.put(signal, told(call, signal, await(future))));
    }
    return before.with(read);
  }

  /** A reading and how long it took. */
  private record Timed(Reading reading, Duration took) {}

  private Reading told(Call call, Signal signal, Timed timed) {
    events.signalRead(call, signal.type(), timed.reading, timed.took);
    return timed.reading;
  }

  private static Timed await(Future<Timed> future) {
    try {
      return future.get();
    } catch (ExecutionException broken) {
      return new Timed(failed(broken.getCause()), Duration.ZERO);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Timed(new Reading.Failed("interrupted"), Duration.ZERO);
    }
  }

  private static Timed read(Signal signal, Call call, ChatRequest request) {
    long start = System.nanoTime();
    try {
      return new Timed(signal.read(call, request), since(start));
    } catch (RuntimeException broken) {
      return new Timed(failed(broken), since(start));
    }
  }

  /** Other messages than the router's own may hold prompt text. */
  private static Reading failed(@Nullable Throwable broken) {
    return new Reading.Failed(
        broken instanceof RouterException refused
            ? refused.message()
            : broken == null ? "broken" : broken.getClass().getName());
  }
}
