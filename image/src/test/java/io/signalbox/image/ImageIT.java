package io.signalbox.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.image.Container.Given;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The images answer under the limits that a cluster sets, and end when told to. */
@TestInstance(Lifecycle.PER_CLASS)
final class ImageIT {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path DEMO = Path.of("../examples/agentgateway-demo.yaml");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration DRAIN = Duration.ofSeconds(30);

  private static final List<String> ADAPTERS =
      List.of(
          "math-expert",
          "science-expert",
          "social-expert",
          "humanities-expert",
          "law-expert",
          "general-expert");

  /** A JVM that cannot use the cache which the image names does not start. */
  private static final String CACHE_OR_NOTHING = "JAVA_TOOL_OPTIONS=-XX:AOTMode=on";

  @TempDir static Path scratch;
  private final HttpClient client = HttpClient.newHttpClient();
  private Unpacked router;
  private Unpacked operator;
  private Unpacked simulator;

  @BeforeAll
  void unpack() throws IOException {
    Assumptions.assumeFalse(Boolean.getBoolean("images.skip"), "images are skipped");
    Container.assumePossible(scratch);
    router = unpacked("signalbox");
    operator = unpacked("signalbox-operator");
    simulator = unpacked("signalbox-simulator");
  }

  private Unpacked unpacked(String name) throws IOException {
    return Unpacked.of(TARGET.resolve(name + ".tar"), Files.createDirectory(scratch.resolve(name)));
  }

  @AfterAll
  void close() {
    client.close();
  }

  @Test
  void imagesAreCalledAsChartAndOperatorCallThem() {
    assertThat(router.tags())
        .containsExactlyInAnyOrder(
            "signalbox:latest", "signalbox:" + System.getProperty("project.version"));
  }

  @Test
  void imagesHaveNoUserOfRightsAndTellTheirPorts() {
    assertThat(router.config().get("User").asString()).isEqualTo("65532:65532");
    assertThat(router.config().get("ExposedPorts").propertyNames())
        .containsExactlyInAnyOrder("50051/tcp", "8080/tcp", "9190/tcp");
    assertThat(router.root().resolve("bin/sh")).doesNotExist();
    assertThat(router.environment()).contains("CONFIG_FILE=/app/config/config.yaml");
  }

  @Test
  void routerSendsMathToItsAdapterFromTheJvmsMemoryAndWritesNothing() throws Exception {
    int gateway = freePort();
    int backend = freePort();
    int extProc = freePort();
    int metrics = freePort();
    Given given = Given.NOTHING.withConfig(config(gateway, backend)).withVariable(CACHE_OR_NOTHING);
    try (var behind = start(simulator, Given.NOTHING, simulatorArguments(backend));
        var container = start(router, given, routerArguments(extProc, metrics))) {
      await(behind, () -> get(backend, "/health").statusCode() == 200);
      await(container, () -> get(metrics, "/ready").statusCode() == 200);
      await(container, () -> accepts(extProc));
      await(container, () -> ask(gateway, "What is the derivative of x^3?").statusCode() == 200);

      HttpResponse<String> reply = ask(gateway, "What is the derivative of x^3?");
      assertThat(reply.body()).contains("\"math-expert\"");
      assertThat(container.temporaryFiles()).isEmpty();

      container.terminate();
      assertThat(container.exitCode(DRAIN)).isEqualTo(143);
      behind.terminate();
      assertThat(behind.exitCode(DRAIN)).isEqualTo(143);
    }
  }

  @Test
  void routerTellsThatItNeedsATemporaryFolder() throws Exception {
    Given given = Given.NOTHING.withConfig(config(freePort(), freePort())).withoutTemporaryRoom();
    try (var container = start(router, given, List.of())) {
      assertThat(container.exitCode(PATIENCE)).isEqualTo(1);
      assertThat(container.log()).contains("/tmp cannot be written", "emptyDir");
    }
  }

  @Test
  void routerWithoutAConfigurationTellsWhereItIsExpected() throws Exception {
    try (var container = start(router, Given.NOTHING, List.of())) {
      assertThat(container.exitCode(PATIENCE)).isEqualTo(1);
      assertThat(container.log()).contains("/app/config/config.yaml").contains("mount");
    }
  }

  @Test
  void flagsMayComeAgainAndTheLastOneCounts() throws Exception {
    List<String> arguments =
        List.of("--config=/app/config/config.yaml", "--config", "/app/config/other.yaml");
    try (var container = start(router, Given.NOTHING, arguments)) {
      assertThat(container.exitCode(PATIENCE)).isEqualTo(1);
      assertThat(container.log()).contains("/app/config/other.yaml");
    }
  }

  @Test
  void simulatorServesTheAdaptersOfTheDemosManifest() throws Exception {
    int port = freePort();
    try (var container = start(simulator, Given.NOTHING, simulatorArguments(port))) {
      await(container, () -> get(port, "/health").statusCode() == 200);
      assertThat(get(port, "/v1/models").body()).contains(ADAPTERS).contains("base-model");
      assertThat(container.temporaryFiles()).isEmpty();
    }
  }

  @Test
  void operatorTellsItsFlags() throws Exception {
    try (var container = start(operator, Given.NOTHING, List.of("--help"))) {
      assertThat(container.exitCode(PATIENCE)).isZero();
      assertThat(container.log()).contains("Usage:");
    }
  }

  private Container start(Unpacked image, Given given, List<String> arguments) throws IOException {
    Path log = Files.createTempFile(scratch, "container-", ".log");
    return Container.start(image, given, log, arguments);
  }

  /** The demo's document with other ports, in a folder that can be mounted. */
  private Path config(int gateway, int backend) throws IOException {
    String demo = Files.readString(DEMO);
    String moved =
        demo.replace("port: 8899", "port: " + gateway)
            .replace("127.0.0.1:8000", "127.0.0.1:" + backend);
    assertThat(moved).contains("port: " + gateway, "127.0.0.1:" + backend);
    Path folder = Files.createTempDirectory(scratch, "config-");
    folder.toFile().setReadable(true, false);
    folder.toFile().setExecutable(true, false);
    Files.writeString(folder.resolve("config.yaml"), moved);
    return folder;
  }

  /** Those of the demo's manifest, and a port of the machine that is free. */
  private static List<String> simulatorArguments(int port) {
    String[] head = {"--model", "base-model", "--port", Integer.toString(port), "--max-loras", "6"};
    var arguments = new ArrayList<>(List.of(head));
    arguments.add("--lora-modules");
    ADAPTERS.forEach(name -> arguments.add("{\"name\": \"" + name + "\"}"));
    return arguments;
  }

  private static List<String> routerArguments(int extProc, int metrics) throws IOException {
    return List.of(
        "--secure=false",
        "--port=" + extProc,
        "--metrics-port=" + metrics,
        "--api-port=" + freePort());
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    return client.send(request(port, path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> ask(int port, String prompt) throws Exception {
    String body =
        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}";
    return client.send(
        request(port, "/v1/chat/completions")
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10));
  }

  private static boolean accepts(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  /** Waits until something holds; an answer that cannot be had yet does not. */
  private static void await(Container container, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(condition)) {
      if (container.ended() || System.nanoTime() > end) {
        throw new AssertionError("the container does not answer; it says:\n" + container.log());
      }
      Thread.sleep(50);
    }
  }

  private static boolean holds(Callable<Boolean> condition) throws Exception {
    try {
      return condition.call();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
