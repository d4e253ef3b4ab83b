package io.signalbox.server.extproc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai      | {'model':'auto','messages':[{'role':'user','content':'secret'}]}",
        "anthropic   | {'model':'auto','system':'secret','messages':[{'role':'user','content':'a'}]}",
        "responses   | {'model':'auto','input':'secret'}",
        "responses   | {'model':'auto','instructions':'be kind','input':'secret'}",
        "responses   | {'model':'auto','input':[{'role':'user','content':'secret'}]}",
        "completions | {'model':'auto','prompt':'secret'}",
        "completions | {'model':'auto','prompt':['a','secret']}",
        "embeddings  | {'model':'auto','input':['a','secret']}"
      })
  void readingThatSeesThePromptIsTaken(String protocol, String body) {
    var read = Objects.requireNonNull(recognized(body));

    assertThat(read.source().protocol().name()).isEqualTo(protocol);
    assertThat(read.messages()).anyMatch(message -> message.text().contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'model':'auto','prompt':[1,2]}", "{'model':'auto','input':[1,2]}"})
  void promptThatCannotBeReadStaysOne(String body) {
    var read = Objects.requireNonNull(recognized(body));

    assertThat(read.source().legible()).isFalse();
  }

  /** A backend may take the other text for the prompt. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'model':'auto','messages':[{'role':'user','content':'a'}],'input':'secret'}",
        "{'model':'auto','messages':[{'role':'user','content':'a'}],'prompt':'secret'}",
        "{'model':'auto','input':'a','prompt':'secret'}",
        "{'model':'auto','input':'a','prompt':[1,2]}",
        "{'model':'auto'}",
        "{'prompt':'no model'}",
        "[]",
        ""
      })
  void bodyOfSeveralPromptsOrNoneIsNotRecognised(String body) {
    assertThat(recognized(body)).isNull();
  }

  /** Counts read what messages read, and stand behind them in the catalog. */
  @Test
  void nothingIsTakenForARequestToCount() {
    var names = TestRouter.CATALOG.protocols().stream().map(Protocol::name).toList();

    assertThat(names.indexOf("anthropic")).isLessThan(names.indexOf("anthropic-count"));
  }

  private static @Nullable ChatRequest recognized(String body) {
    return Recognition.of(body.replace('\'', '"').getBytes(UTF_8), TestRouter.CATALOG.protocols());
  }
}
