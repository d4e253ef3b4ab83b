package io.signalbox.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.ModelCard;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.ConfigNode.Style;
import io.signalbox.config.tree.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ModelsToComeTest {
  private static final String CLUSTER = "global: {router: {config_source: kubernetes}}\n";
  private static final String NAMES_MODELS =
      """
      version: v0.3
      providers:
        defaults: {default_model: small}
        models: [{name: large, provider_model_id: l-1}]
      routing:
        modelCards: [{name: carded, loras: [{name: adapter}]}]
        signals: {}
        projections: {}
        decisions: [{name: all, modelRefs: [{model: medium}, {model: adapter}]}]
      """;

  private static Loaded load(String yaml) {
    return ConfigLoader.load("test.yaml", yaml, Map.of("SECRET", "told"), false);
  }

  private static List<String> cards(Loaded loaded) {
    return Objects.requireNonNull(loaded.document(), () -> loaded.problems().toString())
        .routing()
        .modelCards()
        .stream()
        .map(ModelCard::name)
        .toList();
  }

  @Test
  void modelsThatAClusterIsToGiveNeedNoCard() {
    assertThat(cards(load(NAMES_MODELS + CLUSTER)))
        .containsExactly("carded", "small", "large", "medium");
  }

  @Test
  void modelsOfAFileNeedOne() {
    assertThat(load(NAMES_MODELS).problems()).anyMatch(Problem::isError);
  }

  @Test
  void explicitNullsAreAsGoodAsNothing() {
    var yaml =
        """
        version: v0.3
        providers: {defaults: {default_model: small}, models: null}
        routing: {modelCards: null, signals: null, projections: null, decisions: null}
        """;
    assertThat(cards(load(yaml + CLUSTER))).containsExactly("small");
  }

  @Test
  void aListThatIsNoneIsStillToldOf() {
    assertThat(load("routing: {modelCards: 7}\n" + CLUSTER).problems())
        .anyMatch(problem -> problem.isError() && problem.path().equals("routing.modelCards"));
  }

  @Test
  void whatAnOverlayPutsInIsNotReadForVariables() {
    Overlay overlay =
        root ->
            root.with(
                "providers",
                ConfigNode.Mapping.empty(Mark.NOWHERE)
                    .with(
                        "defaults",
                        ConfigNode.Mapping.empty(Mark.NOWHERE)
                            .with(
                                "default_model",
                                new Scalar("${SECRET}", "${SECRET}", Style.QUOTED, Mark.NOWHERE))));
    var loaded =
        ConfigLoader.load(
            "test.yaml",
            "routing: {modelCards: [{name: a}]}",
            Map.of("SECRET", "a"),
            false,
            overlay);
    assertThat(loaded.problems())
        .anySatisfy(problem ->
            assertThat(problem.text())
                .isEqualTo(
                    "test.yaml: providers.defaults.default_model: ${SECRET} (expected: a model card"
                        + " or LoRA)"));
  }
}
