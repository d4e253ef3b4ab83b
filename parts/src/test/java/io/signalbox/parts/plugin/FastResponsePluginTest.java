package io.signalbox.parts.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Fault;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.Usage;
import io.signalbox.engine.RecordingEvents.Event;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.protocol.anthropic.AnthropicCountProtocol;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.CompletionsProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.plugin.Stage;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FastResponsePluginTest {
  private static final String TEXT = "Nein, größer \\\"geht\\\" es nicht.\\n日本";
  private static final String SAID = "Nein, größer \"geht\" es nicht.\n日本";
  private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

  private final Sent sent =
      Sent.by("{type: fast_response, configuration: {message: \"" + TEXT + "\"}}");

  private JsonNode plain(Protocol protocol, String body) {
    var reply = sent.reply(protocol, body);
    assertThat(reply.status()).isEqualTo(200);
    var headers = Replies.edited(reply);
    assertThat(headers.first("content-type")).isEqualTo("application/json");
    assertThat(headers.first("x-vsr-fast-response")).isEqualTo("true");
    assertThat(headers.first("x-vsr-response-path")).isEqualTo("fast_response");
    assertThat(headers.first("x-vsr-selected-decision")).isEqualTo("all");
    assertThat(headers.first("x-vsr-selected-recipe")).isEqualTo("default");
    assertThat(headers.first("x-vsr-schema-version")).isEqualTo("2");
    assertThat(headers.first("x-vsr-selected-model")).isNull();
    return JsonMapper.shared().readTree(Replies.text(reply.body()));
  }

  private String streamed(Protocol protocol, String body) {
    var reply = sent.reply(protocol, body);
    assertThat(reply.eventStream()).isTrue();
    assertThat(Replies.edited(reply).first("x-vsr-fast-response")).isEqualTo("true");
    return Replies.text(reply.body());
  }

  private void nothingWasSent() {
    assertThat(sent.upstream.sent()).isEmpty();
    assertThat(sent.events.of(Event.Finished.class))
        .isNotEmpty()
        .allSatisfy(finished -> {
          assertThat(finished.ending().answeredBy()).isEqualTo("fast_response");
          assertThat(finished.ending().complete()).isTrue();
        });
  }

  @Test
  void chatGetsACompletion() {
    var reply = plain(new OpenAiChatProtocol(), "{\"model\":\"auto\"," + HELLO + "}");
    assertThat(reply.path("id").asString()).matches("chatcmpl-fast-\\d+");
    assertThat(reply.path("object").asString()).isEqualTo("chat.completion");
    assertThat(reply.path("model").asString()).isEqualTo("router");
    var choice = reply.path("choices").path(0);
    assertThat(choice.path("message").path("content").asString()).isEqualTo(SAID);
    assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
    assertThat(reply.path("usage").path("total_tokens").asInt(-1)).isZero();
    nothingWasSent();
    assertThat(sent.events.of(Event.Finished.class).getFirst().ending().usage())
        .isEqualTo(new Usage(0, 0));
  }

  @Test
  void chatStreamsWords() {
    var stream =
        streamed(new OpenAiChatProtocol(), "{\"model\":\"auto\",\"stream\":true," + HELLO + "}");
    assertThat(stream).endsWith("data: [DONE]\n\n").contains("\"finish_reason\":\"stop\"");
    var said = new StringBuilder();
    int words = 0;
    for (var line : stream.lines().filter(l -> l.startsWith("data: {")).toList()) {
      var chunk = JsonMapper.shared().readTree(line.substring(6));
      assertThat(chunk.path("model").asString()).isEqualTo("router");
      assertThat(chunk.has("usage")).isFalse();
      var text = chunk.path("choices").path(0).path("delta").path("content").asString("");
      words += text.isEmpty() ? 0 : 1;
      said.append(text);
    }
    assertThat(said).hasToString(SAID);
    assertThat(words).isEqualTo(6);
    nothingWasSent();
    assertThat(
            streamed(
                new OpenAiChatProtocol(),
                "{\"model\":\"auto\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                    + HELLO
                    + "}"))
        .contains("\"total_tokens\":0");
  }

  @Test
  void anthropicGetsAMessage() {
    var protocol = new AnthropicMessagesProtocol();
    var body = "{\"model\":\"auto\",\"max_tokens\":1," + HELLO;
    var reply = plain(protocol, body + "}");
    assertThat(reply.path("type").asString()).isEqualTo("message");
    assertThat(reply.path("content").path(0).path("text").asString()).isEqualTo(SAID);
    assertThat(reply.path("stop_reason").asString()).isEqualTo("end_turn");
    assertThat(reply.path("usage").path("output_tokens").asInt(-1)).isZero();
    assertThat(streamed(protocol, body + ",\"stream\":true}"))
        .contains("event: message_start", "event: content_block_delta", "event: message_stop");
    nothingWasSent();
  }

  @Test
  void responsesGetAResponseEvenWhereOnlyABackendKeepsTheHistory() {
    var protocol = new ResponsesProtocol();
    var body = "{\"model\":\"auto\",\"input\":\"hi\",\"previous_response_id\":\"resp_1\"";
    var reply = plain(protocol, body + "}");
    assertThat(reply.path("object").asString()).isEqualTo("response");
    assertThat(reply.path("status").asString()).isEqualTo("completed");
    assertThat(reply.path("model").asString()).isEqualTo("router");
    assertThat(reply.path("output").path(0).path("content").path(0).path("text").asString())
        .isEqualTo(SAID);
    assertThat(streamed(protocol, body + ",\"stream\":true}"))
        .contains("event: response.created", "event: response.completed");
    nothingWasSent();
  }

  @Test
  void completionsGetAText() {
    var protocol = new CompletionsProtocol();
    var reply = plain(protocol, "{\"model\":\"auto\",\"prompt\":\"hi\"}");
    assertThat(reply.path("object").asString()).isEqualTo("text_completion");
    assertThat(reply.path("choices").path(0).path("text").asString()).isEqualTo(SAID);
    assertThat(reply.path("usage").path("total_tokens").asInt(-1)).isZero();
    var stream = streamed(protocol, "{\"model\":\"auto\",\"prompt\":\"hi\",\"stream\":true}");
    assertThat(stream).endsWith("data: [DONE]\n\n").contains("\"finish_reason\":\"stop\"");
    nothingWasSent();
  }

  @Test
  void countingCountsAndSendsNothing() {
    var reply = sent.reply(new AnthropicCountProtocol(), "{\"model\":\"auto\"," + HELLO + "}");
    assertThat(Replies.text(reply.body())).startsWith("{\"input_tokens\":");
    nothingWasSent();
  }

  @Test
  void whereNoAnswerIsATextTheRequestStillGoesNoFurther() {
    var plugin = new FastResponsePlugin("no", InstantSource.system());
    assertThatThrownBy(() ->
            plugin.around(
                RoutedCalls.to("m"),
                Requests.saying("hi"),
                request -> {
                  throw new AssertionError("sent");
                }))
        .isInstanceOfSatisfying(
            RouterException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BLOCKED))
        .hasMessage("no");
    assertThat(plugin.stage()).isEqualTo(Stage.ADMIT);
  }

  @Test
  void aMessageIsNeeded() {
    for (var configuration : new String[] {"{}", "{message: ''}", "{message: ' '}"}) {
      assertThat(
              ExampleDocument.problems(
                  """
                  decisions:
                  - name: d
                    modelRefs: [{model: m}]
                    plugins: [{type: fast_response, configuration: %s}]
                  """
                      .formatted(configuration)))
          .hasSize(1);
    }
  }
}
