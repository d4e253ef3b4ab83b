package io.signalbox.kubernetes.intelligent;

import static io.signalbox.kubernetes.intelligent.Manifests.pool;
import static io.signalbox.kubernetes.intelligent.Manifests.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.DecisionConfig;
import io.signalbox.config.Document;
import io.signalbox.config.ModelCard;
import io.signalbox.config.RuleConfig;
import io.signalbox.config.load.Loaded;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.YamlWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ComposerTest {
  private static Composition compose(List<RoutingResource> resources) {
    return compose(Manifests.FILE, resources, List.of());
  }

  private static Composition compose(
      String file, List<RoutingResource> resources, List<RoutingResource> lastGood) {
    return new Composer(Manifests.file(file), Loaded::problems).compose(resources, lastGood);
  }

  private static Document document(Composition composition) {
    var loaded = composition.loaded();
    return Objects.requireNonNull(loaded.document(), () -> loaded.problems().toString());
  }

  private static Verdict verdict(Composition composition, String name) {
    return composition.verdicts().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static List<String> decisions(Composition composition) {
    return document(composition).routing().decisions().stream().map(DecisionConfig::name).toList();
  }

  private static List<String> cards(Composition composition) {
    return document(composition).routing().modelCards().stream().map(ModelCard::name).toList();
  }

  @ParameterizedTest
  @CsvSource({"basic, quick", "standard, careful", "pro, deep"})
  void eachTierRoutesTheSameSignalToItsOwnModel(String tier, String model) {
    var models =
        switch (tier) {
          case "basic" -> new String[] {"house", "quick"};
          case "standard" -> new String[] {"house", "quick", "careful"};
          default -> new String[] {"house", "quick", "careful", "deep"};
        };
    var composition =
        compose(
            Manifests.of(
                pool(tier + "-models", models),
                route(tier + "-routing", "stem", "physics", 100, model)));
    var decision = document(composition).routing().decisions().getFirst();
    assertThat(decision.modelRefs().getFirst().model()).isEqualTo(model);
    assertThat(cards(composition)).containsExactly(models);
    assertThat(document(composition).providers().defaults().defaultModel()).isEqualTo("house");
    assertThat(composition.verdicts().values()).allMatch(Verdict::ready);
  }

  @Test
  void withoutResourcesTheFileServes() {
    assertThat(cards(compose(List.of()))).containsExactly("house", "elsewhere");
  }

  @Test
  void whatTheFileSaysOfAModelStaysWhereAPoolHasTheModel() {
    var document = document(compose(Manifests.of(pool("p", "house", "quick"))));
    assertThat(document.routing().modelCards().getFirst().contextWindowSize()).isEqualTo(8192);
    assertThat(document.providers().models())
        .singleElement()
        .satisfies(model -> assertThat(model.name()).isEqualTo("house"));
  }

  @Test
  void pricesByTheTokenBecomePricesByTheMillionExactly() {
    var manifest =
        """
        apiVersion: vllm.ai/v1alpha1
        kind: IntelligentPool
        metadata: {name: p}
        spec:
          defaultModel: m
          models:
            - name: m
              reasoningFamily: effort
              loras: [{name: legal, description: for lawyers}]
              pricing:
                currency: EUR
                inputTokenPrice: 0.0000011
                outputTokenPrice: 4.4e-6
                cachedInputTokenPrice: 0.000000275
                cacheWriteTokenPrice: 0
        """;
    var document = document(compose(Manifests.of(manifest)));
    var provider = document.providers().models().getFirst();
    var pricing = Objects.requireNonNull(provider.pricing());
    assertThat(pricing.currency()).isEqualTo("EUR");
    assertThat(pricing.promptPer1m()).isEqualTo(1.1);
    assertThat(pricing.completionPer1m()).isEqualTo(4.4);
    assertThat(pricing.cachedInputPer1m()).isEqualTo(0.275);
    assertThat(pricing.cacheWritePer1m()).isEqualTo(0.0);
    assertThat(provider.reasoningFamily()).isEqualTo("effort");
    assertThat(document.routing().modelCards().getFirst().loras().getFirst().description())
        .isEqualTo("for lawyers");
  }

  @Test
  void notOverSeveralConditionsMeansNoneOfThem() {
    var manifest =
        """
        apiVersion: vllm.ai/v1alpha1
        kind: IntelligentRoute
        metadata: {name: r}
        spec:
          decisions:
            - name: neither
              signals:
                operator: NOT
                conditions: [{type: keyword, name: a}, {type: domain, name: law}]
              modelRefs: [{model: house, loraName: null, reasoningEffort: low}]
            - name: no-a
              signals: {operator: NOT, conditions: [{type: keyword, name: a}]}
              modelRefs: [{model: house}]
        """;
    var decisions = document(compose(Manifests.of(pool("p", "house"), manifest))).routing();
    var neither = Objects.requireNonNull(decisions.decisions().getFirst().rules());
    assertThat(neither.operator()).isEqualTo(RuleConfig.Operator.NOT);
    assertThat(neither.conditions())
        .singleElement()
        .satisfies(inner -> {
          assertThat(inner.operator()).isEqualTo(RuleConfig.Operator.OR);
          assertThat(inner.conditions()).extracting(RuleConfig::name).containsExactly("a", "law");
        });
    var single = Objects.requireNonNull(decisions.decisions().getLast().rules());
    assertThat(single.conditions()).singleElement().matches(RuleConfig::isLeaf);
  }

  @Test
  void everyFamilyOfSignalsIsWrittenAsTheDocumentHasIt() {
    var manifest =
        """
        apiVersion: vllm.ai/v1alpha1
        kind: IntelligentRoute
        metadata: {name: r}
        spec:
          signals:
            embeddings:
              - {name: e, threshold: 0.75, candidates: [x], aggregationMethod: max, queryModality: text}
            domains: [{name: law, description: d}]
            contextRules: [{name: long, minTokens: 8K, maxTokens: 1M}]
            structure:
              - name: s
                feature: {type: count, source: {type: regex, pattern: "\\\\?", caseSensitive: true}}
                predicate: {gte: 4}
            factCheckRules: [{name: needs_fact_check}]
            conversation: [{name: c, feature: {type: count, source: {type: message, role: user}}, predicate: {gt: 2}}]
            events: [{name: v, eventTypes: [incident], severities: [high], actionCodes: [A1], temporal: true}]
            jailbreak: [{name: j, threshold: 0.5}]
          decisions:
            - {name: d, signals: {operator: OR, conditions: [{type: event, name: v}]}, modelRefs: [{model: house}]}
        """;
    var signals = document(compose(Manifests.of(pool("p", "house"), manifest))).routing().signals();
    assertThat(signals.keySet())
        .containsExactlyInAnyOrder(
            "embeddings",
            "domains",
            "context",
            "structure",
            "fact_check",
            "conversation",
            "events",
            "jailbreak");
    assertThat(keys(signals.get("embeddings")))
        .contains("aggregation_method", "query_modality", "threshold");
    assertThat(keys(signals.get("context"))).containsExactly("name", "min_tokens", "max_tokens");
    assertThat(keys(signals.get("events")))
        .containsExactly("name", "event_types", "severities", "action_codes", "temporal");
    assertThat(YamlWriter.write(Objects.requireNonNull(signals.get("domains")).getFirst()))
        .contains("mmlu_categories:\n- \"law\"");
    assertThat(YamlWriter.write(Objects.requireNonNull(signals.get("structure")).getFirst()))
        .contains("case_sensitive: true");
  }

  private static List<String> keys(@Nullable List<Mapping> signals) {
    return Objects.requireNonNull(signals).getFirst().keys();
  }

  @Test
  void configurationsOfPluginsStayAsTheyAreAndReadNoVariable() {
    var manifest =
        """
        apiVersion: vllm.ai/v1alpha1
        kind: IntelligentRoute
        metadata: {name: r}
        spec:
          decisions:
            - name: d
              signals: {operator: AND, conditions: []}
              modelRefs: [{model: house}]
              plugins:
                - {type: system_prompt, configuration: {system_prompt: "key ${SECRET}", aKey: 1}}
        """;
    var plugin =
        document(compose(Manifests.of(pool("p", "house"), manifest)))
            .routing()
            .decisions()
            .getFirst()
            .plugins()
            .getFirst();
    assertThat(YamlWriter.write(plugin.configuration())).contains("key ${SECRET}", "aKey: 1");
  }

  @Test
  void theOldestPoolGivesTheDefaultModel() {
    var composition = compose(Manifests.of(pool("z", "house"), pool("a", "quick", "house")));
    assertThat(document(composition).providers().defaults().defaultModel()).isEqualTo("house");
    assertThat(cards(composition)).containsExactly("house", "quick");
    assertThat(verdict(composition, "a").message())
        .contains("spec.defaultModel: quick is not used: IntelligentPool z, which is older");
  }

  @Test
  void theLaterOfTwoPoolsThatDisagreeAboutAModelIsInConflict() {
    var other =
        pool("b", "house", "quick")
            .replace("{name: house}", "{name: house, reasoningFamily: effort}");
    var composition = compose(Manifests.of(pool("a", "house"), other));
    assertThat(verdict(composition, "b").reason()).isEqualTo(Reason.CONFLICT);
    assertThat(verdict(composition, "b").message())
        .contains("spec.models[0].name: house stands in IntelligentPool a");
    assertThat(cards(composition)).containsExactly("house");
  }

  @Test
  void signalsOfOneNameAndContentAreShared() {
    var composition =
        compose(
            Manifests.of(
                pool("p", "house"),
                route("a", "stem", "physics", 5, "house"),
                route("b", "stem", "physics", 7, "house")
                    .replace("- name: stem\n", "- name: other\n")));
    assertThat(decisions(composition)).containsExactly("other", "stem");
    assertThat(document(composition).routing().signals().get("keywords")).hasSize(1);
    assertThat(composition.verdicts().values()).allMatch(Verdict::ready);
  }

  @Test
  void signalsOfOneNameAndOtherContentConflict() {
    var composition =
        compose(
            Manifests.of(
                pool("p", "house"),
                route("a", "stem", "physics", 5, "house"),
                route("b", "stem", "chemistry", 7, "house")
                    .replace("- name: stem\n", "- name: other\n")));
    assertThat(decisions(composition)).containsExactly("stem");
    assertThat(verdict(composition, "b").reason()).isEqualTo(Reason.CONFLICT);
    assertThat(verdict(composition, "b").message())
        .contains("spec.signals.keywords[0].name: stem stands in IntelligentRoute a");
  }

  @Test
  void decisionsOfOneNameConflict() {
    var composition =
        compose(
            Manifests.of(
                pool("p", "house"),
                route("a", "stem", "physics", 5, "house"),
                route("b", "stem", "physics", 7, "house")));
    assertThat(verdict(composition, "b").reason()).isEqualTo(Reason.CONFLICT);
    assertThat(verdict(composition, "a").ready()).isTrue();
  }

  @Test
  void onePriorityInTwoRoutesIsLegalAndTold() {
    var composition =
        compose(
            Manifests.of(
                pool("p", "house"),
                route("old", "zoo", "lion", 5, "house"),
                route("new", "art", "paint", 5, "house")));
    assertThat(decisions(composition)).containsExactly("zoo", "art");
    assertThat(verdict(composition, "new").ready()).isTrue();
    assertThat(verdict(composition, "new").notes())
        .singleElement()
        .satisfies(note -> {
          assertThat(note.reason()).isEqualTo("SamePriority");
          assertThat(note.message()).contains("spec.decisions[0].priority", "IntelligentRoute old");
        });
  }

  @Test
  void aBadRouteIsLeftOutAndToldWhereAndTheGoodOnesServe() {
    var composition =
        compose(
            Manifests.of(
                pool("p", "house"),
                route("good", "stem", "physics", 5, "house"),
                route("bad", "law", "court", 7, "hous")));
    assertThat(decisions(composition)).containsExactly("stem");
    assertThat(verdict(composition, "bad").reason()).isEqualTo(Reason.VALIDATION_FAILED);
    assertThat(verdict(composition, "bad").message())
        .isEqualTo(
            "spec.decisions[0].modelRefs[0].model: hous (expected: a model card or LoRA, perhaps"
                + " house). The router serves without this IntelligentRoute");
  }

  @Test
  void aRouteThatTurnsBadServesOnAsItWas() {
    var good = Manifests.of(pool("p", "house"), route("r", "stem", "physics", 5, "house"));
    var bad = Manifests.of(pool("p", "house"), route("r", "stem", "physics", 5, "gone"));
    var composition = compose(Manifests.FILE, bad, good);
    assertThat(decisions(composition)).containsExactly("stem");
    assertThat(composition.serving()).contains(good.getLast());
    assertThat(verdict(composition, "r").message())
        .contains("gone")
        .contains("Generation 1 serves on");
  }

  @Test
  void aRouteIsNotBlamedForAPoolThatTurnedBad() {
    var good = Manifests.of(pool("p", "house", "quick"), route("r", "stem", "physics", 5, "quick"));
    var broken = pool("p", "house").replace("defaultModel: house", "defaultModel: nowhere");
    var bad = Manifests.of(broken, route("r", "stem", "physics", 5, "quick"));
    var composition = compose(Manifests.FILE, bad, good);
    assertThat(verdict(composition, "p").message()).startsWith("spec.defaultModel: nowhere");
    assertThat(verdict(composition, "r").ready()).isTrue();
    assertThat(cards(composition)).containsExactly("house", "quick");
  }

  @Test
  void aPoolThatServesIsNotLeftOutForTheModelsOfTheFile() {
    var manifest =
        pool("p", "house").replace("{name: house}", "{name: house, reasoningFamily: effort}");
    var resources = Manifests.of(manifest);
    var file = Manifests.FILE.replace("effort: {type", "other: {type");
    var composition = compose(file, resources, resources);
    assertThat(composition.usable()).isFalse();
    assertThat(composition.loaded().document()).isNull();
    assertThat(composition.loaded().problems().getLast().text())
        .startsWith("IntelligentPool p: spec.models[0].reasoningFamily: effort")
        .endsWith("What served before serves on");
    assertThat(cards(compose(file, resources, List.of()))).contains("elsewhere");
  }

  @Test
  void anObjectMadeAnewDoesNotInheritWhatTheOldOneSaid() {
    var old = Manifests.of(route("r", "stem", "physics", 5, "house")).getFirst();
    var before =
        new RoutingResource(old.kind(), old.name(), "another", 1, old.created(), old.spec());
    var bad = Manifests.of(pool("p", "house"), route("r", "stem", "physics", 5, "gone"));
    assertThat(decisions(compose(Manifests.FILE, bad, List.of(before)))).isEmpty();
  }

  @Test
  void aFamilyThatTheFileLacksIsToldOnThePool() {
    var manifest =
        pool("p", "house").replace("{name: house}", "{name: house, reasoningFamily: effrt}");
    assertThat(verdict(compose(Manifests.of(manifest)), "p").message())
        .startsWith(
            "spec.models[0].reasoningFamily: effrt (expected: a reasoning family, perhaps effort)");
  }

  @Test
  void aWrongFileIsNotBlamedOnResources() {
    var file = Manifests.FILE.replace("strategy: priority", "strategy: guess");
    var resources = Manifests.of(pool("p", "house"));
    var composition = compose(file, resources, List.of());
    assertThat(composition.usable()).isFalse();
    assertThat(composition.loaded().document()).isNull();
  }

  @Test
  void theOrderOfArrivalChangesNothing() {
    var random = new Random(8);
    for (int round = 0; round < 60; round++) {
      var resources = new ArrayList<>(Manifests.of(manifests(random)));
      var expected = compose(resources);
      Collections.shuffle(resources, random);
      var actual = compose(resources);
      assertThat(actual.verdicts()).as("seed 8, round %d", round).isEqualTo(expected.verdicts());
      assertThat(actual.serving()).isEqualTo(expected.serving());
      assertThat(document(actual)).isEqualTo(document(expected));
    }
  }

  /** Few names and few ages, so that there is a conflict in most rounds. */
  private static String[] manifests(Random random) {
    var manifests = new ArrayList<String>();
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      var models = random.nextBoolean() ? new String[] {"house", "quick"} : new String[] {"quick"};
      var pool = pool("p" + i, models);
      manifests.add(
          aged(
              random.nextInt(3) == 0
                  ? pool.replace("{name: quick}", "{name: quick, reasoningFamily: effort}")
                  : pool,
              random));
    }
    for (int i = 0; i < 4; i++) {
      var signal = "s" + random.nextInt(3);
      var model = List.of("house", "quick", "gone").get(random.nextInt(3));
      manifests.add(
          aged(route("r" + i, signal, "w" + random.nextInt(2), random.nextInt(2), model), random));
    }
    return manifests.toArray(String[]::new);
  }

  private static String aged(String manifest, Random random) {
    var created = ", creationTimestamp: \"2026-01-01T00:00:0%dZ\"}".formatted(random.nextInt(3));
    return manifest.replaceFirst("(metadata: \\{name: \\w+)}", "$1" + created);
  }
}
