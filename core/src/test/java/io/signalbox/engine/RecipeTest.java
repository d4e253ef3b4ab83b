package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.ScriptedBody;
import io.signalbox.chat.Usage;
import io.signalbox.engine.RecordingEvents.Event;
import io.signalbox.infer.FakeClassifier;
import io.signalbox.infer.FakeEncoder;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecipeTest {
  private static final String MODELS =
      """
      providers: {defaults: {default_model: fallback}}
      routing:
        modelCards: [{name: fallback}, {name: coder}, {name: thinker}]
        signals:
          keywords: [{name: code, keywords: [java]}, {name: think, keywords: [why]}]
          domains: [{name: math}]
        decisions:
      """;

  private final FakeParts parts = new FakeParts();
  private final RecordingEvents events = new RecordingEvents();
  private final ScriptedUpstream upstream = ScriptedUpstream.agreeable();
  private final FakeClassifier classifier = FakeClassifier.sureOf("math", 0.9);

  private Recipe recipe(String decisions) {
    return FakeParts.recipes(
            parts.catalog(), () -> FakeEncoder.of(classifier), events, MODELS + decisions)
        .main();
  }

  private static String decision(String plugins) {
    return """
        - name: coding
          rules: {type: keyword, name: code}
          modelRefs: [{model: coder}]
          plugins: [%s]
    """
        .formatted(plugins);
  }

  private static String plugin(String type, String note) {
    return "{type: %s, configuration: {note: '%s'}}".formatted(type, note);
  }

  @Test
  void theDecisionsModelIsSentTheRequest() {
    recipe(decision("")).serve(Calls.with(), Requests.saying("java?"), upstream);
    assertThat(upstream.models()).containsExactly("coder");
    var routed = upstream.sent().getFirst().routed();
    assertThat(routed.decisionName()).isEqualTo("coding");
    assertThat(routed.askedFor()).isEqualTo("auto");
    assertThat(routed.auto()).isTrue();
    assertThat(routed.selection().algorithm()).isEqualTo("single");
    assertThat(classifier.asked()).isEmpty();
  }

  @Test
  void theUpstreamIsToldTheModelInAHeader() {
    recipe(decision("")).serve(Calls.with(), Requests.saying("java?"), upstream);
    var headers = Headers.NONE.with(upstream.sent().getFirst().request().headers());
    assertThat(headers.first("x-selected-model")).isEqualTo("coder");
    assertThat(headers.first("accept-encoding")).isEqualTo("identity");
  }

  @Test
  void theDefaultModelServesWhatNoDecisionAppliesTo() {
    recipe(decision(plugin("rag", ""))).serve(Calls.with(), Requests.saying("hello"), upstream);
    assertThat(upstream.models()).containsExactly("fallback");
    assertThat(parts.log()).isEmpty();
  }

  @Test
  void withoutDefaultModelNoDecisionIsAnError() {
    var yaml =
        """
        routing:
          modelCards: [{name: coder}]
          signals: {keywords: [{name: code, keywords: [java]}]}
          decisions: [{name: d, rules: {type: keyword, name: code}, modelRefs: [{model: coder}]}]
        """;
    var recipes = FakeParts.recipes(parts.catalog(), FakeParts.none(), events, yaml);
    assertThatThrownBy(() -> recipes.main().serve(Calls.with(), Requests.saying("hello"), upstream))
        .isInstanceOfSatisfying(
            RouterException.class, refused -> assertThat(refused.fault()).isEqualTo(Fault.NO_MODEL))
        .hasMessageContaining("default_model");
    assertThat(upstream.sent()).isEmpty();
  }

  @Test
  void pluginsRunByStageThenByPosition() {
    recipe(
            decision(
                String.join(
                    ",",
                    plugin("header_mutation", ""),
                    plugin("rag", ""),
                    plugin("request_params", ""),
                    plugin("response_cache", ""),
                    plugin("system_prompt", ""),
                    plugin("response_jailbreak", ""))))
        .serve(Calls.with(), Requests.saying("java?"), upstream);
    assertThat(parts.log())
        .containsExactly(
            "> response_jailbreak",
            "> response_cache",
            "> rag",
            "> system_prompt",
            "> header_mutation",
            "> request_params",
            "< request_params",
            "< header_mutation",
            "< system_prompt",
            "< rag",
            "< response_cache",
            "< response_jailbreak");
    assertThat(events.of(Event.PluginRan.class))
        .extracting(Event.PluginRan::type)
        .containsExactly(
            "request_params",
            "header_mutation",
            "system_prompt",
            "rag",
            "response_cache",
            "response_jailbreak");
  }

  @Test
  void aPluginThatIsSwitchedOffIsNotThere() {
    recipe(decision(plugin("rag", "off"))).serve(Calls.with(), Requests.saying("java?"), upstream);
    assertThat(parts.log()).isEmpty();
  }

  @Test
  void aPluginMayAnswerWithoutTheUpstream() {
    var reply =
        recipe(decision(plugin("response_cache", "answer") + "," + plugin("rag", "")))
            .serve(Calls.with(), Requests.saying("java?"), upstream);
    assertThat(Replies.text(reply.body())).isEqualTo("cached");
    assertThat(upstream.sent()).isEmpty();
    assertThat(parts.log()).containsExactly("> response_cache", "< response_cache");
    assertThat(events.kinds())
        .containsExactly(
            "SignalRead", "SignalRead", "Decided", "Selected", "RoutedTo", "PluginRan", "Finished");
  }

  @Test
  void theAnswerOfAPluginIsToldAndNamesTheDecisionButNoModel() {
    var recipe = recipe(decision(plugin("response_cache", "answer") + "," + plugin("rag", "")));
    var reply = recipe.serve(Calls.debugging(), Requests.saying("java?"), upstream);
    var headers = Replies.edited(reply);
    assertThat(headers.first("x-vsr-response-path")).isEqualTo("response_cache");
    assertThat(headers.first("x-vsr-schema-version")).isEqualTo("2");
    assertThat(headers.first("x-vsr-selected-recipe")).isEqualTo("default");
    assertThat(headers.first("x-vsr-selected-decision")).isNotEmpty();
    assertThat(headers.first("x-vsr-selected-model")).isNull();
    reply.body().readAll(100);
    assertThat(events.of(Event.Replied.class)).isEmpty();
    assertThat(events.of(Event.Finished.class))
        .singleElement()
        .satisfies(finished -> {
          assertThat(finished.ending().answeredBy()).isEqualTo("response_cache");
          assertThat(finished.ending().status()).isEqualTo(200);
          assertThat(finished.ending().complete()).isTrue();
        });
  }

  @Test
  void aBackendsAnswerIsNobodyElses() {
    recipe(decision(plugin("rag", "")))
        .serve(Calls.with(), Requests.saying("java?"), upstream)
        .body()
        .readAll(100);
    assertThat(events.of(Event.Finished.class))
        .singleElement()
        .satisfies(finished -> assertThat(finished.ending().answeredBy()).isNull());
  }

  @Test
  void aPluginThatBreaksIsAnErrorOfOurs() {
    for (var when : List.of("break before", "break after")) {
      parts.log().clear();
      var recipe = recipe(decision(plugin("response_cache", "") + "," + plugin("rag", when)));
      assertThatThrownBy(() -> recipe.serve(Calls.with(), Requests.saying("java?"), upstream))
          .isInstanceOfSatisfying(
              RouterException.class, failed -> assertThat(failed.fault()).isEqualTo(Fault.INTERNAL))
          .hasMessage("the plugin rag failed");
      assertThat(parts.log()).endsWith("< rag", "< response_cache");
    }
  }

  @Test
  void aPluginThatBreaksIsToldAndTheOthersAreNotBlamed() {
    var recipe =
        recipe(decision(plugin("response_cache", "") + "," + plugin("rag", "break before")));
    assertThatThrownBy(() -> recipe.serve(Calls.with(), Requests.saying("java?"), upstream))
        .isInstanceOf(RouterException.class);
    var ran = events.of(Event.PluginRan.class);
    assertThat(ran).extracting(Event.PluginRan::type).containsExactly("rag", "response_cache");
    assertThat(ran.getFirst().error()).isNotNull();
    assertThat(ran.getLast().error()).isNull();
  }

  @Test
  void theReplyOfAPluginThatBreaksIsLetGo() {
    var body = new ScriptedBody("{}");
    var recipe = recipe(decision(plugin("rag", "break after")));
    assertThatThrownBy(() ->
            recipe.serve(
                Calls.with(),
                Requests.saying("java?"),
                new ScriptedUpstream(() -> Replies.reply(200, "application/json", body))))
        .isInstanceOf(RouterException.class);
    assertThat(body.isClosed()).isTrue();
    assertThat(events.of(Event.Finished.class))
        .singleElement()
        .satisfies(finished -> assertThat(finished.ending().complete()).isFalse());
  }

  @Test
  void aPluginMayAskOnlyOnce() {
    var recipe = recipe(decision(plugin("rag", "ask twice")));
    assertThatThrownBy(() -> recipe.serve(Calls.with(), Requests.saying("java?"), upstream))
        .isInstanceOf(RouterException.class)
        .hasMessage("the plugin rag failed");
    assertThat(upstream.sent()).hasSize(1);
  }

  @Test
  void whatTheUpstreamThrowsComesThroughTheFinallyBlocks() {
    var broken = new RouterException(Fault.CANCELLED, "the proxy shows no reply");
    var recipe = recipe(decision(plugin("response_cache", "") + "," + plugin("rag", "")));
    assertThatThrownBy(() ->
            recipe.serve(
                Calls.with(),
                Requests.saying("java?"),
                (routed, request) -> {
                  throw broken;
                }))
        .isSameAs(broken);
    assertThat(parts.log()).endsWith("< rag", "< response_cache");
    assertThat(events.of(Event.PluginRan.class))
        .extracting(Event.PluginRan::error)
        .containsOnlyNulls();
    assertThat(events.of(Event.Finished.class)).isEmpty();
  }

  @Test
  void eventsTellTheCallInOrder() {
    var reply = recipe(decision("")).serve(Calls.with(), Requests.saying("java?"), upstream);
    Replies.text(reply.body());
    reply.body().close();
    assertThat(events.kinds())
        .containsExactly(
            "SignalRead", "SignalRead", "Decided", "Selected", "RoutedTo", "Replied", "Finished");
    var selected = events.of(Event.Selected.class).getFirst();
    assertThat(selected.routed()).isEqualTo(events.of(Event.RoutedTo.class).getFirst().routed());
    assertThat(selected.took()).isPositive();
    var ending = events.of(Event.Finished.class).getFirst().ending();
    assertThat(ending.status()).isEqualTo(200);
    assertThat(ending.complete()).isTrue();
    assertThat(ending.usage()).isEqualTo(new Usage(0, 2));
    assertThat(ending.model()).isEqualTo("fake-1");
    assertThat(ending.timeToFirstByte()).isNotNull().isLessThanOrEqualTo(ending.total());
  }

  @Test
  void aReplyThatIsLetGoHasFinishedOnceAndNotCompletely() {
    var streaming = new ScriptedUpstream(() -> Replies.stream("data: 1\n\n", "data: 2\n\n"));
    var reply = recipe(decision("")).serve(Calls.with(), Requests.saying("java?"), streaming);
    reply.body().next();
    reply.body().close();
    reply.body().close();
    assertThat(events.of(Event.Replied.class)).containsExactly(new Event.Replied(200, true));
    assertThat(events.of(Event.Finished.class))
        .singleElement()
        .satisfies(finished -> {
          assertThat(finished.ending().complete()).isFalse();
          assertThat(finished.ending().usage()).isEqualTo(new Usage(0, 9));
        });
  }

  @Test
  void aReplyWithoutABodyHasNoFirstByte() {
    var empty = new ScriptedUpstream(() -> Replies.plain(204));
    var reply = recipe(decision("")).serve(Calls.with(), Requests.saying("java?"), empty);
    assertThat(reply.body().next()).isNull();
    var ending = events.of(Event.Finished.class).getFirst().ending();
    assertThat(ending.timeToFirstByte()).isNull();
    assertThat(ending.usage()).isNull();
    assertThat(ending.status()).isEqualTo(204);
  }

  @Test
  void aReplyThatBreaksOffHasNotFinishedCompletely() {
    var broken = new RouterException(Fault.UPSTREAM, "the backend broke off");
    var body = ScriptedBody.breaking(broken, "data: 1\n\n");
    var breaking = new ScriptedUpstream(() -> Replies.reply(200, "text/event-stream", body));
    var reply = recipe(decision("")).serve(Calls.with(), Requests.saying("java?"), breaking);
    assertThatThrownBy(() -> Replies.text(reply.body())).isSameAs(broken);
    reply.body().close();
    assertThat(body.isClosed()).isTrue();
    assertThat(events.of(Event.Finished.class))
        .singleElement()
        .satisfies(finished -> assertThat(finished.ending().complete()).isFalse());
  }

  @Test
  void listenersNeverBreakACall() {
    var deaf =
        (RouterEvents)
            Proxy.newProxyInstance(
                RouterEvents.class.getClassLoader(),
                new Class<?>[] {RouterEvents.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException("broken listener");
                });
    var recipes =
        FakeParts.recipes(
            parts.catalog(),
            () -> FakeEncoder.of(classifier),
            deaf,
            MODELS + decision(plugin("rag", "")));
    var router = new Router(recipes, deaf);
    var reply = router.serve(Calls.with(), Requests.saying("java?"), upstream);
    assertThat(Replies.text(reply.body())).isEqualTo("{}");
    router.serve(Calls.with(), Requests.naming("coder"), upstream).body().close();
  }

  @Test
  void aSelectorPicksOneOfSeveral() {
    var two =
        """
              - name: coding
                rules: {type: keyword, name: code}
                modelRefs: [{model: coder}, {model: thinker}]
        """;
    for (var entry :
        Map.of(
                "", List.of("coder", "static"),
                "latency_aware", List.of("thinker", "latency_aware"),
                "hybrid", List.of("coder", ""))
            .entrySet()) {
      var algorithm =
          entry.getKey().isEmpty()
              ? ""
              : "        algorithm: {type: %s}\n".formatted(entry.getKey());
      var routed = recipe(two.indent(0) + algorithm).route(Calls.with(), Requests.saying("java?"));
      assertThat(List.of(routed.model().name(), routed.selection().algorithm()))
          .isEqualTo(entry.getValue());
      assertThat(routed.selection().reason()).isNotBlank();
    }
  }

  @Test
  void anExplanationReadsEverything() {
    var decisions =
        decision("")
            + """
                - {name: mathematics, priority: -1, rules: {type: domain, name: math}, modelRefs: [{model: thinker}]}
            """;
    var routed = recipe(decisions).explain(Calls.with(), Requests.saying("java?"));
    assertThat(routed.readings().facts()).hasSize(3);
    assertThat(classifier.asked()).hasSize(1);
    assertThat(routed.decisionName()).isEqualTo("coding");
    assertThat(upstream.sent()).isEmpty();
  }
}
