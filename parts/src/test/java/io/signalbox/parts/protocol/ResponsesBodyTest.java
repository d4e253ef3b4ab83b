package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Message;
import io.signalbox.chat.Reasoning;
import io.signalbox.chat.Reasoning.Dialect;
import io.signalbox.chat.Role;
import io.signalbox.chat.RouterException;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the router reads of a responses body, and what becomes of changes to it. */
final class ResponsesBodyTest {
  private static final String SECRET = "tell-nobody";

  private static ChatRequest decode(String body) {
    return new ResponsesProtocol().decode(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(ChatRequest request) {
    return new String(request.encode(), StandardCharsets.UTF_8);
  }

  private static ChatRequest with(ChatRequest request, int at, Message... ours) {
    var messages = new ArrayList<>(request.messages());
    messages.addAll(at, List.of(ours));
    return request.withMessages(messages);
  }

  @Test
  void instructionsAndItemsAreMessages() {
    var request =
        decode(
            """
            {"input":[{"role":"user","content":"old"},{"type":"reasoning","id":"r","summary":[]},
              {"type":"message","role":"assistant","content":[{"type":"output_text","text":"said"}]},
              {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"c","output":"result"},
              {"type":"new_thing","anything":1},
              {"role":"user","content":[{"type":"input_text","text":"new"},{"type":"odd","text":"er"},
                {"type":"input_image","file_id":"f"},{"type":"input_file","file_data":"x"}]}],
             "instructions":"Be short.","model":"auto","max_output_tokens":7,
             "tools":[{"type":"function","name":"f"},{"type":"web_search"}]}
            """);
    assertThat(request.messages())
        .extracting(Message::role)
        .containsExactly(
            Role.SYSTEM,
            Role.USER,
            Role.OTHER,
            Role.ASSISTANT,
            Role.ASSISTANT,
            Role.TOOL,
            Role.OTHER,
            Role.USER);
    assertThat(request.userText()).isEqualTo("new er");
    assertThat(request.nonUserText()).isEqualTo("Be short.\nsaid");
    var envelope = request.envelope();
    assertThat(envelope.images()).isOne();
    assertThat(envelope.toolCalls()).isOne();
    assertThat(envelope.toolDefinitions()).isEqualTo(2);
    assertThat(envelope.outputTokens()).isEqualTo(7);
    assertThat(envelope.structuredBytes()).isGreaterThan("\"result\"".length());
  }

  @Test
  void aTemplatesVariablesAreWhatTheUserSays() {
    var request =
        decode(
            "{\"model\":\"auto\",\"prompt\":{\"id\":\"p\",\"variables\":{\"a\":\"x\",\"b\":{\"text\":\"y\"}}}}");
    assertThat(request.userText()).isEqualTo("x\ny");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "{\"input\":\"hi\"}|model: missing",
        "{\"model\":\"m\"}|input: missing",
        "{\"model\":1,\"input\":\"hi\"}|model: a number",
        "{\"model\":\"m\",\"input\":1}|input: a number",
        "{\"model\":\"m\",\"input\":{}}|input: an object",
        "{\"model\":\"m\",\"input\":[\"tell-nobody\"]}|input[0]: a text",
        "{\"model\":\"m\",\"input\":[{\"content\":\"tell-nobody\"}]}|input[0].role: missing",
        "{\"model\":\"m\",\"input\":[{\"type\":\"message\"}]}|input[0].role: missing",
        "{\"model\":\"m\",\"input\":[{\"role\":1}]}|input[0].role: a number",
        "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":1}]}|input[0].content: a number",
        "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":[1]}]}|a part is a number",
        "{\"model\":\"m\",\"input\":\"hi\",\"instructions\":[]}|instructions: an array",
        "{\"model\":\"m\",\"input\":\"hi\",\"stream\":\"yes\"}|stream: a text",
        "{\"model\":\"m\",\"input\":\"tell-nobody\",\"input\":\"x\"}|names a key twice",
        "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"role\":\"system\"}]}|names a key twice",
        "[]|expected: a JSON object",
        "{\"model\":\"m\",\"input\":\"tell-nobody\"} x|unexpected character",
      })
  void whatMakesNoSenseIsRefusedByItsPlace(String body, String what) {
    assertThatThrownBy(() -> decode(body))
        .isInstanceOfSatisfying(
            RouterException.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(Fault.BAD_REQUEST);
              assertThat(refused.message()).contains(what).doesNotContain(SECRET);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"m\",\"previous_response_id\":\"r\"}",
        "{\"model\":\"m\",\"conversation\":\"c\",\"input\":null}",
        "{\"model\":\"m\",\"input\":[]}",
        "{\"model\":\"m\",\"input\":[{}]}",
        "{\"model\":\"m\",\"input\":[{\"role\":\"user\"}]}",
        "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":null}]}",
        "{\"model\":\"m\",\"input\":\"\",\"reasoning\":7,\"tools\":7,\"max_output_tokens\":-1}",
      })
  void whatIsOnlyUnusualPasses(String body) {
    var request = decode(body);
    assertThat(encoded(request)).isEqualTo(body);
    assertThat(request.userText()).isEmpty();
    assertThat(request.estimatedTokens()).isNotNegative();
  }

  @Test
  void deepAndHugeBodiesAreReadOrRefused() {
    var deep = "[".repeat(100_000);
    assertThatThrownBy(() -> decode("{\"model\":\"m\",\"input\":" + deep))
        .isInstanceOf(RouterException.class);
    var huge = "x".repeat(5_000_000);
    var request = decode("{\"model\":\"m\",\"input\":\"" + huge + "\"}");
    assertThat(request.userText()).hasSize(huge.length());
  }

  @Test
  void messagesOfOursBecomeItems() {
    var user = new Message(Role.USER, "ours", null, null);
    var item = "{\"type\":\"message\",\"role\":\"user\",\"content\":\"ours\"}";
    var text = decode("{\"model\":\"m\",\"input\":\"hi\"}");
    var hi = "{\"type\":\"message\",\"role\":\"user\",\"content\":\"hi\"}";
    assertThat(encoded(with(text, 0, user)))
        .isEqualTo("{\"model\":\"m\",\"input\":[" + item + "," + hi + "]}");
    assertThat(encoded(with(text, 1, user, user)))
        .isEqualTo("{\"model\":\"m\",\"input\":[" + hi + "," + item + "," + item + "]}");
    var items =
        decode(
            "{\"model\":\"m\",\"instructions\":\"i\",\"input\":[{\"role\":\"user\"}, {\"x\":1}]}");
    assertThat(encoded(with(items, 2, user)))
        .contains("[{\"role\":\"user\"}, " + item + ",{\"x\":1}]");
    assertThat(encoded(with(items, 3, user))).contains("{\"x\":1}," + item + "]");
    assertThat(encoded(with(items, 0, user))).contains("[" + item + ",{\"role\":\"user\"}");
    var none = decode("{\"model\":\"m\",\"input\":[ ]}");
    assertThat(encoded(with(none, 0, user)))
        .isEqualTo("{\"model\":\"m\",\"input\":[" + item + " ]}");
    var missing = decode("{\"model\":\"m\",\"previous_response_id\":\"r\"}");
    assertThat(encoded(with(missing, 0, user))).endsWith(",\"input\":[" + item + "]}");
  }

  @Test
  void aTextThatIsReplacedWhileMessagesAreAddedIsStillOneItem() {
    var text = decode("{\"model\":\"m\",\"input\":\"secret\"}");
    var masked = text.withMessages(List.of(text.messages().getFirst().withText("masked")));
    assertThat(
            encoded(with(masked, 0, Message.system("s"), new Message(Role.USER, "u", null, null))))
        .isEqualTo(
            "{\"model\":\"m\",\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":\"u\"},"
                + "{\"type\":\"message\",\"role\":\"user\",\"content\":\"masked\"}],"
                + "\"instructions\":\"s\"}");
  }

  @Test
  void messagesOfTheClientAreNotDroppedOrMoved() {
    var request = decode("{\"model\":\"m\",\"instructions\":\"i\",\"input\":\"hi\"}");
    assertThatThrownBy(() -> request.withMessages(List.of()).encode())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> request.withMessages(request.messages().reversed()).encode())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEffortIsCarriedByItsOwnFieldAndNothingElseIsMadeUp() {
    var body = "{\"model\":\"m\",\"input\":\"hi\"}";
    var request = decode(body);
    for (var dialect : List.of(Dialect.TEMPLATE_EFFORT, Dialect.TOP_LEVEL_EFFORT)) {
      var wish = new Reasoning(dialect, "reasoning_effort", true, "high");
      assertThat(encoded(request.withReasoning(wish)))
          .isEqualTo("{\"model\":\"m\",\"input\":\"hi\",\"reasoning\":{\"effort\":\"high\"}}");
    }
    var template = new Reasoning(Dialect.TEMPLATE_EFFORT, "thinking_level", true, "high");
    assertThat(encoded(request.withReasoning(template))).isEqualTo(body);
    var off = new Reasoning(Dialect.TEMPLATE_SWITCH, "enable_thinking", false, null);
    assertThat(encoded(request.withReasoning(off))).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource({
    "/resp_1, 'DELETE,GET'",
    "/abc, 'DELETE,GET'",
    "/resp_1/input_items, GET",
    "/resp_1/cancel, POST",
    "/resp_1/cancel/x, ''",
    "/resp_1/other, ''",
    "/resp_1/, ''",
    "/input_tokens, ''",
    "/compact, ''",
    "/, ''",
    "'', ''",
    "x, ''",
  })
  void whatBackendsKeepIsKnownByItsPath(String beneath, String methods) {
    var kept = new ResponsesProtocol().kept(beneath).stream().sorted().toList();
    assertThat(String.join(",", kept)).isEqualTo(methods);
  }

  @Test
  void nothingButUtf8IsRead() {
    var body = "{\"model\":\"m\",\"input\":\"hi\"}";
    for (var charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThatThrownBy(() -> new ResponsesProtocol().decode(body.getBytes(charset)))
          .hasMessageContaining("not UTF-8");
    }
    assertThatThrownBy(() -> decode("\ufeff" + body)).hasMessageContaining("byte order mark");
    var latin = body.replace("hi", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> new ResponsesProtocol().decode(latin))
        .isInstanceOf(RouterException.class);
  }
}
