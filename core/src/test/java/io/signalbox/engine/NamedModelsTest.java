package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.FakeProtocol;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.config.RouterSettings.UnseenPrompt;
import io.signalbox.engine.RecordingEvents.Event;
import io.signalbox.infer.FakeClassifier;
import io.signalbox.infer.FakeEncoder;
import org.junit.jupiter.api.Test;

/** Models that clients name themselves, by {@code explicit_model_policy}; keywords guard here. */
final class NamedModelsTest {
  private static final String MODELS =
      """
      providers: {defaults: {default_model: fallback}}
      routing:
        modelCards: [{name: big, loras: [{name: big-adapter}]}, {name: safe}, {name: fallback}]
      """;

  /** Two guards, beneath a route for everything; one for the harmless; one by a model. */
  private static final String GUARDED =
      MODELS
          + """
            signals:
              keywords: [{name: secret, keywords: [secret]}, {name: attack, keywords: [attack]}]
              domains: [{name: math}]
            decisions:
            - {name: everything, priority: 900, modelRefs: [{model: fallback}]}
            - name: sums
              priority: 800
              rules: {type: domain, name: math}
              modelRefs: [{model: fallback}]
            - name: harmless
              priority: 700
              rules: {operator: NOT, conditions: [{type: keyword, name: secret}]}
              modelRefs: [{model: fallback}]
            - name: leak
              priority: 10
              rules: {type: keyword, name: secret}
              modelRefs: [{model: safe}, {model: big-adapter}]
              plugins: [{type: rag, configuration: {}}]
            - name: attack
              priority: 20
              rules: {operator: OR, conditions: [{type: keyword, name: attack}]}
              modelRefs: [{model: safe}]
              plugins: [{type: response_cache, configuration: {note: answer}}]
          """;

  private final FakeParts parts = new FakeParts();
  private final RecordingEvents events = new RecordingEvents();
  private final ScriptedUpstream upstream = ScriptedUpstream.agreeable();
  private final FakeClassifier classifier = FakeClassifier.sureOf("math", 0.9);
  private final Ports ports = () -> FakeEncoder.of(classifier);

  private Router router(String yaml) {
    return new Router(FakeParts.recipes(parts.guarding("keyword"), ports, events, yaml), events);
  }

  private static String policy(String word) {
    return "global: {router: {explicit_model_policy: %s}}\n".formatted(word);
  }

  private static ChatRequest asking(String model, String text) {
    return Requests.saying(text).withModel(model);
  }

  private ChatReply serve(Router router, String model, String text) {
    return router.serve(Calls.with(), asking(model, text), upstream);
  }

  @Test
  void aHarmlessPromptGoesToTheNamedModel() {
    var router = router(GUARDED);
    var headers = Replies.edited(serve(router, "big", "a sum"));
    assertThat(upstream.models()).containsExactly("big");
    assertThat(parts.log()).isEmpty();
    var routed = upstream.sent().getFirst().routed();
    assertThat(routed.auto()).isFalse();
    assertThat(routed.selection().reason()).isEqualTo("named by the client");
    assertThat(headers.first("x-vsr-selected-model")).isEqualTo("big");
    assertThat(headers.first("x-vsr-selected-decision")).isNull();
    assertThat(headers.first("x-vsr-selected-recipe")).isNull();
    assertThat(classifier.asked()).isEmpty();
  }

  @Test
  void aGuardReplacesTheNamedModelAndItsPluginsRun() {
    var headers = Replies.edited(serve(router(GUARDED), "big", "a secret"));
    assertThat(upstream.models()).containsExactly("safe");
    assertThat(parts.log()).containsExactly("> rag", "< rag");
    assertThat(headers.first("x-vsr-selected-decision")).isEqualTo("leak");
    assertThat(headers.first("x-vsr-selected-recipe")).isEqualTo("default");
    assertThat(headers.first("x-vsr-selected-model")).isEqualTo("safe");
    assertThat(classifier.asked()).isEmpty();
    assertThat(events.of(Event.RoutedTo.class)).hasSize(1);
  }

  @Test
  void aGuardBlocks() {
    var reply = serve(router(GUARDED), "big", "an attack on a secret");
    assertThat(Replies.edited(reply).first("x-answered-by")).isEqualTo("response_cache");
    assertThat(upstream.sent()).isEmpty();
  }

  @Test
  void aNamedModelThatTheGuardAllowsIsKept() {
    serve(router(GUARDED), "big-adapter", "a secret");
    assertThat(upstream.models()).containsExactly("big-adapter");
    assertThat(parts.log()).hasSize(2);
    var routed = upstream.sent().getFirst().routed();
    assertThat(routed.decisionName()).isEqualTo("leak");
    assertThat(routed.selection().reason()).contains("named by the client");
    assertThat(routed.selection().fallbacks()).isEmpty();
  }

  @Test
  void anAutoNameIsRoutedByAllDecisions() {
    serve(router(GUARDED), "auto", "a secret");
    assertThat(upstream.models()).containsExactly("fallback");
  }

  @Test
  void bypassReadsNothing() {
    var router = router(GUARDED + policy("bypass"));
    serve(router, "big", "an attack on a secret");
    assertThat(upstream.models()).containsExactly("big");
    assertThat(events.of(Event.SignalRead.class)).isEmpty();
    assertThat(events.of(Event.Decided.class)).isEmpty();
    assertThat(router.explain(Calls.with(), asking("big", "a secret")).model().name())
        .isEqualTo("big");
  }

  @Test
  void routeTreatsANamedModelLikeAnAutoName() {
    var router = router(GUARDED + policy("route"));
    serve(router, "big", "a sum");
    serve(router, "big-adapter", "a secret");
    assertThat(upstream.models()).containsExactly("fallback", "fallback");
    assertThat(upstream.sent().getFirst().routed().decisionName()).isEqualTo("everything");
    assertThatThrownBy(() -> serve(router, "gpt-9", "a sum"))
        .isInstanceOfSatisfying(
            RouterException.class,
            refused -> assertThat(refused.fault()).isEqualTo(Fault.NO_MODEL));
  }

  @Test
  void routeSendsWhatNoDecisionWantsToTheDefaultModel() {
    serve(router(MODELS + policy("route")), "big", "hello");
    assertThat(upstream.models()).containsExactly("fallback");
  }

  @Test
  void withoutAGuardNothingIsRead() {
    var router = new Router(FakeParts.recipes(parts.catalog(), ports, events, GUARDED), events);
    serve(router, "big", "an attack on a secret");
    assertThat(upstream.models()).containsExactly("big");
    assertThat(events.kinds()).doesNotContain("SignalRead", "Decided");
  }

  @Test
  void aRuleThatOnlyAsksForTheAbsenceOfHarmGuardsNothing() {
    var router =
        router(
            MODELS
                + """
                  signals: {keywords: [{name: secret, keywords: [secret]}]}
                  decisions:
                  - name: harmless
                    rules: {operator: NOT, conditions: [{type: keyword, name: secret}]}
                    modelRefs: [{model: safe}]
                """);
    serve(router, "big", "a sum");
    assertThat(upstream.models()).containsExactly("big");
    assertThat(events.kinds()).doesNotContain("SignalRead");
    serve(router, "auto", "a sum");
    assertThat(upstream.models().getLast()).isEqualTo("safe");
  }

  @Test
  void aDoubleNegationGuards() {
    var router =
        router(
            MODELS
                + """
                  signals: {keywords: [{name: secret, keywords: [secret]}]}
                  decisions:
                  - name: harmful
                    rules:
                      operator: NOT
                      conditions:
                      - {operator: NOT, conditions: [{type: keyword, name: secret}]}
                    modelRefs: [{model: safe}]
                """);
    serve(router, "big", "a secret");
    assertThat(upstream.models()).containsExactly("safe");
  }

  @Test
  void aGuardThatCannotBeReadAppliesUnlessItsLeafSaysOtherwise() {
    var yaml =
        MODELS
            + """
              signals: {domains: [{name: math}]}
              decisions:
              - {name: harm, rules: {type: domain, name: math}, modelRefs: [{model: safe}]}
            """;
    Ports broken = () -> FakeEncoder.of(FakeClassifier.overloaded());
    var router =
        new Router(FakeParts.recipes(parts.guarding("domain"), broken, events, yaml), events);
    serve(router, "big", "a sum");
    assertThat(upstream.models()).containsExactly("safe");
    assertThat(upstream.sent().getFirst().routed().readings().failures()).containsKey("domain");
    var open = yaml.replace("name: math}, modelRefs", "name: math, on_error: no_match}, modelRefs");
    var opened =
        new Router(FakeParts.recipes(parts.guarding("domain"), broken, events, open), events);
    serve(opened, "big", "a sum");
    assertThat(upstream.models()).containsExactly("safe", "big");
  }

  @Test
  void onlyTheSignalsOfGuardsAreRead() {
    var yaml =
        MODELS
            + """
              signals: {keywords: [{name: a, keywords: [x]}, {name: b, keywords: [y]}]}
              decisions:
              - name: both
                rules:
                  operator: AND
                  conditions: [{type: keyword, name: a}, {type: domain, name: math}]
                modelRefs: [{model: safe}]
            """
                .replace("signals: {", "signals: {domains: [{name: math}], ");
    var router =
        new Router(FakeParts.recipes(parts.guarding("domain"), ports, events, yaml), events);
    serve(router, "big", "nothing");
    assertThat(events.of(Event.SignalRead.class)).hasSize(1);
    assertThat(classifier.asked()).isEmpty();
    serve(router, "big", "x");
    assertThat(events.of(Event.SignalRead.class)).hasSize(3);
    assertThat(upstream.models()).containsExactly("big", "safe");
  }

  private static final String ONLY_RECIPES =
      MODELS
          + """
          recipes:
          - name: open
            routing: {decisions: [{name: all, modelRefs: [{model: fallback}]}]}
          - name: first
            routing:
              signals: {keywords: [{name: k, keywords: [secret]}]}
              decisions:
              - {name: leak, rules: {type: keyword, name: k}, modelRefs: [{model: safe}]}
          - name: second
            routing:
              signals: {keywords: [{name: k, keywords: [secret, attack]}]}
              decisions:
              - name: harm
                rules: {type: keyword, name: k}
                modelRefs: [{model: fallback}]
          entrypoints: [{model_names: [open], recipe: open}, {model_names: [one], recipe: first}]
          """;

  @Test
  void withNamedRecipesAloneTheGuardsOfAllOfThemHold() {
    var router = router(ONLY_RECIPES.replace("[secret, attack]", "[attack]"));
    serve(router, "big", "a secret");
    serve(router, "big", "an attack");
    serve(router, "big", "an attack on a secret");
    serve(router, "big", "a sum");
    serve(router, "open", "a secret");
    assertThat(upstream.models()).containsExactly("safe", "fallback", "safe", "big", "fallback");
    assertThat(upstream.sent().get(1).routed().recipe()).isEqualTo("second");
  }

  @Test
  void aDefaultRecipeDecidesAloneAboutNamedModels() {
    var router =
        router(
            ONLY_RECIPES.replace(
                "recipes:\n", "  decisions: [{name: all, modelRefs: [{model: big}]}]\nrecipes:\n"));
    serve(router, "safe", "a secret");
    assertThat(upstream.models()).containsExactly("safe");
    assertThat(events.kinds()).doesNotContain("SignalRead");
  }

  @Test
  void anExplanationTellsOfTheGuard() {
    var router = router(GUARDED);
    var overruled = router.explain(Calls.with(), asking("big", "a secret"));
    assertThat(overruled.recipe()).isEqualTo("default");
    assertThat(overruled.decisionName()).isEqualTo("leak");
    assertThat(overruled.model().name()).isEqualTo("safe");
    var passed = router.explain(Calls.with(), asking("big", "a sum"));
    assertThat(passed.model().name()).isEqualTo("big");
    assertThat(upstream.sent()).isEmpty();
  }

  /** A request whose prompt is no text. */
  private static ChatRequest illegible(String model) {
    var request = Requests.naming(model);
    return new ChatRequest(
        model,
        false,
        request.messages(),
        null,
        HeaderEdits.NONE,
        request.envelope(),
        new ChatRequest.Source() {
          @Override
          public Protocol protocol() {
            return new FakeProtocol();
          }

          @Override
          public boolean legible() {
            return false;
          }
        });
  }

  @Test
  void aPromptThatCannotBeReadDoesNotPassAGuard() {
    var router = router(GUARDED);
    assertThat(router.current().settings().unseenPrompt()).isEqualTo(UnseenPrompt.BLOCK);
    assertThatThrownBy(() -> router.serve(Calls.with(), illegible("big"), upstream))
        .isInstanceOfSatisfying(
            RouterException.class, refused -> assertThat(refused.fault()).isEqualTo(Fault.BLOCKED));
    var bypassing = router(GUARDED + policy("bypass"));
    bypassing.serve(Calls.with(), illegible("big"), upstream);
    var unguarded = router(MODELS);
    unguarded.serve(Calls.with(), illegible("big"), upstream);
    var passing = router(GUARDED + "global: {router: {unseen_prompt: pass}}\n");
    passing.serve(Calls.with(), illegible("big"), upstream);
    assertThat(upstream.models()).containsExactly("big", "big", "big");
    assertThat(events.of(Event.Unseen.class)).hasSize(2);
  }

  @Test
  void anUnknownPolicyIsRefused() {
    var compiled =
        FakeParts.compile(
            parts.catalog(), FakeParts.none(), events, MODELS + policy("gard"), false);
    assertThat(compiled.problems())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.text()).contains("explicit_model_policy: gard", "bypass", "guard"));
  }
}
