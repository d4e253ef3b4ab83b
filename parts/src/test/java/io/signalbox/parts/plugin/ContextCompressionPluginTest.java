package io.signalbox.parts.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.engine.RecordingEvents.Event;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.plugin.Figure;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContextCompressionPluginTest {
  private static final OpenAiChatProtocol OPENAI = new OpenAiChatProtocol();

  private static String log() {
    var log = new StringBuilder("the very first line\n");
    for (int i = 0; i < 500; i++) {
      log.append("line ").append(i).append(": nothing happened in the engine room today\n");
    }
    log.insert(log.length() / 2, "ERROR: the payment gateway refused card 42\n");
    return log.append("the very last line").toString();
  }

  private static String asking(String result) {
    return "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"why was the payment"
        + " refused?\"},{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\"}]},"
        + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":"
        + Json.quoted(result)
        + "}]}";
  }

  private static Sent with(String configuration) {
    return Sent.by("{type: context_compression, configuration: {" + configuration + "}}");
  }

  @Test
  void longResultsKeepTheirEndsAndWhatWasAskedFor() {
    var sent = with("mode: always").body(OPENAI, asking(log()));
    assertThat(sent)
        .contains(
            "the very first line",
            "the very last line",
            "payment gateway refused card 42",
            "[...]",
            "\"tool_call_id\":\"1\"",
            "why was the payment refused?");
    assertThat(sent.length()).isLessThan(5_000);
  }

  @Test
  void whatItSavesIsMeasured() {
    var sent = with("mode: always");
    var body = sent.body(OPENAI, asking(log()));
    assertThat(sent.events.of(Event.Measured.class))
        .singleElement()
        .extracting(Event.Measured::figure)
        .isInstanceOfSatisfying(
            Figure.ToolResultsShortened.class,
            figure -> {
              assertThat(figure.tokensBefore()).isEqualTo(Extract.tokens(log()));
              assertThat(figure.tokensAfter()).isBetween(500L, body.length() / 4L);
            });
    sent.body(OPENAI, asking("ok"));
    assertThat(sent.events.of(Event.Measured.class)).hasSize(1);
  }

  @Test
  void shortResultsAndShortPromptsStay() {
    var shortOne = asking("ok");
    assertThat(with("mode: always").body(OPENAI, shortOne))
        .isEqualTo(shortOne.replace("\"auto\"", "\"m\""));
    var longOne = asking(log());
    assertThat(with("budget: {trigger_tokens: 1000000}").body(OPENAI, longOne))
        .isEqualTo(longOne.replace("\"auto\"", "\"m\""));
    assertThat(with("targets: {tool_outputs: {mode: preserve}}").body(OPENAI, longOne))
        .isEqualTo(longOne.replace("\"auto\"", "\"m\""));
  }

  @Test
  void extractsAreNeverLongerAndMadeOfTheText() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      int length = random.nextInt(3_000);
      while (text.length() < length) {
        text.appendCodePoint("a \n日é".codePointAt(random.nextInt(5)));
        if (random.nextInt(20) == 0) {
          text.append("\ud83d\ude00");
        }
      }
      var extract = Extract.of(text.toString(), "a 日", random.nextInt(200));
      assertThat(extract.length()).as("seed %d", seed).isLessThanOrEqualTo(text.length());
      for (var stretch : extract.split("\\n\\[\\.\\.\\.]\\n", -1)) {
        assertThat(text.toString()).as("seed %d", seed).contains(stretch);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "targets: {history: {mode: extractive}}",
        "targets: {rag: {mode: extractive}}",
        "targets: {memory: {mode: extractive}}",
        "targets: {tool_outputs: {mode: recoverable}}",
        "scoring: {method: embedding}",
        "recovery: {enabled: true}",
        "request_controls: {enabled: true}",
        "budget: {target_tokens: 5}",
        "targets: {tool_outputs: {min_tokens: 5, target_tokens: 6}}",
        "mode: sometimes",
      })
  void whatIsNotDoneIsRefused(String member) {
    assertThat(
            Sent.problems(
                Path.of(""), "{type: context_compression, configuration: {" + member + "}}", "{}"))
        .isNotEmpty();
  }
}
