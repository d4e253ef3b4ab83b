package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.BodyEditor;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Message;
import io.signalbox.chat.OfferedTool;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.ToolChoice;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.CompletionsProtocol;
import io.signalbox.parts.protocol.openai.EmbeddingsProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class BodyEditorTest {
  private static final Protocol OPENAI = new OpenAiChatProtocol();
  private static final Protocol ANTHROPIC = new AnthropicMessagesProtocol();
  private static final Protocol RESPONSES = new ResponsesProtocol();
  private static final Protocol COMPLETIONS = new CompletionsProtocol();
  private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

  private static ChatRequest decode(Protocol protocol, String body) {
    return protocol.decode(body.getBytes(StandardCharsets.UTF_8));
  }

  private static BodyEditor editor(ChatRequest request) {
    return Objects.requireNonNull(request.source().protocol().editor(request));
  }

  private static String edited(Protocol protocol, String body, Consumer<BodyEditor> edit) {
    var editor = editor(decode(protocol, body));
    edit.accept(editor);
    return new String(editor.edited().encode(), StandardCharsets.UTF_8);
  }

  private static String tools(Protocol protocol, String body, String... kept) {
    return edited(
        protocol,
        body,
        editor ->
            editor.offer(
                editor.tools().stream().filter(t -> List.of(kept).contains(t.name())).toList()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "a|{ \"b\" : 1e400 ,\"model\":\"m\", HELLO }",
        "b|{ \"a\" : [1, {\"a\":2}] , \"model\":\"m\", HELLO }",
        "c|{ \"a\" : [1, {\"a\":2}] , \"b\" : 1e400 ,\"model\":\"m\", HELLO }",
      })
  void aRemovedMemberTakesItsCommaAlong(String key, String expected) {
    var body = "{ \"a\" : [1, {\"a\":2}] , \"b\" : 1e400 ,\"model\":\"m\", HELLO }";
    assertThat(
            edited(OPENAI, body.replace("HELLO", HELLO), editor -> editor.remove(key))
                .replace(" ", ""))
        .isEqualTo(expected.replace("HELLO", HELLO).replace(" ", ""));
  }

  @Test
  void whatIsLastMayGo() {
    var body = "{\"model\":\"m\"," + HELLO + " , \"x\":1,\"y\": \"é\\\"}\" }";
    assertThat(edited(OPENAI, body, e -> e.remove("y")))
        .isEqualTo("{\"model\":\"m\"," + HELLO + " , \"x\":1 }");
    assertThat(
            edited(
                OPENAI,
                body,
                e -> {
                  e.remove("y");
                  e.remove("x");
                }))
        .isEqualTo("{\"model\":\"m\"," + HELLO + " }");
  }

  @Test
  void nothingChangedIsTheVeryRequest() {
    for (var protocol : List.of(OPENAI, ANTHROPIC)) {
      var request = decode(protocol, "{\"model\":\"m\"," + HELLO + ",\"max_tokens\":5,\"n\":1}");
      var editor = editor(request);
      editor.remove("none");
      editor.capAnswer(5);
      editor.capChoices(1);
      editor.offer(editor.tools());
      editor.stripToolHistory();
      assertThat(editor.changed()).isFalse();
      assertThat(editor.edited()).isSameAs(request);
    }
  }

  @Test
  void whatWasChangedBeforeStays() {
    var request =
        decode(OPENAI, "{\"model\":\"m\"," + HELLO + ",\"seed\":12345678901234567890123,\"n\":9}")
            .withModel("other")
            .withHeaders(HeaderEdits.NONE.overwrite("a", "b"));
    var messages = new ArrayList<>(request.messages());
    messages.addFirst(Message.system("be kind"));
    var editor = editor(request.withMessages(messages));
    editor.capChoices(2);
    var edited = editor.edited();
    assertThat(edited.model()).isEqualTo("other");
    assertThat(edited.headers()).isEqualTo(request.headers());
    assertThat(edited.messages()).hasSize(2);
    assertThat(new String(edited.encode(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"model\":\"other\",\"messages\":[{\"role\":\"system\",\"content\":\"be kind\"},"
                + "{\"role\":\"user\",\"content\":\"hi\"}],"
                + "\"seed\":12345678901234567890123,\"n\":2}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7|7",
        "10|10",
        "11|10",
        "9999999999999999999999|10",
        "1e3|10",
        "1e1|1e1",
        "7.5|10",
        "\"99\"|10",
        "true|10",
        "[]|10",
        "null|null",
        "-3|-3",
        "0|0",
        "1e999999999|10",
        "2.0|2.0",
      })
  void capsAreNumbersNoLargerThanTheLimit(String value, String expected) {
    for (var key : List.of("max_tokens", "max_completion_tokens")) {
      assertThat(
              edited(
                  OPENAI,
                  "{\"model\":\"m\",\"%s\":%s,%s}".formatted(key, value, HELLO),
                  e -> e.capAnswer(10)))
          .isEqualTo("{\"model\":\"m\",\"%s\":%s,%s}".formatted(key, expected, HELLO));
    }
  }

  @Test
  void everyProtocolCapsItsOwnKeys() {
    assertThat(
            edited(
                ANTHROPIC,
                "{\"model\":\"m\",\"max_tokens\":99,\"n\":9," + HELLO + "}",
                e -> {
                  assertThat(e.capAnswer(10)).isTrue();
                  assertThat(e.capChoices(1)).isFalse();
                }))
        .isEqualTo("{\"model\":\"m\",\"max_tokens\":10,\"n\":9," + HELLO + "}");
    assertThat(
            edited(
                RESPONSES,
                "{\"model\":\"m\",\"input\":\"x\",\"max_output_tokens\":99}",
                e -> e.capAnswer(10)))
        .isEqualTo("{\"model\":\"m\",\"input\":\"x\",\"max_output_tokens\":10}");
    assertThat(
            edited(
                COMPLETIONS,
                "{\"model\":\"m\",\"prompt\":\"x\",\"max_tokens\":99,\"n\":3,\"best_of\":8}",
                e -> {
                  e.capAnswer(10);
                  e.capChoices(2);
                }))
        .isEqualTo("{\"model\":\"m\",\"prompt\":\"x\",\"max_tokens\":10,\"n\":2,\"best_of\":2}");
    var embeddings = decode(new EmbeddingsProtocol(), "{\"model\":\"m\",\"input\":\"x\"}");
    assertThat(embeddings.source().protocol().editor(embeddings)).isNull();
  }

  @Test
  void theEnvelopeFollows() {
    var request =
        decode(
            OPENAI,
            "{\"model\":\"m\",\"max_tokens\":1000,"
                + HELLO
                + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}");
    var editor = editor(request);
    editor.capAnswer(10);
    editor.offer(List.of());
    var edited = editor.edited().envelope();
    assertThat(edited.outputTokens()).isEqualTo(10);
    assertThat(edited.toolDefinitions()).isZero();
    assertThat(edited.structuredBytes()).isZero();
  }

  private static final String CHAT_TOOLS =
      "{\"model\":\"m\",\"tools\":[ {\"type\":\"function\",\"function\":{\"name\":\"f\",\"x\":1e400}},"
          + " {\"type\":\"custom\",\"custom\":{\"name\":\"c\"}}, {\"type\":\"web\"}],"
          + "\"functions\":[{\"name\":\"old\"}],\"web_search_options\":{},%s"
          + HELLO
          + "}";

  @Test
  void toolsAreKnownByTheirNames() {
    assertThat(editor(decode(OPENAI, CHAT_TOOLS.formatted(""))).tools())
        .extracting(OfferedTool::name)
        .containsExactly("f", "c", "web", "old", "web_search");
    assertThat(tools(OPENAI, CHAT_TOOLS.formatted(""), "f"))
        .isEqualTo(
            "{\"model\":\"m\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\","
                + "\"x\":1e400}}],"
                + HELLO
                + "}");
    assertThat(tools(OPENAI, CHAT_TOOLS.formatted(""), "old", "web_search"))
        .isEqualTo(
            "{\"model\":\"m\",\"functions\":[{\"name\":\"old\"}],\"web_search_options\":{},"
                + HELLO
                + "}");
    assertThat(tools(OPENAI, CHAT_TOOLS.formatted("\"tool_choice\":\"auto\",")))
        .isEqualTo("{\"model\":\"m\"," + HELLO + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "\"auto\"|\"auto\"",
        "\"required\"|\"required\"",
        "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}"
            + "|{\"type\":\"function\",\"function\":{\"name\":\"f\"}}",
        "{\"type\":\"custom\",\"custom\":{\"name\":\"c\"}}|",
        "{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":"
            + "[{\"type\":\"function\",\"function\":{\"name\":\"f\"}},{\"type\":\"web\"}]}}"
            + "|{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":"
            + "[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}}",
        "{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":"
            + "[{\"type\":\"web\"}]}}|\"none\"",
      })
  void aChoiceNeverNamesAToolThatIsGone(String choice, String expected) {
    var left = tools(OPENAI, CHAT_TOOLS.formatted("\"tool_choice\":" + choice + ","), "f");
    if (expected == null) {
      assertThat(left).doesNotContain("tool_choice");
    } else {
      assertThat(left).contains("\"tool_choice\":" + expected + ",");
    }
  }

  @Test
  void anthropicAndResponsesHaveFormsOfTheirOwn() {
    var anthropic =
        "{\"model\":\"m\",\"max_tokens\":1,\"tools\":[{\"name\":\"f\",\"input_schema\":{}},"
            + "{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}],"
            + "\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\"},"
            + HELLO
            + "}";
    assertThat(editor(decode(ANTHROPIC, anthropic)).toolChoice().mode())
        .isEqualTo(ToolChoice.Mode.NAMED);
    assertThat(tools(ANTHROPIC, anthropic, "web_search"))
        .isEqualTo(
            "{\"model\":\"m\",\"max_tokens\":1,\"tools\":[{\"type\":\"web_search_20250305\","
                + "\"name\":\"web_search\"}],"
                + HELLO
                + "}");
    assertThat(tools(ANTHROPIC, anthropic))
        .isEqualTo("{\"model\":\"m\",\"max_tokens\":1," + HELLO + "}");
    var responses =
        "{\"model\":\"m\",\"input\":\"x\",\"tools\":[{\"type\":\"function\",\"name\":\"f\"},"
            + "{\"type\":\"mcp\",\"server_label\":\"s\"},{\"type\":\"web_search\"}],"
            + "\"tool_choice\":{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":"
            + "[{\"type\":\"mcp\",\"server_label\":\"s\"},{\"type\":\"function\",\"name\":\"f\"}]}}";
    assertThat(tools(RESPONSES, responses, "s", "web_search"))
        .isEqualTo(
            "{\"model\":\"m\",\"input\":\"x\",\"tools\":[{\"type\":\"mcp\",\"server_label\":\"s\"},"
                + "{\"type\":\"web_search\"}],\"tool_choice\":{\"type\":\"allowed_tools\","
                + "\"mode\":\"auto\",\"tools\":[{\"type\":\"mcp\",\"server_label\":\"s\"}]}}");
  }

  @Test
  void adoptedToolsSpeakTheProtocol() {
    var function = "{\"name\":\"g\",\"description\":\"d\",\"parameters\":{\"type\":\"object\"}}";
    Consumer<BodyEditor> adopt = e -> e.offer(List.of(e.adopt(function)));
    assertThat(edited(OPENAI, "{\"model\":\"m\"," + HELLO + "}", adopt))
        .endsWith(",\"tools\":[{\"type\":\"function\",\"function\":" + function + "}]}");
    assertThat(edited(ANTHROPIC, "{\"model\":\"m\"," + HELLO + "}", adopt))
        .endsWith(
            ",\"tools\":[{\"name\":\"g\",\"description\":\"d\","
                + "\"input_schema\":{\"type\":\"object\"}}]}");
    assertThat(edited(RESPONSES, "{\"model\":\"m\",\"input\":\"x\"}", adopt))
        .endsWith(
            ",\"tools\":[{\"type\":\"function\",\"name\":\"g\",\"description\":\"d\","
                + "\"parameters\":{\"type\":\"object\"}}]}");
  }

  @Test
  void historyLosesCallsAndResultsTogether() {
    assertThat(
            edited(
                OPENAI,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                    + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"1\"}]},"
                    + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"r\"},"
                    + "{\"role\":\"assistant\",\"content\":\"b\",\"tool_calls\":[{\"id\":\"2\"}]},"
                    + "{\"role\":\"function\",\"name\":\"f\",\"content\":\"r\"},"
                    + "{\"role\":\"user\",\"content\":\"c\"}]}",
                BodyEditor::stripToolHistory))
        .isEqualTo(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"assistant\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"c\"}]}");
    assertThat(
            edited(
                ANTHROPIC,
                "{\"model\":\"m\",\"max_tokens\":1,\"messages\":["
                    + "{\"role\":\"user\",\"content\":\"a\"},"
                    + "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"t\"},"
                    + "{\"type\":\"tool_use\",\"id\":\"1\",\"name\":\"f\",\"input\":{}}]},"
                    + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"1\"},"
                    + "{\"type\":\"text\",\"text\":\"b\"}]}]}",
                BodyEditor::stripToolHistory))
        .isEqualTo(
            "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"b\"}]}]}");
    assertThat(
            edited(
                RESPONSES,
                "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"a\"},"
                    + "{\"type\":\"reasoning\",\"id\":\"r1\"},"
                    + "{\"type\":\"function_call\",\"call_id\":\"1\",\"name\":\"f\",\"arguments\":\"\"},"
                    + "{\"type\":\"function_call_output\",\"call_id\":\"1\",\"output\":\"x\"},"
                    + "{\"type\":\"reasoning\",\"id\":\"r2\"},"
                    + "{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"b\"}]}",
                BodyEditor::stripToolHistory))
        .isEqualTo(
            "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"type\":\"reasoning\",\"id\":\"r2\"},"
                + "{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"b\"}]}");
  }

  @Test
  void aConversationOfNothingElseIsRefused() {
    for (var messages :
        List.of(
            "[{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"r\"}]",
            "[{\"role\":\"assistant\",\"tool_calls\":[{}]}]")) {
      var editor = editor(decode(OPENAI, "{\"model\":\"m\",\"messages\":" + messages + "}"));
      assertThatThrownBy(editor::stripToolHistory)
          .isInstanceOf(RouterException.class)
          .hasMessageContaining("nothing but calls of tools");
    }
  }

  @Test
  void resultsOfToolsCanBeReplaced() {
    assertThat(
            edited(
                OPENAI,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                    + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"long\"}]}",
                e -> {
                  assertThat(e.toolResults()).containsExactly("long");
                  e.replaceToolResult(0, "s\"");
                }))
        .endsWith("{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"s\\\"\"}]}");
    assertThat(
            edited(
                ANTHROPIC,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
                    + "\"text\":\"q\"},{\"type\":\"tool_result\",\"tool_use_id\":\"1\","
                    + "\"content\":\"one\"}]},{\"role\":\"user\",\"content\":[{\"type\":"
                    + "\"tool_result\",\"tool_use_id\":\"2\",\"content\":\"two\"}]}]}",
                e -> {
                  assertThat(e.toolResults()).containsExactly("one", "two");
                  e.replaceToolResult(1, "2");
                }))
        .endsWith("\"tool_use_id\":\"2\",\"content\":\"2\"}]}]}");
    assertThat(
            edited(
                RESPONSES,
                "{\"model\":\"m\",\"input\":[{\"type\":\"function_call_output\","
                    + "\"call_id\":\"1\",\"output\":\"x\"}]}",
                e -> e.replaceToolResult(0, "y")))
        .endsWith("\"output\":\"y\"}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "\"tools\":null",
        "\"tools\":{}",
        "\"tools\":[]",
        "\"tools\":[1,null,\"x\",[]]",
        "\"tools\":[{}]",
        "\"tools\":[{\"function\":{\"name\":7}}]",
        "\"tool_choice\":7",
        "\"tool_choice\":{\"type\":\"allowed_tools\"}",
        "\"functions\":\"x\"",
        "\"tools\":\"größe\\ud83d\\ude00\"",
        "\"tool_choice\":[]",
      })
  void oddToolsBreakNothing(String member) {
    for (var protocol : List.of(OPENAI, ANTHROPIC, RESPONSES)) {
      var said = protocol.equals(RESPONSES) ? "\"input\":\"x\"" : HELLO;
      var editor = editor(decode(protocol, "{\"model\":\"m\"," + member + "," + said + "}"));
      editor.tools();
      editor.toolChoice();
      editor.offer(editor.tools());
      editor.stripToolHistory();
      editor.offer(List.of());
      assertThat(editor.edited().model()).isEqualTo("m");
    }
  }

  /** Whichever members go, the rest is what it was. */
  @Test
  void removingAnyMembersLeavesTheOthers() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var mapper = JsonMapper.shared();
    for (int i = 0; i < 2_000; i++) {
      var json = new RandomBody(random, "m").toString();
      var editor = editor(decode(OPENAI, json));
      var expected = (ObjectNode) mapper.readTree(json);
      for (var key : editor.members()) {
        if (!key.equals("model") && !key.equals("messages") && random.nextBoolean()) {
          editor.remove(key);
          expected.remove(key);
        }
      }
      var written = new String(editor.edited().encode(), StandardCharsets.UTF_8);
      assertThat(mapper.readTree(written)).as("seed %d: %s", seed, json).isEqualTo(expected);
    }
  }
}
