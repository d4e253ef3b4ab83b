package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Replies;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.ScriptedUpstream;
import io.signalbox.parts.StandardParts;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clients of the responses API in front of backends of other APIs. */
final class ResponsesTranslationTest {
  private static final String YAML =
      """
      version: v0.3
      providers:
        models:
          - {name: chat, api_format: openai-chat, backend_refs: [{endpoint: "a:1"}]}
          - {name: claude, backend_refs: [{endpoint: "b:1", provider: anthropic}]}
      routing:
        modelCards: [{name: chat}, {name: claude}]
        decisions:
          - name: d
            rules: {operator: AND}
            modelRefs: [{model: chat}]
            plugins: [{type: system_prompt, configuration: {system_prompt: Be kind.}}]
      """;

  private static final String AGENT =
      """
      {"model":"%s","stream":%b,"instructions":"Be short.","max_output_tokens":99,
       "reasoning":{"effort":"low"},"parallel_tool_calls":false,
       "input":[{"role":"user","content":[{"type":"input_text","text":"look"},
          {"type":"input_image","image_url":"data:image/png;base64,AA=="}]},
         {"type":"function_call","call_id":"c1","name":"f","arguments":"{\\"x\\":1}"},
         {"type":"function_call","call_id":"c2","name":"f","arguments":"{\\"x\\":2}"},
         {"type":"function_call_output","call_id":"c1","output":"one"},
         {"type":"function_call_output","call_id":"c2","output":"two"}],
       "tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{"x":{"type":"integer"}}}}]}
      """;

  private static final String CHAT_STREAM =
      """
      data: {"id":"chatcmpl-1","created":1700000000,"model":"big","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"hm"},"finish_reason":null}]}

      data: {"choices":[{"index":0,"delta":{"content":"grö"},"finish_reason":null}]}

      data: {"choices":[{"index":0,"delta":{"content":"ße"},"finish_reason":null}]}

      data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c3","type":"function","function":{"name":"f","arguments":"{\\"x\\""}}]},"finish_reason":null}]}

      data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":3}"}}]},"finish_reason":null}]}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

      data: {"choices":[],"usage":{"prompt_tokens":31,"completion_tokens":17,"prompt_tokens_details":{"cached_tokens":9}}}

      data: [DONE]

      """;

  private static final String CLAUDE =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-1","content":[
        {"type":"thinking","thinking":"hm","signature":"sig"},{"type":"text","text":"größe"},
        {"type":"tool_use","id":"c3","name":"f","input":{"x":3}}],
       "stop_reason":"tool_use","usage":{"input_tokens":31,"output_tokens":17}}
      """;

  private final ResponsesProtocol protocol = new ResponsesProtocol();

  private record Heard(String sent, ChatReply reply, String body) {}

  private Heard ask(String body, ChatReply answer) {
    var upstream = new ScriptedUpstream(() -> answer);
    var compiled =
        new RecipeCompiler(
                StandardParts.catalog(),
                () -> {
                  throw new IllegalStateException("no models here");
                },
                RouterEvents.NONE,
                false)
            .compile(ConfigLoader.load("c.yaml", YAML, Map.of(), false));
    var router = new Router(Objects.requireNonNull(compiled.recipes()), RouterEvents.NONE);
    var request = protocol.decode(body.getBytes(StandardCharsets.UTF_8));
    var reply = router.serve(Calls.with(), request, upstream);
    var sent = upstream.sent().getFirst().request();
    return new Heard(
        new String(sent.encode(), StandardCharsets.UTF_8), reply, Replies.text(reply.body()));
  }

  private static JsonNode json(String text) {
    return Objects.requireNonNull(Json.object(text));
  }

  @Test
  void aStreamOfChatCompletionsIsAStreamOfEvents() {
    var heard = ask(AGENT.formatted("auto", true), Replies.stream(CHAT_STREAM));
    var sent = json(heard.sent());
    assertThat(sent.path("messages").path(0))
        .isEqualTo(Json.object("{\"role\":\"system\",\"content\":\"Be kind.\\n\\nBe short.\"}"));
    assertThat(sent.path("messages").path(1).path("content").path(1).path("image_url").path("url"))
        .hasToString("\"data:image/png;base64,AA==\"");
    assertThat(sent.path("messages").path(2).path("tool_calls")).hasSize(2);
    assertThat(sent.path("messages").path(3).path("tool_call_id").asString("")).isEqualTo("c1");
    assertThat(sent.path("messages").path(4).path("content").asString("")).isEqualTo("two");
    assertThat(sent.path("messages")).hasSize(5);
    assertThat(sent.path("reasoning_effort").asString("")).isEqualTo("low");
    assertThat(sent.path("stream_options").path("include_usage").asBoolean()).isTrue();
    assertThat(sent.path("tools").path(0).path("function").path("name").asString(""))
        .isEqualTo("f");
    assertThat(Replies.edited(heard.reply()).first("content-type")).startsWith("text/event-stream");
    assertThat(heard.body())
        .contains("event: response.reasoning_text.delta", "event: response.completed")
        .contains("\"arguments\":\"{\\\"x\\\":3}\"", "\"input_tokens\":31", "\"cached_tokens\":9")
        .doesNotContain("chat.completion", "[DONE]");
    assertThat(Replies.edited(heard.reply()).first("x-vsr-protocol-warnings")).isNull();
  }

  @Test
  void anAnswerOfClaudeIsAResponse() {
    var heard = ask(AGENT.formatted("claude", false), Replies.plain(200, CLAUDE));
    var sent = json(heard.sent());
    assertThat(sent.path("system").toString()).contains("Be short.");
    assertThat(sent.path("max_tokens").asInt()).isEqualTo(99);
    assertThat(sent.path("messages").path(1).path("content")).hasSize(2);
    assertThat(sent.path("messages").path(2).path("content").path(0).path("type").asString(""))
        .isEqualTo("tool_result");
    var response = json(heard.body());
    assertThat(response.path("status").asString("")).isEqualTo("completed");
    assertThat(response.path("output").path(0).path("encrypted_content").asString(""))
        .endsWith("sig");
    assertThat(response.path("output").path(2).path("arguments").asString(""))
        .isEqualTo("{\"x\":3}");
    assertThat(response.path("usage").path("total_tokens").asInt()).isEqualTo(48);
  }

  @Test
  void errorsAreInTheClientsForm() {
    var claude =
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}";
    var heard = ask(AGENT.formatted("claude", false), Replies.plain(529, claude));
    assertThat(heard.reply().status()).isEqualTo(529);
    assertThat(json(heard.body()).path("error").path("message").asString("")).isEqualTo("busy");
    var broken =
        "data: {\"error\":{\"message\":\"gone\",\"type\":\"server_error\",\"code\":500}}\n\n";
    var stream =
        CHAT_STREAM.substring(
            0, CHAT_STREAM.indexOf("data: {\"choices\":[{\"index\":0,\"delta\":{\"tool"));
    var cut = ask(AGENT.formatted("chat", true), Replies.stream(stream + broken));
    assertThat(cut.body()).contains("event: error", "event: response.failed", "gone");
    var ended = ask(AGENT.formatted("chat", true), Replies.stream(stream));
    assertThat(ended.body())
        .contains("event: response.failed")
        .doesNotContain("response.completed");
  }

  @Test
  void whatIsKeptElsewhereIsRefused() {
    assertThatThrownBy(() ->
            ask(
                "{\"model\":\"chat\",\"input\":\"hi\",\"previous_response_id\":\"resp_1\"}",
                Replies.plain(200, "{}")))
        .hasMessageContaining("previous_response_id: the answer it names is kept");
  }
}
