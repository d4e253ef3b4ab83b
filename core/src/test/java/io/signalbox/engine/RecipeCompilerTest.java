package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.config.RouterSettings.UnseenPrompt;
import io.signalbox.config.tree.Problem;
import io.signalbox.infer.FakeClassifier;
import io.signalbox.infer.FakeEncoder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecipeCompilerTest {
  private static final String MODELS =
      """
      routing:
        modelCards: [{name: m}, {name: n}]
      """;

  private static List<String> problems(String yaml) {
    return texts(compile(yaml, false));
  }

  private static List<String> texts(Compiled compiled) {
    return compiled.problems().stream().map(Problem::text).toList();
  }

  private static Compiled compile(String yaml, boolean lenient) {
    return FakeParts.compile(
        new FakeParts().catalog(), FakeParts.none(), RouterEvents.NONE, yaml, lenient);
  }

  @Test
  void aGoodDocumentCompilesWithoutProblems() {
    var compiled = compile(MODELS + "  decisions: [{name: d, modelRefs: [{model: m}]}]\n", false);
    assertThat(compiled.problems()).isEmpty();
    var recipes = Objects.requireNonNull(compiled.recipes());
    assertThat(recipes.main().name()).isEqualTo("default");
    assertThat(recipes.sha256()).hasSize(64);
    assertThat(recipes.fleet().names()).containsExactly("vllm-sr/auto", "auto", "MoM", "m", "n");
  }

  @ParameterizedTest
  @CsvSource({
    "false, keyword, , DEFAULT_MODEL",
    "true, keyword, , BLOCK",
    "true, , , DEFAULT_MODEL",
    "true, keyword, pass, PASS",
    "true, keyword, default_model, DEFAULT_MODEL",
    "false, , block, BLOCK"
  })
  void unseenPromptsAreBlockedWhereASafetySignalIsUsed(
      boolean safety, @Nullable String leaf, @Nullable String word, UnseenPrompt expected) {
    var parts = new FakeParts();
    var catalog = safety ? parts.guarding("keyword") : parts.catalog();
    var rules = leaf == null ? "" : "rules: {type: keyword, name: k}, ";
    var yaml =
        MODELS
            + "  signals: {keywords: [{name: k, keywords: [java]}]}\n"
            + "  decisions: [{name: d, %smodelRefs: [{model: m}]}]\n".formatted(rules)
            + (word == null ? "" : "global: {router: {unseen_prompt: %s}}\n".formatted(word));
    var recipes = FakeParts.recipes(catalog, FakeParts.none(), RouterEvents.NONE, yaml);
    assertThat(recipes.settings().unseenPrompt()).isEqualTo(expected);
  }

  @Test
  void anUnknownLeafNameIsRefusedWithTheNearestAndItsLine() {
    assertThat(
            problems(
                MODELS
                    + """
                      signals:
                        keywords: [{name: coding, keywords: [java]}]
                      decisions:
                        - name: d
                          rules: {type: keyword, name: codinf}
                          modelRefs: [{model: m}]
                    """))
        .singleElement()
        .asString()
        .startsWith("c.yaml:8: routing.decisions[0].rules.name: codinf is unknown")
        .contains("did you mean coding?", "one of coding");
  }

  @Test
  void aLeafOfAnUndeclaredTypeSaysSo() {
    assertThat(
            problems(
                MODELS
                    + """
                      decisions:
                        - {name: d, rules: {type: keyword, name: k}, modelRefs: [{model: m}]}
                    """))
        .singleElement()
        .asString()
        .contains("k is unknown", "none is declared");
  }

  @Test
  void anUnknownLeafTypeIsRefusedEvenWhenLenient() {
    var yaml =
        MODELS
            + """
              decisions:
                - {name: d, rules: {type: keywrd, name: k}, modelRefs: [{model: m}]}
            """;
    for (var lenient : List.of(false, true)) {
      var compiled = compile(yaml, lenient);
      assertThat(compiled.recipes()).isNull();
      assertThat(texts(compiled))
          .singleElement()
          .asString()
          .contains("keywrd is unknown, did you mean keyword?");
    }
  }

  private static final String UNSUPPORTED =
      MODELS
          + """
            signals:
              keywords: [{name: k, keywords: [java]}]
            decisions:
              - name: guarded
                priority: 2
                rules:
                  operator: AND
                  conditions:
                    - {type: keyword, name: k}
                    - {operator: NOT, conditions: [{type: jailbreak, name: j}]}
                modelRefs: [{model: m}]
              - name: other
                priority: 1
                algorithm: {type: router_dc}
                plugins: [{type: memory, configuration: {}}]
                modelRefs: [{model: n}, {model: m}]
          """;

  @Test
  void whatIsNotSupportedYetIsRefused() {
    assertThat(problems(UNSUPPORTED))
        .hasSize(3)
        .anyMatch(p -> p.startsWith("c.yaml:13: ") && p.contains("jailbreak is not supported yet"))
        .anyMatch(p -> p.startsWith("c.yaml:17: ") && p.contains("router_dc is not supported yet"))
        .anyMatch(p -> p.startsWith("c.yaml:18: ") && p.contains("memory is not supported yet"))
        .noneMatch(p -> p.contains("warning"));
    assertThat(compile(UNSUPPORTED, false).recipes()).isNull();
  }

  @Test
  void whatIsNotSupportedYetIsWarnedAboutWhenLenient() {
    var compiled = compile(UNSUPPORTED, true);
    assertThat(texts(compiled)).hasSize(3).allMatch(p -> p.contains("warning: "));
    var recipe = Objects.requireNonNull(compiled.recipes()).main();
    var routed = recipe.route(Calls.with(), Requests.saying("java"));
    assertThat(routed.decisionName()).isEqualTo("other");
    assertThat(routed.model().name()).isEqualTo("n");
    assertThat(routed.readings().failures()).containsEntry("jailbreak", "not supported yet");
  }

  @Test
  void unsupportedListsOfSignalsAreNamed() {
    var yaml = MODELS + "  signals: {pii: [{name: p}], keywrods: [{name: k}]}\n";
    assertThat(problems(yaml))
        .anyMatch(p -> p.contains("routing.signals.pii: not supported yet"))
        .anyMatch(p -> p.contains("routing.signals.keywrods: unknown key, did you mean keywords?"));
    assertThat(compile(yaml, true).recipes()).isNotNull();
  }

  @Test
  void twoPluginsOfOneTypeAreRefused() {
    assertThat(
            problems(
                MODELS
                    + """
                      decisions:
                        - name: d
                          modelRefs: [{model: m}]
                          plugins:
                            - {type: rag, configuration: {}}
                            - {type: rag, configuration: {}}
                    """))
        .containsExactly(
            "c.yaml:9: routing.decisions[0].plugins[1].type: rag again (expected: each type once"
                + " in a decision)");
  }

  @Test
  void anAliasIsTheSamePlugin() {
    assertThat(
            problems(
                MODELS
                    + """
                      decisions:
                        - name: d
                          modelRefs: [{model: m}]
                          plugins:
                            - {type: response_cache, configuration: {}}
                            - {type: semantic-cache, configuration: {}}
                    """))
        .singleElement()
        .asString()
        .contains("response_cache again");
  }

  @Test
  void twoSignalsOfOneNameAreRefused() {
    assertThat(
            problems(
                MODELS
                    + """
                      signals:
                        keywords:
                          - {name: k, keywords: [a]}
                          - {name: k, keywords: [b]}
                    """))
        .containsExactly(
            "c.yaml:7: routing.signals.keywords[1].name: k stands twice (expected: each name once"
                + " in a list)");
  }

  @Test
  void configurationOfPluginsIsCheckedInPlace() {
    assertThat(
            problems(
                MODELS
                    + """
                      decisions:
                        - name: d
                          modelRefs: [{model: m}]
                          plugins: [{type: rag, configuration: {nota: x}}]
                    """))
        .singleElement()
        .asString()
        .startsWith("c.yaml:7: routing.decisions[0].plugins[0].configuration.nota")
        .contains("note");
  }

  @Test
  void signalsThatNobodyUsesLoadNoModelAndAreChecked() {
    var yaml =
        MODELS
            + """
              signals:
                domains: [{name: math}%s]
              decisions: [{name: d, modelRefs: [{model: m}]}]
            """;
    assertThat(compile(yaml.formatted(""), false).recipes()).isNotNull();
    assertThat(problems(yaml.formatted(", {nome: x}"))).isNotEmpty();
  }

  @Test
  void aUsedSignalAsksForItsModelOnce() {
    var asked = new AtomicInteger();
    FakeParts.recipes(
        new FakeParts().catalog(),
        () -> {
          asked.incrementAndGet();
          return FakeEncoder.of(FakeClassifier.sureOf("math", 1));
        },
        RouterEvents.NONE,
        MODELS
            + """
              signals: {domains: [{name: math}, {name: law}]}
              decisions:
                - {name: d, rules: {type: domain, name: math}, modelRefs: [{model: m}]}
                - {name: e, rules: {type: domain, name: law}, modelRefs: [{model: m}]}
            """);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aDecisionWithoutModelsNeedsADefaultModel() {
    assertThat(problems(MODELS + "  decisions: [{name: d}]\n"))
        .singleElement()
        .asString()
        .contains("routing.decisions[0].modelRefs", "default_model");
    var compiled =
        compile(
            "providers: {defaults: {default_model: n}}\n" + MODELS + "  decisions: [{name: d}]\n",
            false);
    var recipe = Objects.requireNonNull(compiled.recipes()).main();
    assertThat(recipe.route(Calls.with(), Requests.saying("a")).model().name()).isEqualTo("n");
  }

  @Test
  void everythingWrongIsToldTogetherByLine() {
    var compiled =
        compile(
            MODELS
                + """
                  signals:
                    keywords: [{name: k, keywords: [a], colour: red}]
                    embeddings: [{name: e}]
                  decisions:
                    - name: one
                      rules: {type: keyword, name: q}
                      modelRefs: [{model: m}]
                      plugins: [{type: nonsense, configuration: {}}]
                    - name: two
                      algorithm: {type: magic}
                """,
            false);
    assertThat(compiled.recipes()).isNull();
    assertThat(compiled.problems()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(compiled.problems()).extracting(Problem::line).isSorted();
    assertThat(String.join("\n", texts(compiled)))
        .contains("colour", "embeddings", "q is unknown", "nonsense", "magic", "modelRefs");
  }

  @Test
  void aDocumentThatDoesNotLoadKeepsItsProblems() {
    assertThat(problems("routing: [")).isNotEmpty();
    assertThat(compile("routing: [", false).recipes()).isNull();
  }

  @Test
  void theStrategyIsTheDocuments() {
    var decisions =
        """
          signals: {keywords: [{name: k, keywords: [java]}]}
          decisions:
            - {name: all, priority: 9, modelRefs: [{model: m}]}
            - {name: sure, priority: 1, rules: {type: keyword, name: k}, modelRefs: [{model: n}]}
        """;
    for (var strategy : List.of("priority", "confidence")) {
      var yaml = MODELS + decisions + "  strategy: " + strategy + "\n";
      var recipe = Objects.requireNonNull(compile(yaml, false).recipes()).main();
      assertThat(recipe.route(Calls.with(), Requests.saying("java")).decisionName())
          .isEqualTo(strategy.equals("priority") ? "all" : "sure");
    }
  }
}
