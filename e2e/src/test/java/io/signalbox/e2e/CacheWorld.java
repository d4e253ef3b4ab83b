package io.signalbox.e2e;

import io.signalbox.server.Assembly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A router that keeps answers, on free ports. */
final class CacheWorld implements AutoCloseable {
  static final String MEMORY = "{}";

  private final Assembly router;

  private CacheWorld(Assembly router) {
    this.router = router;
  }

  /**
   * Starts one; returns when it serves.
   *
   * @param store where answers are kept, in YAML's flow form
   */
  static CacheWorld start(TalkingBackend backend, String store) {
    var config = config(backend.port(), Ports.free(), store);
    return new CacheWorld(
        Assembly.start(
            Assembly.Options.of(config)
                .withExtProcPort(Ports.free())
                .withApiPort(Ports.free())
                .withMetricsPort(Ports.free())));
  }

  private static Path config(int backendPort, int gatewayPort, String store) {
    try {
      var text =
          Resources.text("cache.yaml")
              .replace("@BACKEND@", Integer.toString(backendPort))
              .replace("@GATEWAY@", Integer.toString(gatewayPort))
              .replace("@STORE@", store);
      var file = Files.createTempFile("signalbox-e2e-", ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int extProcPort() {
    return router.extProcPort();
  }

  int gatewayPort() {
    return router.gatewayPorts().getFirst();
  }

  int apiPort() {
    return router.apiPort();
  }

  @Override
  public void close() {
    router.close();
  }
}
