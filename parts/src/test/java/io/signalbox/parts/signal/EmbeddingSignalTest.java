package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Review;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.MeaningPorts;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.StandardParts;
import io.signalbox.parts.meaning.WordEmbedder;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddingSignalTest {
  private static final String RULES =
      """
      - {name: code, threshold: 0.7, candidates: [fix code]}
      - {name: law, threshold: 0.9, candidates: [sign contract]}
      - {name: mean, threshold: 0.95, candidates: [paint walls, sign paper], aggregation_method: mean}
      """;

  private final WordEmbedder embedder = new WordEmbedder();
  private final RecordingFindings findings = new RecordingFindings();

  private static String settings(String settings) {
    return "{model_catalog: {embeddings: {semantic: {embedding_config: " + settings + "}}}}";
  }

  private Signal signal(String entries, String settings) {
    return ExampleSignals.of(
            EmbeddingSignal.PART,
            entries,
            settings(settings),
            Path.of(""),
            new MeaningPorts(embedder),
            findings)
        .getFirst();
  }

  private static Reading read(Signal signal, String text) {
    return signal.read(Calls.with(), Requests.saying(text));
  }

  private static Map<String, Double> labels(Reading reading) {
    return reading instanceof Reading.Hit(var labels, var _) ? labels : Map.of();
  }

  private static Map<String, Double> values(Reading reading) {
    return switch (reading) {
      case Reading.Hit(var _, var values) -> values;
      case Reading.Miss(var values) -> values;
      case Reading.Failed _ -> Map.of();
    };
  }

  @Test
  void aTextThatMeansACandidateMatches() {
    var reading = read(signal(RULES, "{}"), "code fix");
    assertThat(labels(reading)).containsOnlyKeys("code");
    assertThat(values(reading)).containsOnlyKeys("code", "law", "mean").containsEntry("law", 0.0);
  }

  /** Half of the words of a candidate: a cosine of one half. */
  @Test
  void aFloorIsEnoughWhereNoThresholdIsReached() {
    assertThat(labels(read(signal(RULES, "{min_score_threshold: 0.4}"), "sign code")))
        .containsOnlyKeys("code", "law");
    assertThat(labels(read(signal(RULES, "{min_score_threshold: 0.6}"), "sign code"))).isEmpty();
    assertThat(labels(read(signal(RULES, "{enable_soft_matching: false}"), "sign code"))).isEmpty();
  }

  @Test
  void whoReachesTheThresholdShutsOutTheFloor() {
    var signal = signal(RULES, "{min_score_threshold: 0.2}");
    assertThat(labels(read(signal, "fix code sign"))).containsOnlyKeys("code");
  }

  @Test
  void theMeanIsOverAllCandidates() {
    double half = 1 / Math.sqrt(2);
    assertThat(values(read(signal(RULES, "{}"), "paint walls")).get("mean"))
        .isCloseTo(0.5, within(1e-6));
    assertThat(values(read(signal(RULES, "{}"), "sign")).get("mean"))
        .isCloseTo(half / 2, within(1e-6));
  }

  @Test
  void boundsAreToldWhereOneNumberDecides() {
    assertThat(signal(RULES, "{enable_soft_matching: false}").bounds("law")).hasToString(">= 0.9");
    assertThat(signal(RULES, "{min_score_threshold: 0.8}").bounds("code")).hasToString(">= 0.7");
    assertThat(signal(RULES, "{}").bounds("law")).isNull();
    assertThat(signal("- {name: a, threshold: 0.9, candidates: [b]}", "{}").bounds("a"))
        .hasToString(">= 0.5");
    assertThat(signal(RULES, "{}").bounds("other")).isNull();
  }

  @Test
  void aModelThatFailsLeavesItUnknown() {
    embedder.breakDown(true);
    assertThat(read(signal(RULES, "{}"), "fix code"))
        .isEqualTo(new Reading.Failed("too many wait"));
  }

  @Test
  void aTextOfNothingMatchesNothing() {
    embedder.breakDown(true);
    assertThat(read(signal(RULES, "{min_score_threshold: 0}"), " \n\t")).isEqualTo(Reading.miss());
  }

  @Test
  void theEndOfALongTextCounts() {
    var text = "fix code ".repeat(2_000) + "sign contract ".repeat(20_000);
    assertThat(labels(read(signal(RULES, "{}"), text))).containsOnlyKeys("law");
  }

  @Test
  void thresholdsThatDoNotBindAreTold() {
    signal(RULES, "{}");
    assertThat(findings.warned()).hasSize(3).first().asString().contains("0.5 is enough");
    assertThat(findings.refused()).isEmpty();
  }

  @Test
  void candidatesThatCannotCountAreTold() {
    signal(
        "- {name: a, threshold: 0.4, candidates: [a, b, c, a]}",
        "{prototype_scoring: {max_prototypes: 2}}");
    assertThat(findings.warned()).singleElement().asString().contains("3 texts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: a, threshold: 1.1, candidates: [b]}",
        "{name: a, threshold: 0.4, candidates: []}",
        "{name: a, threshold: 0.4, candidates: [' ']}",
        "{name: a, threshold: 0.4}",
        "{threshold: 0.4, candidates: [b]}",
        "{name: a, threshold: 0.4, candidates: [b], aggregation_method: median}",
        "{name: a, threshold: 0.4, candidates: [b], query_modality: image}",
        "{name: a, threshold: 0.4, candidates: [b], query_modality: audio}",
      })
  void whatIsWrongIsRefused(String entry) {
    assertThat(ExampleDocument.problems("signals: {embeddings: [" + entry + "]}")).hasSize(1);
  }

  private static final String ROUTING =
      """
      signals:
        embeddings:
          - {name: code, threshold: 0.4, candidates: [fix code]}
          - {name: law, threshold: 0.4, candidates: [sign contract]}
          - {name: paint, threshold: 0.4, candidates: [paint walls]}
      projections:
        partitions:
          - {name: one, semantics: exclusive, members: [code, law], default: code}
      decisions:
        - {name: painted, priority: 2, rules: {type: embedding, name: paint}}
        - {name: coded, priority: 1, rules: {type: embedding, name: code}}
        - {name: lawful, rules: {type: embedding, name: law}}
      """;

  /** Of what partitions leave, only the best matches. */
  @ParameterizedTest
  @CsvSource({
    "sign contract paint, lawful",
    "fix code contract, coded",
    "paint walls contract, painted",
    "nothing, coded",
    "paint contract sign walls, lawful",
  })
  void onlyTheBestMatches(String text, String decision) {
    var recipe = ExampleDocument.recipe(new MeaningPorts(embedder), decided(ROUTING));
    var routed = recipe.explain(Calls.with(), Requests.saying(text));
    assertThat(routed.verdict().decision()).isNotNull();
    assertThat(routed.decisionName()).isEqualTo(decision);
    assertThat(routed.readings().holding("embedding")).hasSize(1);
    assertThat(recipe.route(Calls.with(), Requests.saying(text)).decisionName())
        .isEqualTo(decision);
    assertThat(routed.readings().value(new SignalName("embedding", "law"))).isNotNull();
  }

  /** Two of which only one can match are seen in the review. */
  @Test
  void twoRulesThatCannotMatchTogetherAreTold() {
    var routing =
        """
        version: v0.3
        routing:
          modelCards: [{name: m}]
          signals:
            embeddings:
            - {name: code, threshold: 0.4, candidates: [fix code]}
            - {name: law, threshold: 0.4, candidates: [sign contract]}
          decisions:
          - name: both
            modelRefs: [{model: m}]
            rules: {operator: AND, conditions: [{type: embedding, name: code}, {type: embedding, name: law}]}
        """;
    var loaded = ConfigLoader.load("c.yaml", routing, Map.of(), false);
    var catalog = StandardParts.catalog();
    var compiled =
        new RecipeCompiler(catalog, new MeaningPorts(embedder), RouterEvents.NONE, false)
            .compile(loaded);
    var recipes = Objects.requireNonNull(compiled.recipes());
    assertThat(Review.of(loaded, recipes, catalog).stream().map(Problem::text))
        .singleElement()
        .asString()
        .contains("never matches");
  }

  private static String decided(String routing) {
    return routing.replaceAll("(rules: \\{[^}]*})}", "$1, modelRefs: [{model: m}]}");
  }
}
