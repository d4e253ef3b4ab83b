package io.signalbox.server.extproc;

import static io.signalbox.server.extproc.Messages.requestBody;
import static io.signalbox.server.extproc.Messages.requestHeaders;
import static io.signalbox.server.extproc.Messages.responseBody;
import static io.signalbox.server.extproc.Messages.responseHeaders;
import static io.signalbox.server.extproc.Messages.set;
import static io.signalbox.server.extproc.Messages.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.extproc.wire.HeaderMutation;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTrustTest {
  private static final String PATH = "/v1/chat/completions";
  private static final String[] SENT = {
    "x-vsr-skip-processing", "true",
    "x-selected-model", "spoofed",
    "x-vsr-anything", "1",
    "x-user-openai-key", "sk-1",
    "x-authz-user-id", "u1"
  };

  @ParameterizedTest
  @EnumSource(names = {"NONE", "BUFFERED", "BUFFERED_PARTIAL", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void clientThatMaySkipIsLeftAloneAndCounted(BodySendMode mode) {
    var rig = router("skip_processing: {enabled: true}");
    var proxy = play(rig, mode);

    assertThat(rig.unseen).containsExactly("x-vsr-skip-processing");
    assertThat(rig.endings).isEmpty();
    assertThat(removed(proxy))
        .contains("x-vsr-skip-processing", "x-selected-model", "x-vsr-anything")
        .contains("x-user-openai-key", "x-authz-user-id");
    assertThat(changes(proxy)).allMatch(mutation -> mutation.getSetHeadersCount() == 0);
    if (mode != BodySendMode.NONE) {
      assertThat(upstream(proxy, mode)).isEqualTo(Rig.SUMS);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void clientThatMayNotSkipIsRouted(BodySendMode mode) {
    for (var rig : new Rig[] {new Rig(), router("skip_processing: {enabled: false}")}) {
      var proxy = play(rig, mode);

      assertThat(rig.unseen).isEmpty();
      assertThat(rig.endings).containsExactly("math_decision 200");
      assertThat(upstream(proxy, mode)).contains("math-expert");
      assertThat(removed(proxy)).contains("x-vsr-skip-processing", "x-vsr-anything");
    }
  }

  /** The word is {@code true}; nothing else skips. */
  @ParameterizedTest
  @CsvSource({"false", "1", "yes"})
  void otherWordsDoNotSkip(String word) {
    var rig = router("skip_processing: {enabled: true}");
    play(rig, BodySendMode.BUFFERED, "x-vsr-skip-processing", word);

    assertThat(rig.unseen).isEmpty();
    assertThat(rig.endings).hasSize(1);
  }

  @Test
  void skippedEventsStreamToo() {
    var rig = router("skip_processing: {enabled: true}");
    var proxy =
        rig.play(
            BodySendMode.BUFFERED,
            BodySendMode.BUFFERED,
            requestHeaders("POST", PATH, "x-vsr-skip-processing", "true"),
            requestBody(Rig.SUMS, true),
            responseHeaders("200", "text/event-stream"),
            responseBody("data: 1\n\n", false),
            responseBody("", true));

    assertThat(proxy.answers().get(2).getModeOverride().getResponseBodyMode())
        .isEqualTo(BodySendMode.STREAMED);
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void identityGoesOnlyOnWhereTheProxySetsIt(boolean trusted, boolean gone) {
    var rig =
        new Rig(
            TestRouter.CONFIG.replace(
                "global:\n",
                "global:\n  services: {authz: {trusted_headers: %s}}\n".formatted(trusted)));
    var proxy = play(rig, BodySendMode.BUFFERED);

    assertThat(removed(proxy).contains("x-authz-user-id")).isEqualTo(gone);
    assertThat(removed(proxy)).contains("x-user-openai-key");
    assertThat(rig.endings).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions?a=b, /x/chat?y=1&a=b",
    "/v1/chat/completions?y=2, /x/chat?y=1",
    "/v1/chat/completions, /x/chat?y=1"
  })
  void pathOfABackendKeepsTheClientsQuery(String target, String path) {
    var rig =
        new Rig(
            TestRouter.CONFIG.replace(
                "endpoint: \"127.0.0.1:8000\"",
                "endpoint: \"127.0.0.1:8000\", chat_path: \"/x/chat?y=1\""));
    for (var mode : new BodySendMode[] {BodySendMode.BUFFERED, BodySendMode.FULL_DUPLEX_STREAMED}) {
      var proxy =
          rig.play(
              mode,
              BodySendMode.NONE,
              requestHeaders("POST", target),
              requestBody(Rig.SUMS, true),
              responseHeaders("200", "application/json"));

      assertThat(changes(proxy)).anyMatch(mutation -> path.equals(set(mutation).get(":path")));
    }
  }

  private static ScriptedProxy play(Rig rig, BodySendMode mode) {
    return play(rig, mode, SENT);
  }

  private static ScriptedProxy play(Rig rig, BodySendMode mode, String... headers) {
    var head = requestHeaders("POST", PATH, headers);
    var reply = responseHeaders("200", "application/json");
    var messages =
        mode == BodySendMode.NONE
            ? new ProcessingRequest[] {head, reply}
            : new ProcessingRequest[] {head, requestBody(Rig.SUMS, true), reply};
    return rig.play(mode, BodySendMode.NONE, messages);
  }

  private static Rig router(String setting) {
    return new Rig(
        TestRouter.CONFIG.replace("global:\n", "global:\n  router: {%s}\n".formatted(setting)));
  }

  /** The changes of the request's headers. */
  private static Stream<HeaderMutation> changes(ScriptedProxy proxy) {
    return proxy.answers().stream().map(SessionTrustTest::change);
  }

  private static HeaderMutation change(ProcessingResponse answer) {
    return answer.hasRequestHeaders()
        ? answer.getRequestHeaders().getResponse().getHeaderMutation()
        : answer.getRequestBody().getResponse().getHeaderMutation();
  }

  private static List<String> removed(ScriptedProxy proxy) {
    return changes(proxy).flatMap(change -> change.getRemoveHeadersList().stream()).toList();
  }
}
