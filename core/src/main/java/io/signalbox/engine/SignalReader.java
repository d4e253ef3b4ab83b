package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.RouterException;
import io.signalbox.decide.Decisions;
import io.signalbox.decide.Decisions.Progress;
import io.signalbox.decide.Verdict;
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

/** Reads signals, cheapest first, until the decision is settled. */
final class SignalReader {
  private final Decisions decisions;
  private final Map<SignalName, Signal> signals = new LinkedHashMap<>();
  private final Set<Signal> free = new LinkedHashSet<>();
  private final RouterEvents events;

  SignalReader(Decisions decisions, Collection<Signal> used, RouterEvents events) {
    this.decisions = decisions;
    this.events = events;
    for (var signal : used) {
      for (var name : signal.names()) {
        signals.put(new SignalName(signal.type(), name), signal);
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

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Set<Signal> cheapest(Set<SignalName> wanted) {
    var needed = new LinkedHashSet<Signal>();
    Cost tier = null;
    for (var name : wanted) {
      var signal = signals.get(name);
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

  private Readings readAll(Set<Signal> wanted, Readings before, Call call, ChatRequest request) {
    var readings = before;
    if (wanted.size() < 2 || wanted.iterator().next().cost() == Cost.FREE) {
      for (var signal : wanted) {
        readings = readings.with(signal, read(signal, call, request));
      }
      return readings;
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var pending = new LinkedHashMap<Signal, Future<Reading>>();
      for (var signal : wanted) {
        Callable<Reading> task = () -> read(signal, call, request);
        pending.put(signal, threads.submit(task));
      }
      for (var entry : pending.entrySet()) {
        readings = readings.with(entry.getKey(), await(entry.getValue()));
      }
    }
    return readings;
  }

  private static Reading await(Future<Reading> future) {
    try {
      return future.get();
    } catch (ExecutionException broken) {
      return new Reading.Failed(String.valueOf(broken.getCause()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Reading.Failed("interrupted");
    }
  }

  private Reading read(Signal signal, Call call, ChatRequest request) {
    long start = System.nanoTime();
    Reading reading;
    try {
      reading = signal.read(call, request);
    } catch (RouterException refused) {
      reading = new Reading.Failed(refused.message());
    } catch (RuntimeException broken) {
      reading = new Reading.Failed(broken.getClass().getName());
    }
    events.signalRead(signal.type(), reading, since(start));
    return reading;
  }
}
