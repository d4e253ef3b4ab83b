package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.e2e.EnvoyMatrix.Pair;
import io.signalbox.server.Assembly;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real Envoy in every pairing of request and response body modes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class EnvoyMatrixIT {
  private static final String SUMS =
      "{ \"zeta\" : 12345678901234567890123, \"model\": \"auto\", \"messages\":"
          + "[{\"role\":\"user\",\"content\":\"the derivative é 漢 of x%s\"}] }";
  private static final String JSON =
      "{\"model\":\"math-expert\",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";
  private static final String JSON_HEAD = "content-type: application/json\r\n";
  private static final String EVENTS_HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
  private static final int CUT_AT = 1 << 20;
  private static final Pair CUT = Pair.of("BUFFERED_PARTIAL", "NONE").withBuffer(CUT_AT);

  private WireBackend backend;
  private Assembly router;
  private EnvoyMatrix envoy;

  @SuppressWarnings("NullAway.Init") // set before all
  EnvoyMatrixIT() {}

  static Stream<Pair> pairs() {
    return EnvoyMatrix.MODES.stream()
        .flatMap(request -> EnvoyMatrix.MODES.stream().map(reply -> Pair.of(request, reply)));
  }

  static Stream<Pair> pairsWithTrailers() {
    return pairs().flatMap(pair -> Stream.of(pair, pair.withTrailers()));
  }

  @BeforeAll
  void open() throws IOException {
    Parts.envoy();
    backend = WireBackend.start();
    var config =
        Resources.text("matrix.yaml").replace("@BACKEND@", Integer.toString(backend.port()));
    var file = Files.createTempFile("signalbox-e2e-", ".yaml");
    file.toFile().deleteOnExit();
    router =
        Assembly.start(
            Assembly.Options.of(Files.writeString(file, config))
                .withExtProcPort(Ports.free())
                .withApiPort(Ports.free())
                .withMetricsPort(Ports.free()));
    var all = new ArrayList<>(pairsWithTrailers().toList());
    all.add(CUT);
    EnvoyMatrix.MODES.forEach(mode -> all.add(Pair.of(mode, "NONE").withoutReply()));
    envoy = EnvoyMatrix.start(all, router.extProcPort(), backend.port());
  }

  @AfterAll
  @SuppressWarnings("NullAway") // a part that is missing ends open() early
  void close() {
    if (envoy != null) {
      envoy.close();
    }
    if (router != null) {
      router.close();
    }
    if (backend != null) {
      backend.close();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void plainReplyComesFromTheChosenModel(Pair pair) throws Exception {
    backend.answers(out -> sized(out, 200, JSON_HEAD, JSON));
    try (var client = new WireClient(envoy.port(pair))) {
      client.post(SUMS.formatted(""));
      var reply = client.reply();

      assertRouted(pair, "");
      assertThat(reply.head().status()).isEqualTo(200);
      assertThat(reply.text()).isEqualTo(JSON);
      if (pair.shown()) {
        assertThat(reply.head().headers()).containsEntry("x-vsr-selected-model", "math-expert");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void firstEventComesBeforeTheSecondLeaves(Pair pair) throws Exception {
    var seen = new CountDownLatch(pair.streams() ? 1 : 0);
    var first = "data: {\"choices\":[{\"delta\":{\"content\":\"é\"}}]}\r\n\r\n";
    var second = ": note\n\ndata: {\"a\":\ndata: 1}\n\ndata: [DONE]\n\n";
    backend.answers(out -> {
      Wire.write(out, EVENTS_HEAD);
      chunk(out, first);
      seen.await();
      chunk(out, second);
      Wire.write(out, "0\r\n\r\n");
    });
    try (var client = new WireClient(envoy.port(pair))) {
      client.post(SUMS.formatted(""));
      var head = Objects.requireNonNull(client.reader().head());
      var text = new String(client.reader().chunk(), StandardCharsets.UTF_8);
      if (pair.streams()) {
        assertThat(text).isEqualTo(first);
      }
      seen.countDown();
      for (var more = client.reader().chunk(); more.length > 0; more = client.reader().chunk()) {
        text += new String(more, StandardCharsets.UTF_8);
      }

      assertRouted(pair, "");
      assertThat(head.status()).isEqualTo(200);
      assertThat(text).isEqualTo(first + second);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void errorOfTheBackendReachesTheClient(Pair pair) throws Exception {
    var error = "{\"error\":{\"message\":\"busy\",\"type\":\"overloaded\"}}";
    backend.answers(out -> sized(out, 503, JSON_HEAD + "retry-after: 7\r\n", error));
    try (var client = new WireClient(envoy.port(pair))) {
      client.post(SUMS.formatted(""));
      var reply = client.reply();

      assertRouted(pair, "");
      assertThat(reply.head().status()).isEqualTo(503);
      assertThat(reply.head().headers()).containsEntry("retry-after", "7");
      assertThat(reply.text()).isEqualTo(error);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void threeMegabytesPassBothWays(Pair pair) throws Exception {
    var asked = "x ".repeat(1_500_000);
    var answered = "0123456789abcdef".repeat(190_000);
    backend.answers(out -> sized(out, 200, "content-type: application/octet-stream\r\n", answered));
    try (var client = new WireClient(envoy.port(pair))) {
      client.post(SUMS.formatted(asked));
      var reply = client.reply();

      assertRouted(pair, asked);
      assertThat(reply.head().status()).isEqualTo(200);
      assertThat(reply.text()).isEqualTo(answered);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void chunksPassBothWays(Pair pair) throws Exception {
    backend.answers(out -> {
      Wire.write(out, "HTTP/1.1 200 OK\r\n" + JSON_HEAD + "transfer-encoding: chunked\r\n\r\n");
      var bytes = JSON.getBytes(StandardCharsets.UTF_8);
      for (int from = 0; from < bytes.length; from += 7) {
        Wire.chunk(out, bytes, from, Math.min(bytes.length, from + 7));
      }
      Wire.write(out, "0\r\n\r\n");
    });
    try (var client = new WireClient(envoy.port(pair))) {
      client.postHead();
      client.chunks(SUMS.formatted(""), 20);
      Wire.write(client.out(), "0\r\n\r\n");
      var reply = client.reply();

      assertRouted(pair, "");
      assertThat(reply.head().status()).isEqualTo(200);
      assertThat(reply.text()).isEqualTo(JSON);
    }
  }

  @ParameterizedTest
  @MethodSource("pairsWithTrailers")
  void trailersSurvive(Pair pair) throws Exception {
    backend.answers(out -> {
      Wire.write(
          out,
          "HTTP/1.1 200 OK\r\n"
              + JSON_HEAD
              + "trailer: x-check\r\ntransfer-encoding: chunked\r\n\r\n");
      chunk(out, JSON);
      Wire.write(out, "0\r\nx-check: abc\r\n\r\n");
    });
    try (var client = new WireClient(envoy.port(pair))) {
      client.postHead("te: trailers\r\n", "trailer: x-sum\r\n");
      client.chunks(SUMS.formatted(""), 40);
      Wire.write(client.out(), "0\r\nx-sum: 123\r\n\r\n");
      var reply = client.reply();

      var arrived = assertRouted(pair, "");
      assertThat(arrived.trailers()).containsEntry("x-sum", "123");
      assertThat(reply.head().status()).isEqualTo(200);
      assertThat(reply.text()).isEqualTo(JSON);
      assertThat(reply.trailers()).containsEntry("x-check", "abc");
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void clientThatLeavesLeavesNoStreamOpen(Pair pair) throws Exception {
    try (var client = new WireClient(envoy.port(pair))) {
      client.postHead();
      client.chunks(SUMS.formatted("").substring(0, 60), 20);
    }
    var answering = new CountDownLatch(1);
    backend.answers(out -> {
      Wire.write(out, EVENTS_HEAD);
      answering.countDown();
      while (true) {
        chunk(out, "data: 1\n\n");
        Thread.sleep(5);
      }
    });
    try (var client = new WireClient(envoy.port(pair))) {
      client.post(SUMS.formatted(""));
      answering.await();
    }

    assertNoneOpen();
  }

  @Test
  void promptThatIsCutDoesNotPassUnrouted() throws Exception {
    backend.answers(out -> sized(out, 200, JSON_HEAD, JSON));
    var asked = "x ".repeat(1_500_000);
    try (var client = new WireClient(envoy.port(CUT))) {
      client.post(SUMS.formatted(asked));
      var reply = client.reply();

      assertThat(reply.head().status()).isEqualTo(200);
      var arrived = backend.arrival();
      assertThat(arrived.head().headers()).containsEntry("x-selected-model", "base-model");
      assertThat(arrived.text()).isEqualTo(routed("base-model", asked));
    }
  }

  static Stream<Pair> requests() {
    return EnvoyMatrix.MODES.stream().map(mode -> Pair.of(mode, "NONE"));
  }

  /** The stream then ends with the request, and so must the call. */
  @ParameterizedTest
  @MethodSource("requests")
  void replyThatIsNotShownPasses(Pair pair) throws Exception {
    backend.answers(out -> sized(out, 200, JSON_HEAD, JSON));
    try (var client = new WireClient(envoy.port(pair.withoutReply()))) {
      client.post(SUMS.formatted(""));
      var reply = client.reply();

      assertRouted(pair, "");
      assertThat(reply.head().status()).isEqualTo(200);
      assertThat(reply.text()).isEqualTo(JSON);
    }
    assertNoneOpen();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void bodyOverTheRoutersLimitIsRefused(Pair pair) throws Exception {
    backend.answers(out -> sized(out, 200, JSON_HEAD, JSON));
    var asked = SUMS.formatted("x".repeat(5_000_000));
    try (var client = new WireClient(envoy.port(pair))) {
      client.postHead();
      // An answer that comes first ends the connection.
      var sending = Thread.ofVirtual().start(() -> sendAll(client, asked));
      var reply = client.reply();
      sending.join();

      if (pair.shown()) {
        assertThat(reply.head().status()).isEqualTo(413);
        assertThat(backend.arrivalNow()).isNull();
      } else {
        assertThat(backend.arrival().head().headers())
            .containsEntry("x-selected-model", "base-model");
      }
    }
    assertNoneOpen();
  }

  private static void sendAll(WireClient client, String body) {
    try {
      client.chunks(body, 100_000);
      Wire.write(client.out(), "0\r\n\r\n");
    } catch (IOException refused) {
      // The refusal is what the test looks at.
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void unknownModelIsRefused(Pair pair) throws Exception {
    backend.answers(out -> sized(out, 200, JSON_HEAD, JSON));
    try (var client = new WireClient(envoy.port(pair))) {
      client.post(SUMS.formatted("").replace("auto", "no-such-model"));
      var reply = client.reply();

      if (pair.shown()) {
        assertThat(reply.head().status()).isEqualTo(400);
        assertThat(Client.json(reply.text()).get("error").get("message").stringValue())
            .contains("no-such-model");
        assertThat(backend.arrivalNow()).isNull();
      } else {
        assertThat(backend.arrival().head().headers())
            .containsEntry("x-selected-model", "base-model");
      }
    }
  }

  private static String routed(String model, String asked) {
    return SUMS.formatted(asked).replace("\"auto\"", "\"" + model + "\"");
  }

  /** The request arrived with the right model and otherwise as it was sent. */
  private Wire.Message assertRouted(Pair pair, String asked) throws InterruptedException {
    var arrived = backend.arrival();
    var model = pair.shown() ? "math-expert" : "base-model";
    var named = pair.shown() ? model : "auto";
    assertThat(arrived.text().equals(routed(named, asked)))
        .as(() -> arrived.text().substring(0, Math.min(200, arrived.text().length())))
        .isTrue();
    if (pair.routesByHeader()) {
      assertThat(arrived.head().headers()).containsEntry("x-selected-model", model);
    }
    return arrived;
  }

  private void assertNoneOpen() throws IOException, InterruptedException {
    var metrics = URI.create("http://127.0.0.1:" + router.metricsPort() + "/metrics");
    var stats =
        URI.create(
            "http://127.0.0.1:"
                + envoy.adminPort()
                + "/stats?filter=cluster.router.upstream_rq_active");
    try (var http = HttpClient.newHttpClient()) {
      while (!get(http, metrics).contains("\nsignalbox_open_streams 0.0\n")
          || !get(http, stats).contains("upstream_rq_active: 0")) {
        Thread.onSpinWait();
      }
    }
  }

  private static String get(HttpClient http, URI uri) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private static void sized(OutputStream out, int status, String head, String body)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    Wire.write(
        out,
        "HTTP/1.1 %d Said\r\n%scontent-length: %d\r\n\r\n".formatted(status, head, bytes.length));
    out.write(bytes);
    out.flush();
  }

  private static void chunk(OutputStream out, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    Wire.chunk(out, bytes, 0, bytes.length);
  }
}
