package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.ChatRequest;
import io.signalbox.translate.Listening;
import io.signalbox.translate.ProviderError;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Failed;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.RefusalDelta;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyEvent.ToolArgumentsDelta;
import io.signalbox.translate.ReplyEvent.ToolCallStarted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeardTest {
  private static Heard heard(ChatRequest request, byte[] body) {
    return Heard.of((Listening) request.source().protocol(), request.stream(), body);
  }

  private static Heard heard(String form, ReplyEvent... events) {
    var all = new ArrayList<ReplyEvent>();
    all.add(Answers.WHOLE.getFirst());
    all.addAll(List.of(events));
    all.add(Answers.WHOLE.getLast());
    var request = Answers.asking(form, "why?");
    return heard(request, Answers.body(request, all));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai plain",
        "openai stream counted",
        "anthropic plain",
        "anthropic stream",
        "responses plain",
        "responses stream"
      })
  void onlyTextThatEndedByItselfIsAnAnswer(String form) {
    var text = new TextDelta(0, "so");
    assertThat(heard(form, text, new Finished(0, StopReason.STOP, null)))
        .isInstanceOf(Heard.Answer.class);
    assertThat(heard(form, text, new Finished(0, StopReason.LENGTH, null)))
        .isEqualTo(new Heard.Nothing("length"));
    assertThat(heard(form, new Finished(0, StopReason.STOP, null)))
        .isEqualTo(new Heard.Nothing("empty"));
    assertThat(
            heard(
                form,
                text,
                new ToolCallStarted(0, 0, "c", "buy"),
                new ToolArgumentsDelta(0, 0, "{}"),
                new Finished(0, StopReason.STOP, null)))
        .isEqualTo(new Heard.Nothing("tool_calls"));
    assertThat(heard(form, text, new Finished(0, StopReason.REFUSAL, null)))
        .isEqualTo(new Heard.Nothing("refusal"));
    assertThat(heard(form, text, new Failed(new ProviderError(500, null, "gone"))))
        .isInstanceOf(Heard.Nothing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai plain", "openai stream", "responses plain", "responses stream"})
  void aRefusalIsNone(String form) {
    assertThat(heard(form, new RefusalDelta(0, "no"), new Finished(0, StopReason.STOP, null)))
        .isEqualTo(new Heard.Nothing("refusal"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai plain",
        "openai stream",
        "openai stream counted",
        "anthropic plain",
        "anthropic stream",
        "responses plain",
        "responses stream"
      })
  void whatIsCutIsNone(String form) {
    var request = Answers.asking(form, "why?");
    var body = Answers.body(request, Answers.WHOLE);
    int end =
        new String(body, StandardCharsets.UTF_8)
            .stripTrailing()
            .getBytes(StandardCharsets.UTF_8)
            .length;
    // What follows the last brace or word is line ends, which carry nothing.
    for (int length = 0; length < end; length++) {
      assertThat(heard(request, Arrays.copyOf(body, length)))
          .as("%d of %d", length, end)
          .isInstanceOf(Heard.Nothing.class);
    }
    assertThat(heard(request, body)).isInstanceOf(Heard.Answer.class);
  }

  @Test
  void severalAnswersAreNone() {
    assertThat(
            heard(
                "openai plain",
                new TextDelta(0, "a"),
                new TextDelta(1, "b"),
                new Finished(0, StopReason.STOP, null),
                new Finished(1, StopReason.STOP, null)))
        .isEqualTo(new Heard.Nothing("choices"));
  }

  @Test
  void anythingElseIsNone() {
    for (var form : List.of("openai plain", "openai stream", "responses stream")) {
      for (var body : List.of("", "{}", "<html>", "data: {}\n\n", "null", "data: [DONE]\n\n")) {
        assertThat(heard(Answers.asking(form, "q"), body.getBytes(StandardCharsets.UTF_8)))
            .isInstanceOf(Heard.Nothing.class);
      }
    }
  }

  @Test
  void callsOfToolsThatTheBackendMadeItselfAreNone() {
    var response =
        """
        {"id":"r","object":"response","status":"completed","model":"m","error":null,"output":[
        {"type":"mcp_call","id":"c","name":"buy","arguments":"{}","output":"bought"},
        {"type":"message","content":[{"type":"output_text","text":"done","annotations":[]}]}]}
        """;
    assertThat(
            heard(
                Answers.asking("responses plain", "q"), response.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Heard.Nothing("tool_calls"));
  }

  @Test
  void aResponseThatIsStillInTheMakingIsNone() {
    for (var status : List.of("queued", "in_progress", "cancelled")) {
      var response = "{\"status\":\"%s\",\"output\":[],\"error\":null}".formatted(status);
      assertThat(
              heard(
                  Answers.asking("responses plain", "q"),
                  response.getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(new Heard.Nothing("unreadable"));
    }
  }
}
