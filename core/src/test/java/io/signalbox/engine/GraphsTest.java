package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Calls;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.RecordingEvents.Event;
import io.signalbox.infer.FakeEncoder;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several routing graphs in one process. */
final class GraphsTest {
  private static final String MODELS =
      """
      providers: {defaults: {default_model: fallback}}
      routing:
        modelCards: [{name: small}, {name: large}, {name: local}, {name: fallback}]
      """;

  private static final String THREE =
      MODELS
          + """
            signals: {keywords: [{name: topic, keywords: [java]}]}
            decisions:
            - {name: pick, rules: {type: keyword, name: topic}, modelRefs: [{model: large}]}
          recipes:
          - name: thrifty
            description: Saves money.
            routing:
              signals: {keywords: [{name: topic, keywords: [poem]}]}
              decisions:
              - name: pick
                rules: {type: keyword, name: topic}
                modelRefs: [{model: small}]
                plugins: [{type: rag, configuration: {}}]
          - name: private
            routing:
              strategy: confidence
              decisions:
              - {name: all, modelRefs: [{model: local}]}
          entrypoints:
          - {model_names: [acme/thrifty, acme/small], recipe: thrifty}
          - {model_names: [acme/private], recipe: private}
          - {model_names: [acme/main], recipe: default}
          """;

  private final FakeParts parts = new FakeParts();
  private final RecordingEvents events = new RecordingEvents();
  private final ScriptedUpstream upstream = ScriptedUpstream.agreeable();

  private Router router(String yaml) {
    var recipes = FakeParts.recipes(parts.catalog(), FakeParts.none(), events, yaml);
    return new Router(recipes, events);
  }

  private String served(Router router, String model, String text) {
    router.serve(Calls.with(), Requests.saying(text).withModel(model), upstream);
    return upstream.models().getLast();
  }

  @Test
  void aVirtualModelIsRoutedByItsRecipe() {
    var router = router(THREE);
    for (var name : new String[] {"acme/thrifty", " acme/small\t"}) {
      assertThat(served(router, name, "a poem")).isEqualTo("small");
      assertThat(served(router, name, "java")).isEqualTo("fallback");
    }
    for (var name : new String[] {"auto", "acme/main"}) {
      assertThat(served(router, name, "java")).isEqualTo("large");
      assertThat(served(router, name, "a poem")).isEqualTo("fallback");
    }
    assertThat(served(router, "acme/private", "anything")).isEqualTo("local");
  }

  @Test
  void pluginsReadingsAndEventsAreThoseOfTheRecipe() {
    var router = router(THREE);
    var reply =
        router.serve(Calls.with(), Requests.saying("a poem").withModel("acme/thrifty"), upstream);
    var headers = Replies.edited(reply);
    assertThat(headers.first("x-vsr-selected-recipe")).isEqualTo("thrifty");
    assertThat(headers.first("x-vsr-selected-decision")).isEqualTo("pick");
    assertThat(headers.first("x-vsr-selected-model")).isEqualTo("small");
    assertThat(parts.log()).containsExactly("> rag", "< rag");
    assertThat(upstream.sent().getFirst().routed().recipe()).isEqualTo("thrifty");
    assertThat(upstream.sent().getFirst().routed().askedFor()).isEqualTo("acme/thrifty");
    assertThat(events.of(Event.Decided.class)).hasSize(1);
    served(router, "auto", "java");
    assertThat(parts.log()).hasSize(2);
  }

  @Test
  void anExplanationIsThatOfTheRecipe() {
    var router = router(THREE);
    var routed = router.explain(Calls.with(), Requests.saying("a poem").withModel("acme/small"));
    assertThat(routed.recipe()).isEqualTo("thrifty");
    assertThat(routed.decisionName()).isEqualTo("pick");
    assertThat(upstream.sent()).isEmpty();
  }

  @Test
  void namesThatLeadNowhereAreRefusedAndTheVirtualOnesAreOffered() {
    assertThatThrownBy(() -> served(router(THREE), "acme/thrift", "hello"))
        .isInstanceOfSatisfying(
            RouterException.class, refused -> assertThat(refused.fault()).isEqualTo(Fault.NO_MODEL))
        .hasMessageContainingAll("acme/thrift", "acme/thrifty", "acme/private", "auto");
    assertThatThrownBy(() -> served(router(THREE), "thrifty", "hello"))
        .isInstanceOf(RouterException.class);
    assertThatThrownBy(() -> served(router(THREE), "ACME/private", "hello"))
        .isInstanceOf(RouterException.class);
  }

  @Test
  void aModelOfTheCatalogIsStillPassedOn() {
    assertThat(served(router(THREE), "large", "a poem")).isEqualTo("large");
    assertThat(parts.log()).isEmpty();
    assertThat(upstream.sent().getFirst().routed().recipe()).isEmpty();
  }

  @Test
  void withoutARoutingOfItsOwnAnAutoNameGoesToTheDefaultModel() {
    var router =
        router(
            MODELS
                + """
                recipes:
                - {name: only, routing: {decisions: [{name: d, modelRefs: [{model: large}]}]}}
                entrypoints: [{model_names: [acme/only], recipe: only}]
                """);
    assertThat(served(router, "auto", "hello")).isEqualTo("fallback");
    assertThat(served(router, "acme/only", "hello")).isEqualTo("large");
    assertThat(router.current().main().name()).isEqualTo("default");
  }

  @Test
  void withoutAutoNamesOnlyTheEntrypointsAreVirtual() {
    var router =
        router(
            MODELS
                + """
                recipes:
                - {name: only, routing: {decisions: [{name: d, modelRefs: [{model: large}]}]}}
                entrypoints: [{model_names: [MoM], recipe: only}]
                global: {router: {auto_model_names: []}}
                """);
    assertThat(served(router, "MoM", "hello")).isEqualTo("large");
    assertThat(router.current().fleet().autoNames()).containsExactly("MoM");
    assertThatThrownBy(() -> served(router, "auto", "hello")).isInstanceOf(RouterException.class);
  }

  @Test
  void aRequestWithoutContentTakesTheSamePathAsOneThatNoDecisionWants() {
    var router = router(THREE);
    for (var text : new String[] {"", "nothing of interest"}) {
      assertThat(served(router, "acme/thrifty", text)).isEqualTo("fallback");
      var routed = upstream.sent().getLast().routed();
      assertThat(routed.recipe()).isEqualTo("thrifty");
      assertThat(routed.selection().reason()).isEqualTo("no decision applies");
    }
  }

  @Test
  void signalsAreLocalToTheirRecipe() {
    var compiled =
        FakeParts.compile(
            parts.catalog(),
            FakeParts.none(),
            RouterEvents.NONE,
            MODELS
                + """
                  signals: {keywords: [{name: outer, keywords: [x]}]}
                  decisions:
                  - {name: d, rules: {type: keyword, name: iner}, modelRefs: [{model: small}]}
                recipes:
                - name: a
                  routing:
                    signals: {keywords: [{name: inner, keywords: [x]}], keywrods: [{name: y}]}
                    decisions:
                    - {name: d, rules: {type: keyword, name: outer}, modelRefs: [{model: small}]}
                    - name: e
                      rules: {type: keyword, name: inner}
                      algorithm: {type: statik}
                      modelRefs: [{model: small}]
                      plugins: [{type: rga, configuration: {}}]
                """,
            false);
    assertThat(compiled.recipes()).isNull();
    assertThat(compiled.problems().stream().map(Problem::text))
        .hasSize(5)
        .anyMatch(p -> p.contains(" routing.decisions[0].rules.name: iner is unknown"))
        .anyMatch(p -> p.contains(" recipes[0].routing.decisions[0].rules.name: outer is unknown"))
        .anyMatch(p -> p.contains(" recipes[0].routing.decisions[1].algorithm.type: statik"))
        .anyMatch(p -> p.contains(" recipes[0].routing.decisions[1].plugins[0].type: rga"))
        .anyMatch(p -> p.contains(" recipes[0].routing.signals.keywrods: unknown key"));
  }

  @Test
  void twoEntriesOfOneNameAreRefusedWhereTheyStand() {
    var compiled =
        FakeParts.compile(
            parts.catalog(),
            FakeParts.none(),
            RouterEvents.NONE,
            """
            routing: {}
            recipes:
            - {name: a, routing: {signals: {keywords: [{name: k}, {name: k}]}}}
            """,
            false);
    assertThat(compiled.problems().stream().map(Problem::text))
        .singleElement()
        .asString()
        .contains("recipes[0].routing.signals.keywords[1].name: k stands twice");
  }

  @Test
  void modelsAreAskedForOnBehalfOfTheRecipesThatUseThem() {
    var asked = new AtomicInteger();
    Ports ports =
        () -> {
          asked.incrementAndGet();
          return FakeEncoder.of((text, deadline) -> {
            throw new AssertionError("nothing is classified here");
          });
        };
    var yaml =
        MODELS
            + """
              signals: {domains: [{name: math}]}
            recipes:
            - {name: idle, routing: {signals: {domains: [{name: law}]}}}
            - name: busy
              routing:
                signals: {domains: [{name: law}]}
                decisions:
                - {name: d, rules: {type: domain, name: law}, modelRefs: [{model: small}]}
            """;
    FakeParts.recipes(parts.catalog(), ports, RouterEvents.NONE, yaml);
    assertThat(asked).hasValue(1);
  }
}
