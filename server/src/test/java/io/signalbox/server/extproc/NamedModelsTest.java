package io.signalbox.server.extproc;

import static io.signalbox.server.extproc.Messages.requestBody;
import static io.signalbox.server.extproc.Messages.requestHeaders;
import static io.signalbox.server.extproc.Messages.responseBody;
import static io.signalbox.server.extproc.Messages.responseHeaders;
import static io.signalbox.server.extproc.Messages.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A guard holds for models that clients name themselves, whatever they speak. */
class NamedModelsTest {
  private static final String CHAT = "/v1/chat/completions";

  private static final String COMPLETION =
      "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"yes\"},"
          + "\"finish_reason\":\"stop\"}]}";

  private static String sent(Rig rig, BodySendMode mode, String path, String body) {
    var proxy =
        rig.play(
            mode,
            BodySendMode.NONE,
            requestHeaders("POST", path),
            requestBody(body, true),
            responseHeaders("200", "application/json"));
    return upstream(proxy, mode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "/v1/chat/completions|{\"model\":\"law-expert\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}",
        "/v1/responses|{\"model\":\"law-expert\",\"input\":\"%s\"}",
        "/v1/responses|{\"model\":\"law-expert\",\"input\":[{\"role\":\"user\",\"content\":\"%s\"}]}",
        "/v1/completions|{\"model\":\"law-expert\",\"prompt\":[\"a\",\"%s\"]}",
      })
  void everyProtocolIsGuarded(String path, String body) {
    var rig = Rig.guarded();
    assertThat(sent(rig, BodySendMode.BUFFERED, path, body.formatted("the derivative")))
        .contains("\"model\":\"math-expert\"");
    assertThat(rig.endings).containsExactly("math_decision 200");
    assertThat(sent(rig, BodySendMode.BUFFERED, path, body.formatted("a lawsuit")))
        .contains("law-expert")
        .doesNotContain("You are good at sums");
  }

  @Test
  void aTranslatedRequestIsGuarded() {
    var body =
        "{\"model\":\"law-expert\",\"max_tokens\":9,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"the derivative\"}]}";
    var proxy =
        Rig.guarded()
            .playFreely(
                BodySendMode.BUFFERED,
                BodySendMode.BUFFERED,
                requestHeaders("POST", "/v1/messages"),
                requestBody(body, true),
                responseHeaders("200", "application/json"),
                responseBody(COMPLETION, true));
    assertThat(upstream(proxy, BodySendMode.BUFFERED)).contains("\"model\":\"math-expert\"");
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void everyModeIsGuarded(BodySendMode mode) {
    var body = Rig.SUMS.replace("\"auto\"", "\"law-expert\"");
    assertThat(sent(Rig.guarded(), mode, CHAT, body))
        .contains("\"model\":\"math-expert\"", "You are good at sums");
    assertThat(sent(new Rig(), mode, CHAT, body)).isEqualTo(body);
  }
}
