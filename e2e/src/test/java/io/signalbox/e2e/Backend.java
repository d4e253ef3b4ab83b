package io.signalbox.e2e;

import io.signalbox.simulator.Simulator;
import io.signalbox.simulator.SimulatorOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The simulated backend of the example; remembers what reached it. */
final class Backend implements AutoCloseable {
  /** A request as it arrived. */
  record Arrival(String path, Map<String, String> headers, byte[] bytes) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  private final Simulator simulator;

  private Backend(SimulatorOptions options) {
    this.simulator =
        Simulator.start(
            options, (path, headers, body) -> arrivals.add(new Arrival(path, headers, body)));
  }

  /** Starts one with the adapters of the example. */
  static Backend start(SimulatorOptions options) {
    return new Backend(
        options.withLoras(
            "science-expert",
            "social-expert",
            "math-expert",
            "law-expert",
            "humanities-expert",
            "general-expert"));
  }

  int port() {
    return simulator.port();
  }

  void forget() {
    arrivals.clear();
  }

  List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  /** The one request that arrived. */
  Arrival arrival() {
    if (arrivals.size() != 1) {
      throw new AssertionError(arrivals.size() + " requests reached the backend (expected: 1)");
    }
    return arrivals.getFirst();
  }

  @Override
  public void close() {
    simulator.close();
  }
}
