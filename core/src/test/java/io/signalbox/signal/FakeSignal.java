package io.signalbox.signal;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A signal of one name that gives the reading it was made with, and counts how often. */
public final class FakeSignal implements Signal {
  private final SignalName name;
  private final Cost cost;
  private final Supplier<Reading> reading;
  private final AtomicInteger reads = new AtomicInteger();

  public FakeSignal(SignalName name, Cost cost, Supplier<Reading> reading) {
    this.name = name;
    this.cost = cost;
    this.reading = reading;
  }

  /** A free signal that fires. */
  public static FakeSignal firing(String type, String name) {
    return new FakeSignal(new SignalName(type, name), Cost.FREE, () -> Reading.hit(name, 1.0));
  }

  /** A free signal that finds nothing. */
  public static FakeSignal silent(String type, String name) {
    return new FakeSignal(new SignalName(type, name), Cost.FREE, Reading::miss);
  }

  /** Readings as if these had been read. */
  public static Readings readings(List<FakeSignal> signals) {
    var readings = Readings.NONE;
    for (var signal : signals) {
      readings = readings.with(signal, readingOf(signal));
    }
    return readings;
  }

  /** What a signal would read, without counting it as read. */
  public static Reading readingOf(FakeSignal signal) {
    return signal.reading.get();
  }

  public SignalName name() {
    return name;
  }

  @Override
  public String type() {
    return name.type();
  }

  @Override
  public Set<String> names() {
    return Set.of(name.name());
  }

  @Override
  public Cost cost() {
    return cost;
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    reads.incrementAndGet();
    return reading.get();
  }

  /** How often it was read. */
  public int reads() {
    return reads.get();
  }
}
