package io.signalbox.parts.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Replies;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.plugin.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestParamsPluginTest {
  private static final OpenAiChatProtocol OPENAI = new OpenAiChatProtocol();
  private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

  private static Sent with(String configuration) {
    return Sent.by("{type: request_params, configuration: " + configuration + "}");
  }

  @Test
  void blockedKeysGoAndTheRestStaysAsItCame() {
    assertThat(
            with("{blocked_params: [seed, logit_bias]}")
                .body(
                    OPENAI,
                    "{ \"seed\":1, \"model\":\"auto\" ,\"z\": 12345678901234567890123, "
                        + HELLO
                        + ",\"logit_bias\":{\"1\":2} }"))
        .isEqualTo("{ \"model\":\"m\" ,\"z\": 12345678901234567890123, " + HELLO + " }");
  }

  @Test
  void unknownKeysGoTheKnownStay() {
    var known =
        "\"max_completion_tokens\":5,\"stream_options\":{},\"parallel_tool_calls\":true,"
            + "\"metadata\":{},\"prediction\":null,\"verbosity\":\"low\",\"store\":true";
    assertThat(
            with("{strip_unknown: true}")
                .body(
                    OPENAI,
                    "{\"model\":\"auto\"," + known + ",\"top_k\":3,\"été\":1," + HELLO + "}"))
        .isEqualTo("{\"model\":\"m\"," + known + "," + HELLO + "}");
  }

  @Test
  void eachProtocolKnowsItsOwnKeys() {
    assertThat(
            Sent.by(
                    "{type: request_params, configuration: {strip_unknown: true}}",
                    "{}",
                    "anthropic")
                .body(
                    new AnthropicMessagesProtocol(),
                    "{\"model\":\"auto\",\"max_tokens\":9,\"top_k\":3,\"n\":1,\"system\":\"s\","
                        + HELLO
                        + "}"))
        .isEqualTo("{\"model\":\"m\",\"max_tokens\":9,\"top_k\":3,\"system\":\"s\"," + HELLO + "}");
    assertThat(
            with("{strip_unknown: true, max_tokens_limit: 7}")
                .body(
                    new ResponsesProtocol(),
                    "{\"model\":\"auto\",\"input\":\"x\",\"max_output_tokens\":9,\"messages\":[]}"))
        .isEqualTo("{\"model\":\"m\",\"input\":\"x\",\"max_output_tokens\":7}");
  }

  @Test
  void whatIsTranslatedIsTranslatedFromTheEditedBody() {
    var sent =
        Sent.by(
            "{type: request_params, configuration: {max_tokens_limit: 7, blocked_params: [top_p]}}",
            "{}",
            "anthropic");
    assertThat(
            sent.body(
                OPENAI,
                "{\"model\":\"auto\",\"max_completion_tokens\":99,\"top_p\":0.5," + HELLO + "}"))
        .contains("\"max_tokens\":7")
        .doesNotContain("top_p");
  }

  @Test
  void itActsBeforeTheRouterAddsAnything() {
    var sent =
        Sent.by(
            "{type: system_prompt, configuration: {system_prompt: kind}},"
                + "{type: request_params, configuration: {blocked_params: [system]}}",
            "{}",
            "anthropic");
    assertThat(
            sent.body(
                new AnthropicMessagesProtocol(),
                "{\"model\":\"auto\",\"max_tokens\":9,\"system\":\"mine\"," + HELLO + "}"))
        .contains("\"system\":\"kind\"")
        .doesNotContain("mine");
  }

  @Test
  void whatWasDoneIsToldInFewWords() {
    var plugin = new RequestParamsPlugin(List.of("seed"), 5L, 2L, true);
    var deeds = new ArrayList<String>();
    plugin.around(
        RoutedCalls.to("m"),
        OPENAI.decode(
            ("{\"model\":\"auto\",\"seed\":1,\"n\":9,\"max_tokens\":9,\"top_k\":1,\"sécret\":1,"
                    + HELLO
                    + "}")
                .getBytes(StandardCharsets.UTF_8)),
        new Next() {
          @Override
          public ChatReply proceed(ChatRequest request) {
            return Replies.plain(200, "{}");
          }

          @Override
          public void did(Deed deed, String subject) {
            deeds.add(deed + " " + subject);
          }
        });
    assertThat(deeds)
        .containsExactly(
            "PARAM_BLOCKED seed",
            "UNKNOWN_FIELD_STRIPPED top_k",
            "UNKNOWN_FIELD_STRIPPED other",
            "MAX_TOKENS_CAPPED ",
            "MAX_N_CAPPED ");
    assertThat(plugin.stage()).isEqualTo(Stage.GUARD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "messages", "input", "prompt", "stream"})
  void whatARequestNeedsCannotBeBlocked(String key) {
    assertThat(
            ExampleDocument.problems(
                """
                decisions:
                - name: d
                  modelRefs: [{model: m}]
                  plugins: [{type: request_params, configuration: {blocked_params: [%s]}}]
                """
                    .formatted(key)))
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("blocked_params", key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_tokens_limit: 0", "max_n: 0", "max_n: -1", "max_tokens_limit: x"})
  void limitsAreAtLeastOne(String member) {
    assertThat(
            ExampleDocument.problems(
                """
                decisions:
                - name: d
                  modelRefs: [{model: m}]
                  plugins: [{type: request_params, configuration: {%s}}]
                """
                    .formatted(member)))
        .hasSize(1);
  }
}
