package io.signalbox.server.extproc;

import static io.signalbox.server.extproc.Messages.requestBody;
import static io.signalbox.server.extproc.Messages.requestHeaders;
import static io.signalbox.server.extproc.Messages.responseBody;
import static io.signalbox.server.extproc.Messages.responseHeaders;
import static io.signalbox.server.extproc.Messages.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.extproc.wire.HeaderMutation;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plugins that answer, edit bodies or dress replies, and rate limits, behind a proxy. */
class PluginAnswersTest {
  private static final String PATH = "/v1/chat/completions";

  private static Rig with(String plugin, String global) {
    return new Rig(
        TestRouter.CONFIG
            .replaceFirst("(?s)- type: system_prompt.*?replace}", "- " + plugin)
            .replace("global:\n", "global:\n" + global.indent(2)));
  }

  private static String headers(HeaderMutation mutation) {
    return mutation.getSetHeadersList().stream()
        .map(option ->
            option.getHeader().getKey() + ": " + option.getHeader().getRawValue().toStringUtf8())
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void fastResponseIsAnImmediateResponseInEveryMode(BodySendMode mode) {
    var rig = with("{type: fast_response, configuration: {message: \"No, really.\"}}", "");
    for (var stream : new boolean[] {false, true}) {
      var body = stream ? Rig.SUMS.replaceFirst("\\{", "{\"stream\":true,") : Rig.SUMS;
      var proxy = rig.play(mode, mode, requestHeaders("POST", PATH), requestBody(body, true));
      var answer =
          proxy.answers().stream()
              .filter(a -> a.hasImmediateResponse())
              .findFirst()
              .orElseThrow()
              .getImmediateResponse();
      assertThat(answer.getStatus().getCode()).isEqualTo(200);
      assertThat(headers(answer.getHeaders()))
          .contains(
              "x-vsr-fast-response: true",
              "x-vsr-response-path: fast_response",
              "x-vsr-selected-decision: math_decision",
              stream ? "content-type: text/event-stream" : "content-type: application/json");
      assertThat(answer.getBody().toStringUtf8())
          .contains(stream ? "\"content\":\"really.\"" : "\"content\":\"No, really.\"");
    }
    assertThat(rig.endings).containsExactly("math_decision 200", "math_decision 200");
    assertThat(rig.failures).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void blockIsAnErrorInEveryMode(BodySendMode mode) {
    var rig = with("{type: block, configuration: {message: Never., status: 451}}", "");
    for (var path : new String[] {PATH, "/v1/messages"}) {
      for (var stream : new boolean[] {false, true}) {
        var body = stream ? Rig.SUMS.replaceFirst("\\{", "{\"stream\":true,") : Rig.SUMS;
        var proxy = rig.play(mode, mode, requestHeaders("POST", path), requestBody(body, true));
        var answer =
            proxy.answers().stream()
                .filter(a -> a.hasImmediateResponse())
                .findFirst()
                .orElseThrow()
                .getImmediateResponse();
        assertThat(answer.getStatus().getCode()).isEqualTo(451);
        assertThat(headers(answer.getHeaders()))
            .contains(
                "x-vsr-response-path: blocked",
                "x-signalbox-blocked: policy",
                "content-type: application/json");
        assertThat(answer.getBody().toStringUtf8())
            .contains("\"message\":\"Never.\"")
            .contains(path.equals(PATH) ? "permission_error" : "\"type\":\"error\"");
      }
    }
    assertThat(rig.endings).isEmpty();
    assertThat(rig.failures).hasSize(4);
  }

  @Test
  void bodiesAreEditedOnTheWayUp() {
    var rig = with("{type: request_params, configuration: {strip_unknown: true}}", "");
    var proxy =
        rig.play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            requestHeaders("POST", PATH),
            requestBody(Rig.SUMS.replaceFirst("\\{", "{\"guided_json\":{},"), true));
    assertThat(upstream(proxy, BodySendMode.BUFFERED))
        .contains("math-expert", "enable_thinking")
        .doesNotContain("guided_json");
  }

  @Test
  void headersOfTheReplyAreEdited() {
    var rig =
        with(
            "{type: header_mutation, configuration: {response: {update: [{name: x-tier, value:"
                + " gold}], delete: [server]}}}",
            "");
    var proxy =
        rig.play(
            BodySendMode.BUFFERED,
            BodySendMode.BUFFERED,
            requestHeaders("POST", PATH),
            requestBody(Rig.SUMS, true),
            responseHeaders("200", "application/json", "server", "secret/1.0"),
            responseBody("{}", true));
    var mutations =
        proxy.answers().stream()
            .map(a ->
                a.hasResponseHeaders()
                    ? a.getResponseHeaders().getResponse().getHeaderMutation()
                    : a.getResponseBody().getResponse().getHeaderMutation())
            .toList();
    assertThat(mutations)
        .anySatisfy(mutation -> {
          assertThat(headers(mutation)).contains("x-tier: gold");
          assertThat(mutation.getRemoveHeadersList()).contains("server");
        });
  }

  @Test
  void whoAsksTooMuchGetsA429InTheClientsProtocol() {
    var rig =
        with(
            "{type: header_mutation, configuration: {}}",
            "services: {ratelimit: {providers: [{type: local-limiter, rules: [{name: r,"
                + " requests_per_unit: 1, unit: day}]}]}}");
    rig.play(
        BodySendMode.BUFFERED,
        BodySendMode.NONE,
        requestHeaders("POST", PATH, "x-authz-user-id", "not trusted"),
        requestBody(Rig.SUMS, true));
    for (var path : new String[] {PATH, "/v1/messages"}) {
      var proxy =
          rig.play(
              BodySendMode.BUFFERED,
              BodySendMode.NONE,
              requestHeaders("POST", path, "x-authz-user-id", "somebody else"),
              requestBody(Rig.SUMS, true));
      var answer = proxy.answers().getLast().getImmediateResponse();
      assertThat(answer.getStatus().getCode()).isEqualTo(429);
      assertThat(headers(answer.getHeaders()))
          .contains("retry-after: ", "x-ratelimit-limit: 1", "x-ratelimit-remaining: 0")
          .contains("x-ratelimit-reset: ", "x-vsr-response-path: rate_limited");
      assertThat(answer.getBody().toStringUtf8())
          .contains("Rate limit exceeded. Retry after ", "rate_limit_error")
          .contains(path.equals(PATH) ? "\"code\":429" : "\"type\":\"error\"");
    }
    assertThat(rig.failures).containsOnly("auto RATE_LIMITED");
  }
}
