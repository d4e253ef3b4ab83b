package io.signalbox.config.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.Routing;
import io.signalbox.config.bind.Vocabulary;
import io.signalbox.config.load.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recipes and entrypoints: section 1.4 of the contract. */
final class RecipeCheckTest {
  private static final String MODELS =
      """
      routing:
        modelCards: [{name: m, loras: [{name: m-adapter}]}]
      """;

  private static List<String> problems(String rest) {
    return Samples.problems(MODELS + rest);
  }

  @Test
  void recipesAreRoutingGraphsByName() {
    var document =
        Samples.document(
            MODELS
                + """
                recipes:
                - name: cheap
                  description: Little money.
                  routing: {decisions: [{name: d, modelRefs: [{model: m}]}], strategy: confidence}
                - name: plain
                entrypoints:
                - {model_names: [acme/cheap, " acme/thrifty ", acme/cheap], recipe: cheap}
                - {model_names: [acme/plain], recipe: plain}
                """);
    assertThat(document.graphs().keySet()).containsExactly("default", "cheap", "plain");
    assertThat(document.recipes().getFirst().routing().decisions()).hasSize(1);
    assertThat(document.recipes().getFirst().description()).isEqualTo("Little money.");
    assertThat(document.virtualNames())
        .containsExactly("vllm-sr/auto", "auto", "MoM", "acme/cheap", "acme/thrifty", "acme/plain");
  }

  @Test
  void aMissingStrategyIsThatOfTheTopLevelElseOfTheRouter() {
    var recipes = "recipes: [{name: a}, {name: b, routing: {strategy: priority}}]\n";
    var document = Samples.document("routing: {strategy: confidence}\n" + recipes);
    assertThat(document.graphs().values())
        .extracting(document::strategy)
        .containsExactly(
            Routing.Strategy.CONFIDENCE, Routing.Strategy.CONFIDENCE, Routing.Strategy.PRIORITY);
    var global = Samples.document("global: {router: {strategy: confidence}}\n" + recipes);
    assertThat(global.strategy(global.recipes().getFirst().routing()))
        .isEqualTo(Routing.Strategy.CONFIDENCE);
  }

  @Test
  void theDefaultRecipeMayStandAmongTheRecipes() {
    var document =
        Samples.document(
            MODELS
                + """
                recipes:
                - name: other
                - {name: default, routing: {decisions: [{name: d, modelRefs: [{model: m}]}]}}
                """);
    assertThat(document.graphs().keySet()).containsExactly("default", "other");
    assertThat(document.graphs().firstEntry().getValue().decisions()).hasSize(1);
  }

  @Test
  void thereIsOneDefaultRecipe() {
    for (var own : List.of("strategy: priority", "decisions: [{name: d}]", "signals: {x: [{}]}")) {
      assertThat(Samples.problems("routing: {%s}\nrecipes: [{name: default}]\n".formatted(own)))
          .anyMatch(p ->
              p.contains("recipes[0].name: default is the routing at the top level (expected: "));
    }
    assertThat(Samples.problems("routing: {signals: {keywords: []}}\nrecipes: [{name: default}]\n"))
        .isEmpty();
  }

  @Test
  void namesOfRecipesAreUniqueAndClean() {
    assertThat(problems("recipes: [{name: a}, {name: ' b '}, {name: a}, {name: ''}, {}]\n"))
        .hasSize(4)
        .anyMatch(p -> p.contains("recipes[1].name: ' b ' (expected: a name without blanks"))
        .anyMatch(p -> p.contains("recipes[2].name: a stands twice"))
        .anyMatch(p -> p.contains("recipes[3].name"))
        .anyMatch(p -> p.contains("recipes[4].name: missing"));
  }

  @Test
  void theModelsAreShared() {
    assertThat(problems("recipes: [{name: a, routing: {modelCards: [{name: x}]}}]\n"))
        .singleElement()
        .asString()
        .contains("recipes[0].routing.modelCards: 1 models", "share routing.modelCards");
    assertThat(problems("recipes: [{name: a, routing: {modelCards: []}}]\n")).isEmpty();
  }

  @Test
  void anUnknownRecipeIsRefusedWithTheNearest() {
    assertThat(
            problems(
                """
                recipes: [{name: privacy}]
                entrypoints:
                - {model_names: [a], recipe: privcy}
                - {model_names: [b], recipe: default}
                - {model_names: [c]}
                """))
        .hasSize(2)
        .anyMatch(p ->
            p.contains("entrypoints[0].recipe: privcy is unknown, did you mean privacy?")
                && p.contains("one of default, privacy"))
        .anyMatch(p -> p.contains("entrypoints[2].recipe: missing"));
  }

  @Test
  void namesOfEntrypointsAreNew() {
    assertThat(
            problems(
                """
                entrypoints:
                - {model_names: [m, fine, ' m-adapter '], recipe: default}
                - {model_names: [MoM, auto, vllm-sr/fusion], recipe: default}
                - {model_names: [fine, '  '], recipe: default}
                - {model_names: [], recipe: default}
                - {recipe: default}
                """))
        .hasSize(9)
        .anyMatch(p -> p.contains("model_names[0]: m is a model or adapter"))
        .anyMatch(p -> p.contains("model_names[2]: m-adapter is a model or adapter"))
        .anyMatch(p -> p.contains("MoM is an auto name"))
        .anyMatch(p -> p.contains("auto is an auto name"))
        .anyMatch(p -> p.contains("vllm-sr/fusion is the name of an algorithm"))
        .anyMatch(p -> p.contains("entrypoints[2].model_names[0]: fine is a name of another"))
        .anyMatch(p -> p.contains("entrypoints[2].model_names[1]: ''"))
        .anyMatch(p -> p.contains("entrypoints[3].model_names: []"))
        .anyMatch(p -> p.contains("entrypoints[4].model_names: missing"));
    var noAuto = "global: {router: {auto_model_names: []}}\n";
    assertThat(problems(noAuto + "entrypoints: [{model_names: [MoM], recipe: default}]\n"))
        .isEmpty();
  }

  @Test
  void problemsOfAllGraphsAreToldTogetherWithTheirPaths() {
    var broken =
        "decisions: [{name: d, modelRefs: [{model: x}]}, {name: d, modelRefs: [{model: m}]}]";
    assertThat(
            Samples.problems(
                """
                routing: {modelCards: [{name: m}], %s}
                recipes: [{name: a, routing: {%s}}, {name: b, routing: {%s}}]
                """
                    .formatted(broken, broken, broken)))
        .hasSize(6)
        .anyMatch(p -> p.contains(" routing.decisions[0].modelRefs[0].model: x"))
        .anyMatch(p -> p.contains(" recipes[0].routing.decisions[1].name: d stands twice"))
        .anyMatch(p -> p.contains(" recipes[1].routing.decisions[0].modelRefs[0].model: x"));
  }

  @Test
  void theVocabularyOfRoutingHoldsInRecipes() {
    var vocabulary = Vocabulary.standard();
    assertThat(vocabulary.key("recipes[3].routing.decisions[1].algorithm.elo"))
        .isEqualTo(vocabulary.key("routing.decisions[0].algorithm.elo"))
        .isPresent();
    assertThat(vocabulary.key("recipes[0].routing.decisions[0].rules.conditions[1].label"))
        .isEqualTo(vocabulary.key("routing.decisions[0].rules.conditions[1].label"));
    assertThat(problems("recipes: [{name: a, routing: {models: []}}]\n"))
        .anyMatch(p -> p.contains("recipes[0].routing.models: this key was removed"));
  }
}
