package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.simulator.SimulatorOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What holds at every door: the example's configuration, a backend that remembers what reached it,
 * and clients. A door is a proxy in front of the router, or the router's own gateway.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class DoorTests {
  private static final String DERIVATIVE = "What is the derivative of f(x) = x^3?";
  private static final int MEBIBYTE = 1 << 20;

  private final Door.Opener opener;
  private World world;
  private Door door;
  private Client client;

  @SuppressWarnings("NullAway.Init") // set before all
  DoorTests(Door.Opener opener) {
    this.opener = opener;
  }

  @BeforeAll
  void open() {
    world = World.start(SimulatorOptions.defaults());
    door = opener.open(world);
    client = new Client(door.port());
  }

  @AfterAll
  @SuppressWarnings("NullAway") // a part that is missing ends open() early
  void close() {
    if (client != null) {
      client.close();
    }
    if (door != null) {
      door.close();
    }
    if (world != null) {
      world.close();
    }
  }

  @BeforeEach
  void forget() {
    world.backend().forget();
  }

  @Test
  void derivativeReachesTheMathExpertWithAllOtherBytesUntouched() {
    var head = "{ \"temperature\" : 0.70, \"model\":\"";
    var asked = "\",\"messages\":[";
    var user = "{\"role\":\"user\",\"content\":\"" + DERIVATIVE + "\",\"x\":\"\\u00e9 é\"}";
    var tail = "] ,\n\t\"big\":12345678901234567890, \"unknown\":{\"b\":1,\"a\":[ ]}";
    var end = " }\n";

    var response = client.chat(head + "auto" + asked + user + tail + end);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    var body = world.backend().arrival().text();
    assertThat(body)
        .startsWith(head + "math-expert" + asked + "{\"role\":\"system\",\"content\":\"");
    assertThat(body)
        .endsWith(
            "\"}," + user + tail + ",\"chat_template_kwargs\":{\"enable_thinking\":true}" + end);
    var system = Client.json(body).get("messages").get(0).get("content").stringValue();
    assertThat(system).startsWith("You are a mathematician");
    assertThat(Client.json(response.body()).get("model").stringValue()).isEqualTo("math-expert");
    var arrival = world.backend().arrival();
    var length = Integer.toString(arrival.bytes().length);
    assertThat(arrival.headers()).containsEntry("x-selected-model", "math-expert");
    assertThat(arrival.headers().getOrDefault("content-length", length)).isEqualTo(length);
  }

  @Test
  void systemMessageOfTheClientIsReplaced() {
    client.chat(
        """
        {"model":"MoM","messages":[{"role":"system","content":"Talk like a pirate."},
         {"role":"user","content":"%s"}]}\
        """
            .formatted(DERIVATIVE));

    var messages = Client.json(world.backend().arrival().text()).get("messages");
    assertThat(messages.size()).isEqualTo(2);
    assertThat(messages.get(0).get("content").stringValue()).startsWith("You are a mathematician");
  }

  @Test
  void answerCarriesTheRoutingHeaders() {
    var headers = client.chat(chat("vllm-sr/auto", DERIVATIVE)).headers();

    assertThat(headers.firstValue("x-vsr-schema-version")).hasValue("2");
    assertThat(headers.firstValue("x-vsr-response-path")).hasValue("upstream");
    assertThat(headers.firstValue("x-vsr-selected-recipe")).hasValue("default");
    assertThat(headers.firstValue("x-vsr-selected-decision")).hasValue("math_decision");
    assertThat(headers.firstValue("x-vsr-selected-model")).hasValue("math-expert");
    assertThat(headers.firstValue("x-vsr-selected-algorithm")).isPresent();
    assertThat(headers.firstValue("x-vsr-selected-confidence").orElse(""))
        .matches("(0\\.[5-9]|1\\.0)\\d{3}");
    assertThat(headers.map().keySet())
        .noneMatch(name -> name.startsWith("x-vsr-matched-") || name.equals("x-selected-model"));
  }

  @Test
  void debugHeadersComeWhenAskedFor() {
    var headers = client.chat(chat("auto", DERIVATIVE), "x-vsr-debug", "true").headers();

    assertThat(headers.firstValue("x-vsr-selected-category")).hasValue("math");
    assertThat(headers.firstValue("x-vsr-matched-domains")).hasValue("math");
    assertThat(headers.firstValue("x-vsr-selected-reasoning")).hasValue("on");
    assertThat(headers.firstValue("x-vsr-injected-system-prompt")).hasValue("true");
    assertThat(headers.firstValue("x-vsr-context-token-count").orElse("")).matches("[1-9]\\d*");
    assertThat(headers.firstValue("x-vsr-matched-keywords")).isEmpty();
  }

  @Test
  void keywordWinsOverTheTopic() {
    var response =
        client.chat(chat("auto", "Think carefully: " + DERIVATIVE), "x-vsr-debug", "true");

    var headers = response.headers();
    assertThat(headers.firstValue("x-vsr-selected-decision")).hasValue("thinking_decision");
    assertThat(headers.firstValue("x-vsr-matched-keywords")).hasValue("thinking");
    var body = Client.json(world.backend().arrival().text());
    assertThat(body.get("model").stringValue()).isEqualTo("general-expert");
    assertThat(body.get("chat_template_kwargs").get("enable_thinking").booleanValue()).isTrue();
  }

  @Test
  void namedModelIsPassedOnAsItCame() {
    var body =
        "{\"model\" : \"law-expert\",\n \"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    var response = client.chat(body);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(world.backend().arrival().text()).isEqualTo(body);
    assertThat(response.headers().firstValue("x-vsr-selected-model")).hasValue("law-expert");
    assertThat(response.headers().firstValue("x-vsr-selected-decision")).isEmpty();
  }

  @Test
  void unknownModelIsRefused() {
    var response = client.chat(chat("gpt-nothing", "Hi"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(errorMessage(response)).contains("model \"gpt-nothing\" is not available");
    assertThat(response.headers().firstValue("x-vsr-response-path")).hasValue("error");
    assertThat(world.backend().arrivals()).isEmpty();
  }

  @Test
  void malformedBodyIsRefused() {
    var response = client.chat("{\"model\":\"auto\",\"messages\":[{");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(errorMessage(response)).isNotBlank();
    assertThat(world.backend().arrivals()).isEmpty();
  }

  /** With curl, which reads an answer that comes before its body is sent. */
  @Test
  void elevenMebibytesAreTooMany() throws IOException {
    var file = Files.createTempFile("signalbox-e2e-", ".json");
    Files.writeString(file, chat("auto", "x".repeat(11 * MEBIBYTE)));

    var curl =
        Program.run(
            List.of(
                Parts.curl().toString(),
                "-s",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                "-H",
                "content-type: application/json",
                "--data-binary",
                "@" + file,
                client.root().resolve(Client.CHAT).toString()));

    assertThat(curl.out()).as(curl.err()).isEqualTo("413");
    assertThat(world.backend().arrivals()).isEmpty();
    Files.delete(file);
  }

  @Test
  void nineMebibytesAreNotTooMany() {
    var response = client.chat(chat("law-expert", "x ".repeat(9 * MEBIBYTE / 2)));

    assertThat(world.backend().arrival().bytes()).hasSizeGreaterThan(9 * MEBIBYTE);
    assertThat(response.headers().firstValue("x-vsr-response-path")).hasValue("upstream");
  }

  @Test
  void requestWithoutBodyIsAnswered() {
    var response = client.get("/v1/models");

    assertThat(response.statusCode()).isEqualTo(200);
    var ids = new ArrayList<String>();
    Client.json(response.body())
        .get("data")
        .forEach(model -> ids.add(model.get("id").stringValue()));
    assertThat(ids).contains("vllm-sr/auto", "auto", "MoM");
  }

  @Test
  void streamComesWholeAndInOrder() {
    var response = client.chat(streamed(DERIVATIVE));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(response.headers().firstValue("x-vsr-selected-model")).hasValue("math-expert");
    assertThat(response.body()).matches("(?s)(data: [^\n]+\n\n)+data: \\[DONE]\n\n");
    assertThat(response.body()).containsSubsequence("[math-expert, ", "thinking ", "on] ");
    assertThat(Client.json(world.backend().arrival().text()).get("stream").booleanValue()).isTrue();
  }

  /** The backend takes an hour between two tokens, so the first one cannot have waited for any. */
  @Test
  void firstEventComesBeforeTheNextLeavesTheBackend() throws IOException {
    var slow = SimulatorOptions.defaults().withLatency(Duration.ZERO, Duration.ofHours(1));
    try (var stuck = World.start(slow);
        var slowDoor = opener.open(stuck);
        var reader = new Client(slowDoor.port())) {
      var response = reader.open(streamed(DERIVATIVE));
      try (var lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).startsWith("data: {");
      }
      assertThat(response.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void curlAsInTheReadmeWorks() {
    var curl =
        Program.run(
            List.of(
                Parts.curl().toString(),
                "-si",
                client.root().resolve(Client.CHAT).toString(),
                "-H",
                "content-type: application/json",
                "-d",
                chat("auto", DERIVATIVE)));

    assertThat(curl.status()).as(curl.err()).isZero();
    assertThat(curl.out())
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("\r\nx-vsr-selected-model: math-expert\r\n");
  }

  @Test
  void officialClientWorks() {
    var python =
        Program.run(
            List.of(
                Parts.openAiPython().toString(),
                Resources.file("openai_client.py").toString(),
                client.root() + "/v1"));

    assertThat(python.status()).as(python.err()).isZero();
    var told = Client.json(python.out());
    assertThat(told.get("model").stringValue()).isEqualTo("math-expert");
    assertThat(told.get("decision").stringValue()).isEqualTo("math_decision");
    assertThat(told.get("tokens").intValue()).isPositive();
    assertThat(told.get("content").stringValue()).startsWith("[math-expert, thinking on");
    assertThat(told.get("streamContent").stringValue().strip())
        .startsWith("[math-expert, thinking on");
    assertThat(told.get("streamModels").toString()).isEqualTo("[\"math-expert\"]");
    assertThat(told.get("refused").stringValue()).contains("no-such-model");
    assertThat(told.get("models").toString()).contains("auto");
  }

  @Test
  void officialClientWorksForResponsesCompletionsAndEmbeddings() {
    var python =
        Program.run(
            List.of(
                Parts.openAiPython().toString(),
                Resources.file("openai_more.py").toString(),
                client.root() + "/v1"));

    assertThat(python.status()).as(python.err()).isZero();
    var told = Client.json(python.out());
    assertThat(told.get("model").stringValue()).isEqualTo("math-expert");
    assertThat(told.get("status").stringValue()).isEqualTo("completed");
    assertThat(told.get("decision").stringValue()).isEqualTo("math_decision");
    assertThat(told.get("text").stringValue()).isNotBlank();
    assertThat(told.get("inputTokens").intValue()).isPositive();
    assertThat(told.get("firstEvent").stringValue()).isEqualTo("response.created");
    assertThat(told.get("lastEvent").stringValue()).isEqualTo("response.completed");
    assertThat(told.get("streamText").stringValue()).isNotBlank();
    assertThat(told.get("completionModel").stringValue()).isEqualTo("math-expert");
    assertThat(told.get("completion").stringValue()).isNotBlank();
    assertThat(told.get("embedding").intValue()).isPositive();
    assertThat(told.get("refused").stringValue()).contains("no-such-model");
  }

  @Test
  void officialAnthropicClientWorks() {
    var node =
        Program.run(
            List.of(
                Parts.node().toString(),
                Resources.file("anthropic_client.mjs").toString(),
                client.root().toString(),
                Parts.anthropicClient().toString()));

    assertThat(node.status()).as(node.err()).isZero();
    var told = Client.json(node.out());
    assertThat(told.get("model").stringValue()).isEqualTo("math-expert");
    assertThat(told.get("role").stringValue()).isEqualTo("assistant");
    assertThat(told.get("decision").stringValue()).isEqualTo("math_decision");
    assertThat(told.get("text").stringValue()).startsWith("[math-expert, thinking on");
    assertThat(told.get("stopReason").stringValue()).isIn("end_turn", "max_tokens");
    assertThat(told.get("inputTokens").intValue()).isPositive();
    assertThat(told.get("outputTokens").intValue()).isPositive();
    assertThat(told.get("streamText").stringValue()).startsWith("[math-expert, thinking on");
    assertThat(told.get("streamModel").stringValue()).isEqualTo("math-expert");
    assertThat(told.get("streamOutputTokens").intValue()).isPositive();
    assertThat(told.get("firstEvent").stringValue()).isEqualTo("message_start");
    assertThat(told.get("lastEvent").stringValue()).isEqualTo("message_stop");
    assertThat(told.get("toolStop").stringValue()).isEqualTo("tool_use");
    assertThat(told.get("toolName").stringValue()).isEqualTo("calculate");
    assertThat(told.get("toolInput").stringValue()).isEqualTo("object");
    assertThat(told.get("toolStreamStop").stringValue()).isEqualTo("tool_use");
    assertThat(told.get("toolStreamName").stringValue()).isEqualTo("calculate");
    assertThat(told.get("counted").intValue()).isPositive();
    assertThat(told.get("refused").get("right").booleanValue()).isTrue();
    assertThat(told.get("refused").get("type").stringValue()).isEqualTo("invalid_request_error");
  }

  private static String chat(String model, String text) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(model, text);
  }

  private static String streamed(String text) {
    var chat = chat("auto", text);
    return chat.substring(0, chat.length() - 1) + ",\"stream\":true}";
  }

  private static String errorMessage(HttpResponse<String> response) {
    return Client.json(response.body()).get("error").get("message").stringValue();
  }
}
