package io.signalbox.e2e;

import io.signalbox.server.Assembly;
import io.signalbox.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A backend and the router in front of it, on free ports, with the example's configuration. */
final class World implements AutoCloseable {
  static final Path EXAMPLE = Parts.ROOT.resolve("examples/agentgateway-demo.yaml");

  private final Backend backend;
  private final Path config;
  private final Assembly router;
  private boolean routerStopped;

  private World(Backend backend, Path config, Assembly router) {
    this.backend = backend;
    this.config = config;
    this.router = router;
  }

  /** Starts one; returns when it serves. */
  static World start(SimulatorOptions options) {
    var backend = Backend.start(options);
    try {
      var config = config(backend.port(), Ports.free());
      var router =
          Assembly.start(
              Assembly.Options.of(config)
                  .withExtProcPort(Ports.free())
                  .withApiPort(Ports.free())
                  .withMetricsPort(Ports.free()));
      return new World(backend, config, router);
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
  }

  private static Path config(int backendPort, int gatewayPort) {
    try {
      var text =
          Files.readString(EXAMPLE)
              .replace("127.0.0.1:8000", "127.0.0.1:" + backendPort)
              .replace("port: 8899", "port: " + gatewayPort);
      var file = Files.createTempFile("signalbox-e2e-", ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Backend backend() {
    return backend;
  }

  /** The router's configuration. */
  Path config() {
    return config;
  }

  int extProcPort() {
    return router.extProcPort();
  }

  int gatewayPort() {
    return router.gatewayPorts().getFirst();
  }

  /** Stops the router and leaves the backend running. */
  void stopRouter() {
    if (!routerStopped) {
      routerStopped = true;
      router.close();
    }
  }

  @Override
  public void close() {
    stopRouter();
    backend.close();
  }
}
