package io.signalbox.app;

import io.signalbox.server.Assembly;
import io.signalbox.server.PortInUseException;
import io.signalbox.simulator.Simulator;
import io.signalbox.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.StringJoiner;

/** A simulated backend and the router in front of it, in this process. */
final class Demo implements AutoCloseable {
  private static final String[] ADAPTERS = {
    "science-expert",
    "social-expert",
    "math-expert",
    "law-expert",
    "humanities-expert",
    "general-expert"
  };

  private final Simulator backend;
  private final Assembly router;

  private Demo(Simulator backend, Assembly router) {
    this.backend = backend;
    this.router = router;
  }

  /**
   * Starts both and returns when the router serves.
   *
   * @throws PortInUseException when a port belongs to another process
   */
  static Demo start(Path config, DemoPorts ports) {
    var backend = backend(ports.backend());
    Assembly router = null;
    boolean ready = false;
    try {
      router =
          Assembly.start(
              Assembly.Options.of(config)
                  .withExtProcPort(ports.extProc())
                  .withApiPort(ports.api())
                  .withMetricsPort(ports.metrics())
                  .withPortOffset(ports.offset()));
      ready = true;
      return new Demo(backend, router);
    } finally {
      if (!ready && router != null) {
        router.close();
      }
      if (!ready) {
        backend.close();
      }
    }
  }

  private static Simulator backend(int port) {
    try {
      return Simulator.start(SimulatorOptions.defaults().withPort(port).withLoras(ADAPTERS));
    } catch (UncheckedIOException e) {
      if (answers(port)) {
        throw new PortInUseException("simulated backend", port);
      }
      throw e;
    }
  }

  private static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  int gatewayPort() {
    return router.gatewayPorts().getFirst();
  }

  int extProcPort() {
    return router.extProcPort();
  }

  /** Where everything listens, for people. */
  String places() {
    var places = new StringJoiner(", ");
    place(places, "backend", backend.port());
    place(places, "gateway", gatewayPort());
    place(places, "ExtProc", router.extProcPort());
    place(places, "management API", router.apiPort());
    place(places, "metrics", router.metricsPort());
    return places.toString();
  }

  private static void place(StringJoiner places, String name, int port) {
    if (port > 0) {
      places.add(name + " " + port);
    }
  }

  @Override
  public void close() {
    router.close();
    backend.close();
  }
}
