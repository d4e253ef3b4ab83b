package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Message;
import io.signalbox.chat.Role;
import io.signalbox.chat.RouterException;
import io.signalbox.parts.protocol.openai.CompletionsProtocol;
import io.signalbox.parts.protocol.openai.EmbeddingsProtocol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies of bare texts: completions and embeddings. */
final class PromptBodyTest {
  private static ChatRequest completion(String prompt) {
    var body = "{\"model\":\"m\",\"prompt\":%s,\"max_tokens\":5}".formatted(prompt);
    return new CompletionsProtocol().decode(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String prompt(ChatRequest request) {
    var text = new String(request.encode(), StandardCharsets.UTF_8);
    return text.substring(
        "{\"model\":\"m\",\"prompt\":".length(), text.lastIndexOf(",\"max_tokens\""));
  }

  @Test
  void allTextsAreWhatTheUserSays() {
    assertThat(completion("\"a\"").userText()).isEqualTo("a");
    assertThat(completion("[\"a\",\"b\"]").userText()).isEqualTo("a\nb");
    assertThat(completion("[\"a\",\"b\"]").source().legible()).isTrue();
    assertThat(completion("\"a\"").envelope().outputTokens()).isEqualTo(5);
    var body = "{\"model\":\"m\",\"input\":[\"x\",\"y\"]}".getBytes(StandardCharsets.UTF_8);
    assertThat(new EmbeddingsProtocol().decode(body).userText()).isEqualTo("x\ny");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,2,3]|3",
        "[[1,2],[3]]|3",
        "[[1,2],\"abcd\"]|3",
        "null|0",
        "[null]|0",
        "{\"x\":[1]}|0",
        "[{\"image\":\"b\"}]|0",
      })
  void whatIsNoTextIsMarkedAsUnread(String prompt, long tokens) {
    var request = completion(prompt);
    assertThat(request.source().legible()).isFalse();
    assertThat(request.envelope().promptTokens()).isEqualTo(tokens + 4);
    assertThat(prompt(request)).isEqualTo(prompt);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    for (var prompt : List.of("1.5", "true", "[false]")) {
      assertThatThrownBy(() -> completion(prompt))
          .isInstanceOfSatisfying(
              RouterException.class,
              refused -> assertThat(refused.fault()).isEqualTo(Fault.BAD_REQUEST));
    }
    assertThatThrownBy(() ->
            new CompletionsProtocol().decode("{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("prompt: missing");
    assertThatThrownBy(() -> completion("[".repeat(100_000))).isInstanceOf(RouterException.class);
  }

  @Test
  void whatStandsAroundThePromptGoesAroundEachText() {
    var request = completion("[\"a\",\"\"]");
    var own = request.messages().getFirst();
    var behind = new Message(Role.USER, "\"z\"", null, null);
    assertThat(prompt(request.withMessages(List.of(Message.system("s"), own, behind))))
        .isEqualTo("[\"s\\n\\na\\n\\n\\\"z\\\"\",\"s\\\"z\\\"\"]");
    assertThat(prompt(request.withMessages(List.of(own.withPrefix("p")))))
        .isEqualTo("[\"p\\n\\na\",\"p\"]");
  }

  @Test
  void onePromptCanBeReplacedAndSeveralCannot() {
    var one = completion("\"a\"");
    assertThat(prompt(one.withMessages(List.of(one.messages().getFirst().withText("b")))))
        .isEqualTo("\"b\"");
    var two = completion("[\"a\",\"b\"]");
    var replaced = two.withMessages(List.of(two.messages().getFirst().withText("c")));
    assertThatThrownBy(replaced::encode).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> two.withMessages(List.of()).encode())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
