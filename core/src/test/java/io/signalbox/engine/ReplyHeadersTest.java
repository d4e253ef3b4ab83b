package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Call;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.FakeProtocol;
import io.signalbox.chat.Header;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.decide.Verdict;
import io.signalbox.infer.FakeClassifier;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReplyHeadersTest {
  private static final String YAML =
      """
      providers:
        defaults:
          default_model: fallback
          reasoning_families: {f: {type: chat_template_kwargs, parameter: think}}
        models:
          - {name: coder, reasoning_family: f, backend_refs: [{endpoint: "b:80"}]}
          - {name: fallback, backend_refs: [{endpoint: "b:80"}]}
      global: {model_catalog: {modules: {classifier: {domain: {threshold: 0.1}}}}}
      routing:
        modelCards: [{name: fallback}, {name: coder}]
        signals:
          keywords:
            - {name: code, keywords: [java]}
            - {name: tongue, keywords: [java]}
            - {name: other, keywords: [nothing]}
          domains: [{name: math}, {name: law}]
        decisions:
          - name: coding
            priority: 3
            rules: {type: keyword, name: code}
            modelRefs: [{model: coder, use_reasoning: true}]
          - name: counting
            priority: 2
            rules: {type: domain, name: math}
            modelRefs: [{model: fallback}, {model: coder}]
          - {name: everything, priority: 1, rules: {operator: AND}, modelRefs: [{model: coder}]}
      """;

  private double sure = 0.12345;

  private Headers headers(Call call, String text, ChatReply reply) {
    var recipes =
        FakeParts.recipes(
            new FakeParts().catalog(),
            () -> FakeEncoder.of(FakeClassifier.sureOf("math", sure)),
            RouterEvents.NONE,
            YAML);
    var router = new Router(recipes, RouterEvents.NONE);
    var request = text.equals("named") ? Requests.naming("coder") : Requests.saying(text);
    var served = router.serve(call, request, new ScriptedUpstream(() -> reply));
    return Headers.NONE.with(served.edits());
  }

  private static String[] lines(Headers headers) {
    return headers.fields().stream().map(h -> h.name() + ": " + h.value()).toArray(String[]::new);
  }

  @Test
  void aReplyTellsHowItWasRouted() {
    assertThat(lines(headers(Calls.with(), "java", Replies.plain(200, "{}"))))
        .containsExactlyInAnyOrder(
            "x-vsr-schema-version: 2",
            "x-vsr-response-path: upstream",
            "x-vsr-selected-recipe: default",
            "x-vsr-selected-decision: coding",
            "x-vsr-selected-confidence: 1.0000",
            "x-vsr-selected-algorithm: single",
            "x-vsr-selected-model: coder");
  }

  @Test
  void confidenceHasFourDecimals() {
    assertThat(
            headers(Calls.with(), "2+2", Replies.plain(201, "{}"))
                .first("x-vsr-selected-confidence"))
        .isEqualTo("0.1235");
    assertThat(
            headers(Calls.with(), "2+2", Replies.plain(200, "{}"))
                .first("x-vsr-selected-algorithm"))
        .isEqualTo("static");
    sure = 0.01;
    assertThat(
            headers(Calls.with(), "2+2", Replies.plain(200, "{}"))
                .first("x-vsr-selected-confidence"))
        .isEqualTo("0.0000");
    assertThat(ReplyHeaders.fourDecimals(1)).isEqualTo("1.0000");
    assertThat(ReplyHeaders.fourDecimals(2.0 / 3)).isEqualTo("0.6667");
  }

  @Test
  void debuggingTellsTheLeastCoverage() {
    var read = Map.of(new SignalName("a", "x:coverage"), 0.999, new SignalName("a", "x"), 0.1);
    var more = new Readings(Map.of(), read, Map.of());
    assertThat(more.coverage()).isEqualTo(0.999);
    assertThat(Readings.NONE.coverage()).isNull();
    var told =
        new ReplyHeaders(List.of(), false)
            .upstream(
                RoutedCalls.of(Calls.debugging(), more, Verdict.NONE, "m"),
                Requests.saying("hi"),
                Requests.saying("hi"),
                new FakeProtocol(),
                Replies.plain(200, "{}"));
    assertThat(Headers.NONE.with(told).first("x-signalbox-read-coverage")).isEqualTo("0.99");
    var quiet = headers(Calls.debugging(), "java", Replies.plain(200, "{}"));
    assertThat(quiet.first("x-signalbox-read-coverage")).isNull();
  }

  @Test
  void decimalsDoNotDependOnTheCountry() {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(ReplyHeaders.fourDecimals(0.5)).isEqualTo("0.5000");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void anErrorReplyOnlyTellsItsPath() {
    for (int status : new int[] {300, 400, 429, 500, 503}) {
      assertThat(lines(headers(Calls.debugging(), "java", Replies.plain(status, "{}"))))
          .containsExactlyInAnyOrder("x-vsr-schema-version: 2", "x-vsr-response-path: upstream");
    }
  }

  @Test
  void aNamedModelTellsOnlyItsName() {
    assertThat(lines(headers(Calls.with(), "named", Replies.plain(200, "{}"))))
        .containsExactlyInAnyOrder(
            "x-vsr-schema-version: 2",
            "x-vsr-response-path: upstream",
            "x-vsr-selected-model: coder");
  }

  @Test
  void aCallThatAsksIsToldMore() {
    assertThat(lines(headers(Calls.debugging(), "java", Replies.plain(200, "{}"))))
        .contains(
            "x-vsr-selected-decision: coding",
            "x-vsr-client-protocol: lines",
            "x-vsr-upstream-protocol: lines",
            "x-vsr-selected-reasoning: on",
            "x-vsr-injected-system-prompt: false",
            "x-vsr-context-token-count: 5",
            "x-vsr-matched-keywords: code,tongue")
        .noneMatch(line -> line.startsWith("x-vsr-matched-domains"))
        .noneMatch(line -> line.startsWith("x-vsr-selected-category"));
    assertThat(lines(headers(Calls.debugging(), "2+2", Replies.plain(200, "{}"))))
        .contains(
            "x-vsr-selected-category: math",
            "x-vsr-matched-domains: math",
            "x-vsr-selected-reasoning: off")
        .noneMatch(line -> line.startsWith("x-vsr-matched-keywords"));
  }

  @Test
  void aNamedModelIsNotAskedToReason() {
    assertThat(
            headers(Calls.debugging(), "named", Replies.plain(200, "{}"))
                .first("x-vsr-selected-reasoning"))
        .isEqualTo("off");
  }

  @Test
  void moreIsToldOnlyWhenAsked() {
    for (var call :
        new Call[] {
          Calls.with(), Calls.with("x-vsr-debug", "false"), Calls.with("x-vsr-debug", "1")
        }) {
      assertThat(headers(call, "java", Replies.plain(200, "{}")).first("x-vsr-selected-reasoning"))
          .isNull();
    }
    var shouting = Calls.with("X-VSR-Debug", " TRUE ");
    assertThat(
            headers(shouting, "java", Replies.plain(200, "{}")).first("x-vsr-selected-reasoning"))
        .isEqualTo("on");
  }

  @Test
  void whatTheBackendClaimsIsOverwritten() {
    var reply = Replies.plain(200, "{}");
    var claiming =
        new ChatReply(
            200,
            new Headers(List.of(new Header("X-VSR-Selected-Model", "forged"))),
            reply.edits(),
            reply.body());
    assertThat(
            Replies.edited(claiming.withEdits(ReplyHeaders.path("upstream")))
                .first("x-vsr-response-path"))
        .isEqualTo("upstream");
    var edits = headers(Calls.with(), "java", claiming);
    assertThat(edits.first("x-vsr-selected-model")).isEqualTo("coder");
  }
}
