package io.signalbox.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Usage;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of one protocol before backends of another. */
class TranslationIT {
  private static final String MESSAGE =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-x",
       "content":[{"type":"text","text":"yes"}],"stop_reason":"end_turn","stop_sequence":null,
       "usage":{"input_tokens":3,"output_tokens":1}}
      """;

  private static HttpResponse<String> ask(Rig rig, String path, String body) {
    var request =
        rig.request(path)
            .header("x-api-key", "k")
            .header("anthropic-version", "2023-06-01")
            .POST(BodyPublishers.ofString(body));
    return rig.send(false, request.build(), BodyHandlers.ofString());
  }

  private static Rig anthropic(ScriptedBackend backend) {
    var url = "http://127.0.0.1:%d/proxied/v1".formatted(backend.port());
    return Rig.refs(
        "{base_url: \"%s\", provider: anthropic}".formatted(url), UnaryOperator.identity());
  }

  @Test
  void anOpenAiClientIsServedByAnAnthropicBackend() {
    try (var backend =
            ScriptedBackend.with(asked ->
                asked.response().putHeader("content-type", "application/json").end(MESSAGE));
        var rig = anthropic(backend)) {
      var response =
          ask(rig, "/v1/chat/completions?x=y", Rig.chat("hi").replace("auto", "base-model"));
      var asked = backend.next();

      assertThat(asked.request().uri()).isEqualTo("/proxied/v1/messages");
      assertThat(asked.text()).contains("\"max_tokens\":4096", "\"model\":\"base-model\"");
      assertThat(asked.header(":path")).isNull();
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("\"object\":\"chat.completion\"", "\"yes\"");
      assertThat(response.headers().firstValue("x-vsr-upstream-protocol")).hasValue("anthropic");
      assertThat(response.headers().firstValue("content-length"))
          .hasValue(Integer.toString(response.body().getBytes(StandardCharsets.UTF_8).length));
    }
  }

  @Test
  void anAnthropicClientIsServedByAnOpenAiBackend() {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend)) {
      var response =
          ask(
              rig,
              "/v1/messages?beta=true",
              "{\"model\":\"auto\",\"max_tokens\":9,\"system\":\"s\","
                  + "\"messages\":[{\"role\":\"user\",\"content\":\"an integral\"}]}");
      var asked = backend.next();

      assertThat(asked.request().uri()).isEqualTo("/v1/chat/completions");
      assertThat(asked.header("x-api-key")).isNull();
      assertThat(asked.header("anthropic-version")).isNull();
      assertThat(asked.text()).contains("\"model\":\"math-expert\"", "\"role\":\"system\"");
      assertThat(response.body()).contains("\"type\":\"message\"");
      assertThat(response.headers().firstValue("x-vsr-selected-model")).hasValue("math-expert");
    }
  }

  @Test
  void theSameProtocolKeepsPathQueryAndBytes() {
    try (var backend =
            ScriptedBackend.with(asked ->
                asked.response().putHeader("content-type", "application/json").end(MESSAGE));
        var rig = anthropic(backend)) {
      var body =
          "{\"model\": \"base-model\",\"max_tokens\":9,\"x\":[ ],\"messages\":[{\"role\":\"user\",\"content\":\"h\"}]}";
      var response = ask(rig, "/v1/messages?beta=true", body);
      var asked = backend.next();

      assertThat(asked.request().uri()).isEqualTo("/proxied/v1/messages?beta=true");
      assertThat(asked.text()).isEqualTo(body);
      assertThat(asked.header("x-api-key")).isEqualTo("k");
      assertThat(response.body()).isEqualTo(MESSAGE);
    }
  }

  @Test
  void theFirstEventArrivesBeforeTheSecondIsSent() throws IOException {
    try (var backend =
            ScriptedBackend.with(asked -> {
              asked.response().putHeader("content-type", "text/event-stream").setChunked(true);
              asked
                  .response()
                  .write(
                      ScriptedBackend.event(
                          "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"one\"}}]}"));
            });
        var rig = Rig.to(backend)) {
      var request =
          rig.request("/v1/messages")
              .POST(
                  BodyPublishers.ofString(
                      "{\"model\":\"base-model\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"h\"}]}"));
      var response = rig.send(false, request.build(), BodyHandlers.ofInputStream());
      var read = new StringBuilder();
      try (var stream = response.body()) {
        while (!read.toString().contains("\"text\":\"one\"")) {
          read.append((char) stream.read());
        }
        backend
            .next()
            .response()
            .end(
                ScriptedBackend.event(
                        "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
                    .appendBuffer(ScriptedBackend.event("[DONE]")));
        read.append(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      }
      assertThat(read.toString())
          .contains("event: message_start", "event: message_stop")
          .doesNotContain("choices", "[DONE]");
      assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/messages | false | {\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":31,\"completion_tokens\":17}}",
        "/v1/messages | true | data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}#"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":31,\"completion_tokens\":17}}#data: [DONE]#",
        "/v1/chat/completions | false | {\"type\":\"message\",\"content\":[],\"stop_reason\":\"end_turn\","
            + "\"usage\":{\"input_tokens\":11,\"cache_read_input_tokens\":20,\"output_tokens\":17}}",
        "/v1/chat/completions | true | data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":31}}}#"
            + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":17}}#"
            + "data: {\"type\":\"message_stop\"}#",
      })
  void theTokensThatTheBackendToldAreCounted(String path, boolean stream, String reply) {
    try (var backend =
            ScriptedBackend.with(asked ->
                asked
                    .response()
                    .putHeader("content-type", stream ? "text/event-stream" : "application/json")
                    .end(reply.replace("#", "\n\n")));
        var rig = path.endsWith("messages") ? Rig.to(backend) : anthropic(backend)) {
      var body =
          "{\"model\":\"base-model\",\"stream\":%s,\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"h\"}]}"
              .formatted(stream);
      var response = ask(rig, path, body);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(rig.events.ending().usage()).isEqualTo(new Usage(31, 17));
      if (stream && path.endsWith("messages")) {
        assertThat(backend.next().text()).contains("\"include_usage\":true");
      }
    }
  }

  @Test
  void anErrorKeepsStatusAndRetryAfter() {
    try (var backend =
            ScriptedBackend.with(asked ->
                asked
                    .response()
                    .setStatusCode(429)
                    .putHeader("retry-after", "7")
                    .putHeader("content-type", "application/json")
                    .end("{\"error\":{\"message\":\"slow down\",\"type\":\"x\"}}"));
        var rig = Rig.to(backend)) {
      var response =
          ask(
              rig,
              "/v1/messages",
              "{\"model\":\"base-model\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"h\"}]}");
      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.headers().firstValue("retry-after")).hasValue("7");
      assertThat(response.body())
          .isEqualTo(
              "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}");
    }
  }

  @Test
  void tokensAreEstimatedWithoutABackend() {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend)) {
      var response =
          ask(
              rig,
              "/v1/messages/count_tokens",
              "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"12345678\"}]}");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("{\"input_tokens\":6}");
      assertThat(backend.requests()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/v1/messages/batches,404,not_found_error",
    "GET,/v1/messages,405,invalid_request_error",
    "POST,/v1/messages,400,invalid_request_error",
    "POST,/v1/messages/count_tokens,400,invalid_request_error",
  })
  void errorsUnderMessagesHaveAnthropicsForm(String method, String path, int status, String type) {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend)) {
      var request = rig.request(path).method(method, BodyPublishers.ofString("{}"));
      var response = rig.send(false, request.build(), BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":\"" + type);
    }
  }
}
