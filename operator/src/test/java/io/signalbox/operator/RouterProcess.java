package io.signalbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The router as its users start it: a process of its own, asked over its management API. */
final class RouterProcess implements AutoCloseable {
  private static final Path JAR = Path.of("..", "app", "target", "signalbox-app.jar");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final int api;

  private RouterProcess(Process process, Path log, int api) {
    this.process = process;
    this.log = log;
    this.api = api;
  }

  /** Starts the router and waits until it is ready. */
  static RouterProcess start(Path config, String namespace, String kubeconfig) throws Exception {
    assertThat(JAR).as("built before this module").exists();
    int api = freePort();
    var log = Files.createTempFile("router", ".log");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                JAR.toString(),
                "serve",
                "--config=" + config,
                "--secure=false",
                "--port=" + freePort(),
                "--api-port=" + api,
                "--metrics-port=0",
                "--namespace=" + namespace,
                "--kubeconfig=" + kubeconfig)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    var router = new RouterProcess(process, log, api);
    try {
      await("the router is ready", router::ready, router);
    } catch (AssertionError late) {
      router.close();
      throw late;
    }
    return router;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Something that may not be so yet. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Waits until something is so; two minutes, since a machine that builds starts programs slowly.
   */
  static void await(String what, Condition condition, RouterProcess router) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.holds()) {
      assertThat(router.process.isAlive()).as("the router runs:\n%s", router.log()).isTrue();
      assertThat(System.nanoTime()).as("in time: %s\n%s", what, router.log()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private boolean ready() {
    try {
      return get("/ready").path("ready").asBoolean();
    } catch (IOException starting) {
      return false;
    }
  }

  JsonNode get(String path) throws IOException {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api + path)).build());
  }

  /** The decision that a prompt leads to, and the model: {@code decision model}. */
  String routing(String prompt) throws IOException {
    var body = JSON.writeValueAsString(Map.of("text", prompt));
    var answer =
        send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api + "/api/v1/eval"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    return answer.path("routing_decision").asText() + " " + answer.path("selected_model").asText();
  }

  private JsonNode send(HttpRequest request) throws IOException {
    try {
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    boolean ended = process.onExit().completeOnTimeout(null, 40, TimeUnit.SECONDS).join() != null;
    if (!ended) {
      process.destroyForcibly();
    }
    Files.deleteIfExists(log);
    http.close();
  }
}
