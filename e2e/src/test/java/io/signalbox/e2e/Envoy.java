package io.signalbox.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real Envoy in a process of its own. */
final class Envoy implements Door {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How Envoy hands bodies to the router. */
  enum Mode {
    /** Whole bodies; the router may change the mode of a response. */
    BUFFERED("BUFFERED", "SKIP", true),
    /** Pieces of bodies in both directions, as they come. */
    DUPLEX("FULL_DUPLEX_STREAMED", "SEND", false);

    private final String body;
    private final String trailers;
    private final boolean override;

    Mode(String body, String trailers, boolean override) {
      this.body = body;
      this.trailers = trailers;
      this.override = override;
    }
  }

  private final Process process;
  private final Path log;
  private final int port;

  private Envoy(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts one and returns when it is ready. */
  static Envoy start(Mode mode, int routerPort, int backendPort) {
    int port = Ports.free();
    int admin = Ports.free();
    var config =
        Resources.text("envoy.yaml")
            .replace("@ADMIN@", Integer.toString(admin))
            .replace("@PORT@", Integer.toString(port))
            .replace("@ROUTER@", Integer.toString(routerPort))
            .replace("@BACKEND@", Integer.toString(backendPort))
            .replace("@BODY@", mode.body)
            .replace("@TRAILERS@", mode.trailers)
            .replace("@OVERRIDE@", Boolean.toString(mode.override));
    return start(config, admin, port);
  }

  /** Starts one with a configuration of its own, whose listener and admin stand at these ports. */
  static Envoy start(String config, int admin, int port) {
    var binary = Parts.envoy();
    try {
      var log = Files.createTempFile("envoy-", ".log");
      log.toFile().deleteOnExit();
      var process =
          new ProcessBuilder(
                  binary.toString(),
                  "--config-yaml",
                  config,
                  "--use-dynamic-base-id",
                  "--concurrency",
                  "1",
                  "--log-level",
                  "warning")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      var envoy = new Envoy(process, log, port);
      try {
        envoy.awaitReady(admin);
      } catch (RuntimeException e) {
        envoy.close();
        throw e;
      }
      return envoy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady(int admin) throws IOException {
    var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + "/ready")).build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      while (!isReady(client, ready)) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IllegalStateException("Envoy does not start: " + Files.readString(log));
        }
        Thread.onSpinWait();
      }
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest ready) {
    try {
      return client.send(ready, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(Duration.ofSeconds(5))) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
