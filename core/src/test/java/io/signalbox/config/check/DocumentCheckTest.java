package io.signalbox.config.check;

import static io.signalbox.config.load.Samples.document;
import static io.signalbox.config.load.Samples.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.GlobalConfig;
import io.signalbox.config.Listener;
import io.signalbox.config.Routing;
import io.signalbox.config.load.Samples;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentCheckTest {
  private static final String CARDS =
      """
      routing:
        modelCards:
        - {name: base, loras: [{name: math}]}
        - {name: other}
      """;

  @Test
  void aMissingVersionIsWarnedAbout() {
    var loaded = Samples.load("routing: {}\n");
    assertThat(loaded.document()).isNotNull();
    assertThat(Samples.texts(loaded))
        .containsExactly("c.yaml:1: warning: version: missing (expected: v0.3)");
  }

  @Test
  void anotherVersionIsRefused() {
    assertThat(Samples.texts(Samples.load("version: v0.4\nrouting: {}\n")))
        .containsExactly("c.yaml:1: version: v0.4 (expected: v0.3)");
  }

  @Test
  void anAlmostEmptyDocumentHasDefaults() {
    var document = document("global: {}\n");
    assertThat(document.strategy(document.routing())).isEqualTo(Routing.Strategy.PRIORITY);
    assertThat(document.global().router().clearRouteCache()).isTrue();
    assertThat(document.global().router().autoNames())
        .containsExactly("vllm-sr/auto", "auto", "MoM");
    assertThat(document.global().maxRequestBytes()).isEqualTo(10_485_760);
    assertThat(document.global().services().managementApi().port()).isEqualTo(8080);
    assertThat(document.global().services().managementApi().bindAddress()).isEqualTo("127.0.0.1");
    assertThat(document.global().services().observability().metrics().enabled()).isTrue();
    assertThat(document.global().modelCatalog().modules().classifier().domain().threshold())
        .isEqualTo(0.5);
    assertThat(document.routing().decisions()).isEmpty();
  }

  @Test
  void aListenerHasDefaults() {
    var listener = document("routing: {}\nlisteners: [{port: 80}]\n").listeners().getFirst();
    assertThat(listener).isEqualTo(new Listener(null, "0.0.0.0", 80, Duration.ofMinutes(5)));
  }

  @Test
  void emptyPartsAreFine() {
    assertThat(problems("routing: {projections: {}, signals: {}, decisions: []}\n")).isEmpty();
  }

  private static Routing.Strategy strategy(String yaml) {
    var document = document(yaml);
    return document.strategy(document.routing());
  }

  @Test
  void theOwnStrategyWinsOverTheGlobalOne() {
    var global = "global: {router: {strategy: confidence}}\n";
    assertThat(strategy(global)).isEqualTo(Routing.Strategy.CONFIDENCE);
    assertThat(strategy(global + "routing: {strategy: priority}\n"))
        .isEqualTo(Routing.Strategy.PRIORITY);
  }

  @Test
  void anEmptyListOfAutoNamesLeavesNone() {
    assertThat(document("global: {router: {auto_model_names: []}}\n").global().router().autoNames())
        .isEmpty();
  }

  @Test
  void theLimitOfStreamedBodiesIsTheLimitOfRequests() {
    assertThat(document("global: {router: {streamed_body: {max_bytes: 5}}}\n").global())
        .extracting(GlobalConfig::maxRequestBytes)
        .isEqualTo(5L);
    assertThat(
            document("global: {router: {streamed_body: {enabled: false, max_bytes: 5}}}\n")
                .global()
                .maxRequestBytes())
        .isEqualTo(10_485_760);
    assertThat(document("global: {limits: {max_request_bytes: 7}}\n").global().maxRequestBytes())
        .isEqualTo(7);
  }

  @Test
  void backendsOfTwoFormatsNeedAFormat() {
    var refs = "backend_refs: [{endpoint: 'a:1', provider: anthropic}, {endpoint: 'b:1'}]}]}\n";
    assertThat(problems(CARDS + "providers: {models: [{name: base, " + refs))
        .singleElement()
        .asString()
        .contains("providers.models[0].backend_refs: anthropic beside others");
    var said = "providers: {models: [{name: base, api_format: anthropic, ";
    assertThat(problems(CARDS + said + refs)).isEmpty();
  }

  @Test
  void portsMustBeUnique() {
    assertThat(problems("routing: {}\nlisteners:\n- port: 80\n- port: 80\n"))
        .containsExactly(
            "c.yaml:5: listeners[1].port: 80 stands twice"
                + " (expected: one entry; the first stands on line 4)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1"})
  void portsMustBeInRange(String port) {
    assertThat(problems("routing: {}\nlisteners: [{port: " + port + "}]\n"))
        .containsExactly("c.yaml:3: listeners[0].port: " + port + " (expected: 1 to 65535)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "math", "other"})
  void theDefaultModelIsACardOrLora(String name) {
    assertThat(problems(CARDS + "providers: {defaults: {default_model: " + name + "}}\n"))
        .isEmpty();
  }

  @Test
  void anUnknownDefaultModelIsRefused() {
    assertThat(problems(CARDS + "providers: {defaults: {default_model: bse}}\n"))
        .containsExactly(
            "c.yaml:6: providers.defaults.default_model: bse"
                + " (expected: a model card or LoRA, perhaps base)");
  }

  @Test
  void aProviderModelNeedsItsCard() {
    assertThat(problems(CARDS + "providers: {models: [{name: math, provider_model_id: x}]}\n"))
        .containsExactly("c.yaml:6: providers.models[0].name: math (expected: a model card)");
  }

  @Test
  void providerModelsAreUnique() {
    assertThat(
            problems(
                CARDS
                    + "providers: {models: [{name: base, provider_model_id: x}, {name: base,"
                    + " provider_model_id: y}]}\n"))
        .singleElement()
        .asString()
        .contains("models[1].name: base stands twice");
  }

  @Test
  void aProviderModelThatSaysNothingIsRefused() {
    assertThat(problems(CARDS + "providers: {models: [{name: base}]}\n"))
        .containsExactly(
            "c.yaml:6: providers.models[0].backend_refs: missing"
                + " (expected: a backend, or something else about the model)");
  }

  @Test
  void aReasoningFamilyMustExist() {
    assertThat(problems(CARDS + "providers: {models: [{name: base, reasoning_family: qwen}]}\n"))
        .containsExactly(
            "c.yaml:6: providers.models[0].reasoning_family: qwen"
                + " (expected: a reasoning family)");
  }

  @Test
  void aTopLevelEffortHasOneParameter() {
    var family =
        """
        routing: {}
        providers:
          defaults:
            reasoning_families:
              gpt: {type: top_level_reasoning_effort, parameter: %s}
        """;
    assertThat(problems(family.formatted("reasoning_effort"))).isEmpty();
    assertThat(problems(family.formatted("effort")))
        .containsExactly(
            "c.yaml:6: providers.defaults.reasoning_families.gpt.parameter: effort"
                + " (expected: reasoning_effort for this type)");
  }

  private static String decision(String modelRef) {
    return CARDS + "  decisions:\n  - {name: d, modelRefs: [" + modelRef + "]}\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"{model: base}", "{model: math}", "{model: base, lora_name: math}"})
  void modelRefsNameCardsAndLoras(String ref) {
    assertThat(problems(decision(ref))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{model: ''} | model: \"\" (expected: text that is not blank)",
        "{} | model: missing (expected: text)",
        "{model: unknown} | model: unknown (expected: a model card or LoRA)",
        "{model: other, lora_name: math} | lora_name: math (expected: a LoRA of other)",
        "{model: base, lora_name: mth} | lora_name: mth (expected: a LoRA of base, perhaps math)",
      })
  void otherModelRefsAreRefused(String ref, String text) {
    assertThat(problems(decision(ref)))
        .containsExactly("c.yaml:7: routing.decisions[0].modelRefs[0]." + text);
  }

  @Test
  void withoutCardsAnyModelMayBeNamed() {
    assertThat(problems("routing: {decisions: [{name: d, modelRefs: [{model: x}]}]}\n")).isEmpty();
  }

  @Test
  void namesOfDecisionsAreUniqueAndNotBlank() {
    assertThat(problems("routing: {decisions: [{name: d}, {name: d}, {name: ' '}]}\n"))
        .containsExactly(
            "c.yaml:2: routing.decisions[2].name: \" \" (expected: text that is not blank)",
            "c.yaml:2: routing.decisions[1].name: d stands twice"
                + " (expected: one entry; the first stands on line 2)");
  }

  @Test
  void aPluginWithoutConfigurationHasAnEmptyOne() {
    var routing =
        document("routing: {decisions: [{name: d, plugins: [{type: tools}]}]}\n").routing();
    var plugin = routing.decisions().getFirst().plugins().getFirst();
    assertThat(plugin.configuration().entries()).isEmpty();
  }

  @Test
  void anAlgorithmNeedsAType() {
    assertThat(problems("routing: {decisions: [{name: d, algorithm: {type: ''}}]}\n"))
        .containsExactly(
            "c.yaml:2: routing.decisions[0].algorithm.type: \"\""
                + " (expected: text that is not blank)");
  }

  @Test
  void signalsStayRawWithTheirPlaces() {
    var routing =
        document("routing:\n  signals:\n    keywords:\n    - {name: k}\n    domains:\n").routing();
    assertThat(routing.signals()).containsOnlyKeys("keywords", "domains");
    var keyword = Objects.requireNonNull(routing.signals().get("keywords")).getFirst();
    assertThat(keyword.mark().line()).isEqualTo(5);
    assertThat(routing.signals().get("domains")).isEmpty();
  }

  @Test
  void signalsAreListsOfMappings() {
    assertThat(problems("routing: {signals: {keywords: [thinking], domains: {name: x}}}\n"))
        .containsExactly(
            "c.yaml:2: routing.signals.keywords[0]: thinking (expected: a mapping)",
            "c.yaml:2: routing.signals.domains: a mapping (expected: a list)");
  }
}
