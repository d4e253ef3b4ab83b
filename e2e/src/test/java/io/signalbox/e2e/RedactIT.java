package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.e2e.EnvoyMatrix.Pair;
import io.signalbox.server.Assembly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Personal data behind the gateway and behind a real Envoy: no value reaches the backend, and each
 * comes back to the client, however the reply is cut. Rules tell these values, so that no model is
 * needed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class RedactIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\[[A-Z_]+_\\d+_[A-Z0-9]{3,}]");
  private static final int CONVERSATIONS = 6;
  private static final String CONFIG =
      """
      version: v0.3
      listeners:
        - {name: http, address: 127.0.0.1, port: @GATEWAY@}
      providers:
        defaults: {default_model: base-model}
        models:
          - name: base-model
            backend_refs: [{name: wire, endpoint: "127.0.0.1:@BACKEND@"}]
      routing:
        modelCards: [{name: base-model}]
        decisions:
          - name: everything
            modelRefs: [{model: base-model}]
            plugins:
              - type: redact
                configuration:
                  pii_types: [EMAIL_ADDRESS, US_SSN, CREDIT_CARD, IBAN_CODE, IP_ADDRESS]
      global:
        limits: {max_request_bytes: 4000000}
      """;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private WireBackend backend;
  private Assembly router;
  private EnvoyMatrix envoy;

  @SuppressWarnings("NullAway.Init") // set before all
  RedactIT() {}

  /** A way in; none is the gateway. */
  static Stream<List<Pair>> doors() {
    return Stream.concat(Stream.of(List.of()), pairs().map(List::of));
  }

  private static Stream<Pair> pairs() {
    return Stream.of("BUFFERED", EnvoyMatrix.DUPLEX)
        .flatMap(request ->
            Stream.of("BUFFERED", "STREAMED", EnvoyMatrix.DUPLEX)
                .map(reply -> Pair.of(request, reply)));
  }

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    Parts.envoy();
    backend = WireBackend.start();
    var config =
        CONFIG
            .replace("@BACKEND@", Integer.toString(backend.port()))
            .replace("@GATEWAY@", Integer.toString(Ports.free()));
    router =
        Assembly.start(
            Assembly.Options.of(Files.writeString(folder.resolve("redact.yaml"), config))
                .withExtProcPort(Ports.free())
                .withApiPort(Ports.free())
                .withMetricsPort(Ports.free()));
    envoy = EnvoyMatrix.start(pairs().toList(), router.extProcPort(), backend.port());
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

  private int port(List<Pair> door) {
    return door.isEmpty() ? router.gatewayPorts().getFirst() : envoy.port(door.getFirst());
  }

  @ParameterizedTest
  @MethodSource("doors")
  void streamsAreRestoredHoweverTheyAreCut(List<Pair> door) throws Exception {
    for (int i = 0; i < CONVERSATIONS; i++) {
      var values = values();
      var reply = converse(door, values, true);

      assertThat(reply.head().headers().get("content-type")).startsWith("text/event-stream");
      assertThat(reply.text()).as("seed %d", seed).endsWith("data: [DONE]\n\n");
      var said = new StringBuilder();
      var arguments = new StringBuilder();
      for (var event : reply.text().split("\n\n", -1)) {
        if (!event.isBlank() && !event.equals("data: [DONE]")) {
          var delta =
              JSON.readTree(event.substring("data: ".length()))
                  .path("choices")
                  .path(0)
                  .path("delta");
          said.append(delta.path("content").asString(""));
          arguments.append(
              delta.path("tool_calls").path(0).path("function").path("arguments").asString(""));
        }
      }
      assertThat(said.toString()).as("seed %d", seed).isEqualTo(told(values));
      assertThat(JSON.readTree(arguments.toString()).path("to").asString())
          .as("seed %d", seed)
          .isEqualTo(told(values));
    }
  }

  @ParameterizedTest
  @MethodSource("doors")
  void wholeRepliesAreRestored(List<Pair> door) throws Exception {
    for (int i = 0; i < CONVERSATIONS; i++) {
      var values = values();
      var message =
          JSON.readTree(converse(door, values, false).text())
              .path("choices")
              .path(0)
              .path("message");
      assertThat(message.path("content").asString()).as("seed %d", seed).isEqualTo(told(values));
    }
  }

  private Wire.Message converse(List<Pair> door, List<String> values, boolean stream)
      throws Exception {
    var asked = new ArrayList<Wire.Message>();
    backend.answers(out -> {
      var request = backend.arrival();
      asked.add(request);
      var said = told(placeholders(request.text()));
      if (stream) {
        stream(out, said);
      } else {
        whole(out, said);
      }
    });
    Wire.Message reply;
    try (var client = new WireClient(port(door))) {
      client.post(body(values, stream));
      reply = client.reply();
    }
    assertThat(reply.head().status()).isEqualTo(200);
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().text())
        .as("seed %d", seed)
        .contains("The weather in Rome")
        .doesNotContain(values.toArray(String[]::new));
    return reply;
  }

  private List<String> values() {
    int number = random.nextInt(1000);
    var all =
        new ArrayList<>(
            List.of(
                "ann%d@example.com".formatted(number),
                "4111 1111 1111 1111",
                "DE89 3704 0044 0532 0130 00",
                "10.20.30.%d".formatted(1 + number % 200)));
    Collections.shuffle(all, random);
    return List.copyOf(all.subList(0, 1 + random.nextInt(all.size())));
  }

  private static String body(List<String> values, boolean stream) {
    var body = JSON.createObjectNode().put("model", "auto").put("stream", stream);
    var messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", "The weather in Rome is fine.");
    messages.addObject().put("role", "user").put("content", "Note: " + told(values));
    return body.toString();
  }

  private static String told(List<String> values) {
    return String.join(" ; ", values);
  }

  private static List<String> placeholders(String body) {
    return PLACEHOLDER.matcher(body).results().map(match -> match.group()).distinct().toList();
  }

  /** Words and arguments of a tool in small deltas, in chunks that heed neither. */
  private void stream(OutputStream out, String said) throws IOException {
    var events = new StringBuilder();
    cut(said).forEach(piece -> events.append(event("content", piece)));
    var arguments = JSON.createObjectNode().put("to", said).toString();
    cut(arguments)
        .forEach(piece ->
            events.append(
                event(
                    "tool_calls",
                    JSON.createArrayNode()
                        .add(
                            JSON.createObjectNode()
                                .put("index", 0)
                                .set(
                                    "function",
                                    JSON.createObjectNode().put("arguments", piece))))));
    var bytes = events.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
    Wire.write(
        out,
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(150));
      Wire.chunk(out, bytes, from, to);
      from = to;
    }
    Wire.write(out, "0\r\n\r\n");
  }

  private static String event(String name, Object value) {
    var delta = JSON.createObjectNode();
    delta.putPOJO(name, value);
    var choice = JSON.createObjectNode().put("index", 0).putNull("finish_reason");
    choice.set("delta", delta);
    var chunk =
        JSON.createObjectNode()
            .put("id", "c")
            .put("object", "chat.completion.chunk")
            .put("created", 1)
            .put("model", "m");
    chunk.putArray("choices").add(choice);
    return "data: " + JSON.writeValueAsString(chunk) + "\n\n";
  }

  private List<String> cut(String text) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(8));
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }

  private static void whole(OutputStream out, String said) throws IOException {
    var reply =
        JSON.createObjectNode().put("id", "c").put("object", "chat.completion").put("model", "m");
    var choice = reply.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
    choice.putObject("message").put("role", "assistant").put("content", said);
    var body = new ByteArrayOutputStream();
    body.writeBytes(reply.toString().getBytes(StandardCharsets.UTF_8));
    Wire.write(
        out,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            + body.size()
            + "\r\n\r\n");
    body.writeTo(out);
    out.flush();
  }
}
