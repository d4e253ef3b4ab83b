package io.signalbox.simulator;

import static io.signalbox.simulator.SimulatorClient.CHAT;
import static io.signalbox.simulator.SimulatorClient.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is refused, and that the simulator lives on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {
  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final SimulatorClient client = SimulatorClient.http1(simulator);

  @AfterEach
  void livesOn() {
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
    assertThat(client.metric("vllm:num_requests_running{model_name=\"base-model\"}")).isZero();
  }

  @AfterAll
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void unknownModelIsNotFound() {
    String body =
        "{\"model\":\"nope\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    HttpResponse<String> response = client.post(CHAT, body);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body())
        .isEqualTo(
            """
            {"error":{"message":"The model `nope` does not exist.","type":"NotFoundError","param":null,"code":404}}\
            """);
  }

  @Test
  void absentModelIsNotFound() {
    assertThat(
            client
                .post(CHAT, "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{\"model\":",
        "[]",
        "null",
        "\"text\"",
        "{} {}",
        "{\"model\":\"base-model\"}",
        "{\"model\":\"base-model\",\"messages\":[]}",
        "{\"model\":\"base-model\",\"messages\":null}",
        "{\"model\":\"base-model\",\"messages\":{}}",
        "{\"model\":\"base-model\",\"messages\":[1]}",
        "{\"model\":\"base-model\",\"messages\":[{}]}",
        "{\"model\":\"base-model\",\"messages\":[{\"role\":1}]}",
        "{\"model\":\"base-model\",\"messages\":[{\"role\":\"user\",\"content\":1}]}",
        "{\"model\":\"base-model\",\"messages\":[{\"role\":\"user\",\"content\":[\"x\"]}]}",
        "{\"model\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
      })
  void brokenBodyIsBadRequest(String body) {
    assertBadRequest(client.post(CHAT, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"max_tokens\":0",
        "\"max_tokens\":-1",
        "\"max_completion_tokens\":0",
        "\"max_tokens\":1.5",
        "\"max_tokens\":\"10\"",
        "\"max_tokens\":99999999999999999999",
        "\"max_tokens\":5000",
        "\"max_tokens\":1019",
        "\"n\":0",
        "\"n\":129",
        "\"n\":9223372036854775807",
        "\"stream\":\"yes\"",
        "\"stream_options\":{\"include_usage\":true}",
        "\"stream\":true,\"stream_options\":true",
        "\"chat_template_kwargs\":[]",
        "\"chat_template_kwargs\":{\"enable_thinking\":1}",
        "\"reasoning_effort\":\"\""
      })
  void wrongFieldIsBadRequest(String field) {
    assertBadRequest(
        client.post(
            CHAT,
            "{\"model\":\"base-model\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],%s}"
                .formatted(field)));
  }

  @Test
  void contextLengthIsTold() {
    String body =
        """
        {"model":"base-model","max_tokens":5000,"messages":[{"role":"user","content":"hello"}]}\
        """;

    assertThat(client.post(CHAT, body).body())
        .contains("maximum context length is 1024 tokens", "5006", "6 in the prompt");
  }

  @Test
  void longPromptIsBadRequest() {
    assertBadRequest(
        client.post(
            CHAT,
            "{\"model\":\"base-model\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted("word ".repeat(2000))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"base-model\"}",
        "{\"model\":\"base-model\",\"prompt\":{}}",
        "{\"model\":\"base-model\",\"prompt\":[]}",
        "{\"model\":\"base-model\",\"prompt\":[true]}",
        "{\"model\":\"base-model\",\"prompt\":\"a\",\"max_tokens\":0}",
        "{\"model\":\"base-model\",\"prompt\":[\"a\",\"b\"],\"n\":65}",
        "{\"model\":\"base-model\",\"prompt\":[\"a\",\"b\"],\"n\":9223372036854775807}"
      })
  void brokenTextCompletionIsBadRequest(String body) {
    assertBadRequest(client.post(TEXT, body));
  }

  @Test
  void deepNestingIsBadRequest() {
    assertBadRequest(client.post(CHAT, "[".repeat(5_000_000)));
    assertBadRequest(client.post(CHAT, "{\"a\":".repeat(1_000_000)));
  }

  @Test
  void binaryIsBadRequest() {
    SplittableRandom random = new SplittableRandom(5);
    for (int size : new int[] {1, 7, 100, 70_000}) {
      byte[] noise = new byte[size];
      random.nextBytes(noise);
      assertBadRequest(client.post(CHAT, noise));
    }
  }

  @Test
  void twentyMebibytesAreRead() {
    byte[] start =
        "{\"model\":\"base-model\",\"messages\":[{\"role\":\"user\",\"content\":\""
            .getBytes(StandardCharsets.UTF_8);
    byte[] end = "\"}]}".getBytes(StandardCharsets.UTF_8);
    byte[] body = new byte[RequestBody.MAX_BYTES];
    Arrays.fill(body, (byte) 'a');
    System.arraycopy(start, 0, body, 0, start.length);
    System.arraycopy(end, 0, body, body.length - end.length, end.length);

    HttpResponse<String> response = client.post(CHAT, body);

    assertBadRequest(response);
    assertThat(response.body()).contains("maximum context length");
  }

  @Test
  void overTwentyMebibytesAreTooLarge() {
    HttpResponse<String> response = client.post(CHAT, new byte[RequestBody.MAX_BYTES + 1]);

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(error(response).get("code").intValue()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v1/chat/completions,POST",
    "HEAD,/v1/chat/completions,POST",
    "DELETE,/v1/completions,POST",
    "GET,/v1/load_lora_adapter,POST",
    "GET,/v1/unload_lora_adapter,POST",
    "POST,/v1/models,GET",
    "POST,/health,GET",
    "POST,/metrics,GET"
  })
  void otherMethodIsNotAllowed(String method, String path, String allowed) {
    HttpResponse<String> response = client.method(method, path);

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().allValues("allow")).containsExactly(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1/nope", "/v1/chat/completions/", "/V1/models"})
  void unknownPathIsNotFound(String path) {
    HttpResponse<String> response = client.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(error(response).get("type").stringValue()).isEqualTo("NotFoundError");
  }

  @ParameterizedTest
  @CsvSource({"100000,1,414", "1,100000,431"})
  void oversizedHeadIsRefused(int pathLength, int headerLength, String status) throws IOException {
    String head =
        "GET /%s HTTP/1.1\r\nhost: a\r\nx-long: %s\r\n\r\n"
            .formatted("p".repeat(pathLength), "v".repeat(headerLength));

    assertThat(raw(head)).matches("(?s)HTTP/1\\.. " + status + " .*").contains("{\"error\":");
  }

  @Test
  void noiseInsteadOfHttpIsRefused() throws IOException {
    assertThat(raw("\u0001\u0002 nonsense\r\n\r\n")).startsWith("HTTP/1.").contains("400");
  }

  private String raw(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertBadRequest(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    JsonNode error = error(response);
    assertThat(error.get("type").stringValue()).isEqualTo("BadRequestError");
    assertThat(error.get("message").stringValue()).isNotBlank();
    assertThat(error.get("param").isNull()).isTrue();
    assertThat(error.get("code").intValue()).isEqualTo(400);
  }

  private static JsonNode error(HttpResponse<String> response) {
    return SimulatorClient.json(response).get("error");
  }
}
