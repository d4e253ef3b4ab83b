package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.PluginPart;
import io.signalbox.config.load.ConfigLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyWordTest {
  private static final String YAML =
      """
      version: v0.3
      providers:
        defaults:
          default_model: n
          default_reasoning_effort: low
          reasoning_families:
            qwen: {type: chat_template_kwargs, parameter: enable_thinking}
            gpt: {type: reasoning_effort, parameter: reasoning_effort}
        models:
        - name: m
          reasoning_family: qwen
          provider_model_id: org/m
          external_model_ids: {vllm: m-1, azure: m-2}
          pricing: {prompt_per_1m: 1.0}
          backend_refs: [{endpoint: "h:1", type: vllm}]
        - {name: n, backend_refs: [{endpoint: "h:2"}]}
      routing:
        modelCards: [{name: m, loras: [{name: math}]}, {name: n}]
        signals: {keywords: [{name: k, keywords: [java]}]}
        decisions:
        - name: d
          priority: 7
          rules: {type: keyword, name: k}
          modelRefs: [{model: m, use_reasoning: true, lora_name: math, weight: 2}]
          algorithm: {type: static}
          plugins:
          - type: system_prompt
            configuration: {note: be brief, more: {a: [1, "2"], b: null}}
          - {type: header_mutation, configuration: {note: "y"}}
        - name: other
          modelRefs: [{model: n}]
          plugins: [{type: rag, configuration: {note: other}}]
      """;

  private static String word(String yaml, String decision, Map<String, String> environment) {
    var loaded = ConfigLoader.load("c.yaml", yaml, environment, true);
    var document = Objects.requireNonNull(loaded.document(), loaded.problems()::toString);
    var config =
        document.routing().decisions().stream()
            .filter(one -> one.name().equals(decision))
            .findFirst()
            .orElseThrow();
    return PolicyWord.of(document, config);
  }

  private static String word(String yaml) {
    return word(yaml, "d", Map.of());
  }

  private static String edited(String from, String to) {
    assertThat(YAML).contains(from);
    return YAML.replace(from, to);
  }

  /** If this changes, the answers that others keep in a shared store are lost: know why. */
  @Test
  void theSameDocumentHasTheSameWordInEveryProcess() {
    assertThat(word(YAML)).isEqualTo("83fd84ff2cb6cb384e0e07aff9db2bfc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          be brief                   | be very brief
          note: be brief             | note: "be brief"
          [1, "2"]                   | [1, 2]
          [1, "2"]                   | ["2", 1]
          b: null                    | b: "null"
          b: null                    | c: null
          {a: [1, "2"], b: null}     | [a, 1, "2", b, null]
          type: header_mutation      | type: request_params
          use_reasoning: true        | use_reasoning: false
          use_reasoning: true        | use_reasoning: true, reasoning_effort: high
          weight: 2                  | weight: 3
          lora_name: math, weight: 2 | weight: 2
          algorithm: {type: static}  | algorithm: {type: static, static: {a: 1}}
          default_reasoning_effort: low | default_reasoning_effort: high
          org/m                      | org/m2
          vllm: m-1                  | vllm: m-3
          parameter: enable_thinking | parameter: thinking
          reasoning_family: qwen     | reasoning_family: gpt
          [{model: m, use_reasoning: true, lora_name: math, weight: 2}] | [{model: n}]
          type: vllm}                | type: anthropic}
          """)
  void whateverChangesAnswersChangesTheWord(String from, String to) {
    assertThat(word(edited(from, to))).isNotEqualTo(word(YAML));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          note: other                | note: changed
          modelRefs: [{model: n}]    | modelRefs: [{model: m}]
          prompt_per_1m: 1.0         | prompt_per_1m: 2.0
          keywords: [java]           | keywords: [rust]
          priority: 7                | priority: 8
          h:1                        | h:9
          version: v0.3              | '# a comment'
          a: [1, "2"], b: null       | b: null, a: [1, "2"]
          vllm: m-1, azure: m-2      | azure: m-2, vllm: m-1
          {type: reasoning_effort, parameter: reasoning_effort} | {type: reasoning_effort, parameter: e}
          """)
  void nothingElseDoes(String from, String to) {
    var changed = to.startsWith("#") ? "# a comment\n" + YAML : edited(from, to);
    assertThat(word(changed)).isEqualTo(word(YAML));
  }

  @Test
  void aDecisionWithoutModelsHasTheDefaultOnesWord() {
    var yaml = edited("    modelRefs: [{model: n}]\n", "");
    var changed =
        yaml.replace("{name: n, backend_refs", "{name: n, provider_model_id: x, backend_refs");
    assertThat(word(changed, "other", Map.of())).isNotEqualTo(word(yaml, "other", Map.of()));
    assertThat(word(YAML, "other", Map.of())).isNotEqualTo(word(YAML));
  }

  @Test
  void whatTheEnvironmentSaysCounts() {
    var yaml = edited("be brief", "\"${TONE}\"");
    assertThat(word(yaml, "d", Map.of("TONE", "kind")))
        .isNotEqualTo(word(yaml, "d", Map.of("TONE", "rude")));
  }

  @Test
  void thePluginsOfADecisionAreToldItsWord() {
    var told = new ArrayList<String>();
    var parts = new FakeParts().catalog();
    var listening =
        new PluginPart<>(
            "system_prompt",
            FakeParts.PluginConfig.class,
            (config, setting, findings) -> {
              told.add(setting.policy());
              return Optional.empty();
            });
    var plugins = new ArrayList<>(parts.plugins());
    plugins.replaceAll(part -> part.type().equals("system_prompt") ? listening : part);
    var catalog = new Catalog(parts.signals(), parts.selectors(), plugins, parts.protocols());
    var yaml = YAML.replace(", more: {a: [1, \"2\"], b: null}", "");
    FakeParts.compile(catalog, FakeParts.none(), RouterEvents.NONE, yaml.substring(14), true);
    assertThat(told).isEqualTo(List.of(word(yaml)));
  }
}
