package io.signalbox.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.signalbox.config.BackendAddress;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
  @TempDir private Path folder = Path.of("");

  private List<String> problems(Path file) {
    return ConfigLoader.load(file, Map.of(), false).problems().stream()
        .map(problem -> problem.line() + ": " + problem.value() + " | " + problem.expectation())
        .toList();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("config.yaml"), bytes);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("config.yaml"), text);
  }

  @Test
  void aDocumentAsLargeAsTheDemoLoadsWithoutProblems() throws URISyntaxException {
    var resource = Objects.requireNonNull(ConfigLoaderTest.class.getResource("demo.yaml"));
    var loaded = ConfigLoader.load(Path.of(resource.toURI()), Map.of(), false);
    assertThat(loaded.problems()).isEmpty();
    var document = Objects.requireNonNull(loaded.document());
    assertThat(document.routing().decisions()).hasSize(15);
    assertThat(document.routing().signals().get("domains")).hasSize(14);
    assertThat(document.routing().modelCards().getFirst().loras()).hasSize(6);
    assertThat(document.modelNames()).hasSize(7).contains("base-model", "math-expert");
    assertThat(document.global().maxRequestBytes()).isEqualTo(10_485_760);
    var backend = document.providers().models().getFirst().backendRefs().getFirst();
    assertThat(backend.address())
        .contains(
            new BackendAddress(
                "vllm-llama3-8b-instruct.default.svc.cluster.local", 8000, false, ""));
  }

  @Test
  void allProblemsOfAFileAreToldAtOnceWithTheirLines() {
    var loaded =
        Samples.load(
            """
            version: v0.2
            listeners:
            - port: 70000
            - {address: 0.0.0.0, port: 80, timeout: 5 minutes}
            providers:
              default_model: a
              defaults:
                default_model: b
                reasoning_families:
                  gpt: {type: loud, parameter: x}
              models:
              - name: a
                pricing: {prompt_per_1m: 1.0}
                backend_refs:
                - weight: -1
            routing:
              modelCards:
              - {name: a}
              - name: a
              decisions:
              - name: one
                prioritty: 3
                rules:
                  operator: AND
                  conditions:
                  - operator: NOT
                    conditions: []
                modelRefs:
                - model: c
            global:
              router: {strategy: [random]}
              stores:
                response_cache: {backend_type: milvus}
            """);
    assertThat(loaded.document()).isNull();
    assertThat(Samples.texts(loaded))
        .containsExactly(
            "c.yaml:1: version: v0.2 (expected: v0.3)",
            "c.yaml:3: listeners[0].port: 70000 (expected: 1 to 65535)",
            "c.yaml:4: listeners[1].timeout: 5 minutes"
                + " (expected: a duration such as 30s, 1m30s or 500ms)",
            "c.yaml:6: providers.default_model: this key was removed"
                + " (expected: providers.defaults.default_model)",
            "c.yaml:8: providers.defaults.default_model: b (expected: a model card or LoRA, perhaps"
                + " a)",
            "c.yaml:10: providers.defaults.reasoning_families.gpt.type: loud (expected: one of"
                + " chat_template_kwargs, reasoning_effort, top_level_reasoning_effort)",
            "c.yaml:15: providers.models[0].backend_refs[0].weight: -1 (expected: 0 to 1000000)",
            "c.yaml:15: providers.models[0].backend_refs[0].endpoint: missing"
                + " (expected: host:port, or a base_url)",
            "c.yaml:19: routing.modelCards[1].name: a stands twice"
                + " (expected: one entry; the first stands on line 18)",
            "c.yaml:22: routing.decisions[0].prioritty: unknown key, did you mean priority?"
                + " (expected: one of name, description, priority, tier, rules, modelRefs, algorithm,"
                + " adaptations, plugins)",
            "c.yaml:27: routing.decisions[0].rules.conditions[0].conditions: 0 conditions of NOT"
                + " (expected: exactly one)",
            "c.yaml:29: routing.decisions[0].modelRefs[0].model: c"
                + " (expected: a model card or LoRA, perhaps a)",
            "c.yaml:31: global.router.strategy: a list (expected: one of priority, confidence)",
            "c.yaml:33: global.stores.response_cache.backend_type: milvus is not supported yet"
                + " (expected: redis, valkey or postgres, which replicas share)");
  }

  @Test
  void aMissingFileIsAProblem() {
    var loaded = ConfigLoader.load(folder.resolve("none.yaml"), Map.of(), false);
    assertThat(loaded.document()).isNull();
    assertThat(loaded.sha256()).isEmpty();
    assertThat(problems(folder.resolve("none.yaml")))
        .containsExactly("1: no such file | a readable file");
  }

  @Test
  void aDirectoryIsAProblem() {
    assertThat(problems(folder)).containsExactly("1: a directory | a file");
  }

  @Test
  void anEmptyFileIsAProblem() throws IOException {
    assertThat(problems(file(""))).containsExactly("1: an empty file | routing or global");
    assertThat(problems(file("# only this\n")))
        .containsExactly("1: an empty file | routing or global");
    assertThat(problems(file("null\n"))).containsExactly("1: an empty file | routing or global");
  }

  @Test
  void aBinaryFileIsAProblem() throws IOException {
    assertThat(problems(file(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1})))
        .containsExactly("1: not text | UTF-8");
    assertThat(problems(file(new byte[] {'a', 0, 1})))
        .containsExactly("1: a character that text does not hold | YAML");
  }

  @Test
  void aByteOrderMarkIsNoProblem() throws IOException {
    assertThat(problems(file("\uFEFFversion: v0.3\nrouting: {}\n"))).isEmpty();
  }

  @Test
  void aListIsNoDocument() throws IOException {
    assertThat(problems(file("- a\n")))
        .containsExactly("1: a list | a mapping with routing or global");
  }

  @Test
  void aFileWithoutRoutingAndGlobalNamesItsUnexpectedKeys() throws IOException {
    assertThat(problems(file("version: v0.3\nsemantic_cache: {}\nmodel_config: {}\n")))
        .containsExactly(
            "1: unexpected semantic_cache, model_config | routing or global at the top level");
    assertThat(problems(file("version: v0.3\nproviders: {}\n")))
        .containsExactly("1: neither routing nor global | routing or global at the top level");
  }

  @Test
  void theHashIsThatOfTheBytes() throws IOException {
    var file = file("version: v0.3\nrouting: {}\n");
    assertThat(ConfigLoader.load(file, Map.of(), false).sha256())
        .hasSize(64)
        .isEqualTo(Samples.load("version: v0.3\nrouting: {}\n").sha256());
  }

  @Test
  void mergeKeysAndAnchorsServeDecisions() {
    var document =
        Samples.document(
            """
            routing:
              modelCards: [{name: a}]
              decisions:
              - &first
                name: one
                priority: 3
                modelRefs: [{model: a}]
              - <<: *first
                name: two
            """);
    var second = document.routing().decisions().get(1);
    assertThat(second.name()).isEqualTo("two");
    assertThat(second.priority()).isEqualTo(3);
    assertThat(second.modelRefs()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: \"\\UFFFFFFFF\"",
        "a: \"\\U0011FFFF\"",
        "a: \"\\uD800\"",
        "a: \"\\xZZ\"",
        "a: !<%zz> b",
        "a: !!binary ???",
        "%YAML 9.9\n---\na: b",
        "%TAG ! !\n%TAG ! !\n---\na: b",
        "a: &",
        "a: *",
        "? ? ? a",
        "a: |99\n b",
        "- ]",
        "{",
        "a: 'b",
        "\u0085\u2028: x",
        "&a : *a",
      })
  void oddTextsAreProblemsAndNotExceptions(String yaml) {
    assertThat(Samples.load(yaml).problems()).isNotEmpty();
  }

  @Test
  void aDamagedDocumentIsAProblemAndNotAnException() throws IOException, URISyntaxException {
    var resource = Objects.requireNonNull(ConfigLoaderTest.class.getResource("demo.yaml"));
    var text = Files.readString(Path.of(resource.toURI()));
    var seed = 20260822L;
    var random = new Random(seed);
    var strange = "{}[]:,-#&*!|>'\"%@`\n\t $~?=<01x";
    for (int round = 0; round < 300; round++) {
      var damaged = new StringBuilder(text);
      for (int i = 0; i <= random.nextInt(4); i++) {
        var at = random.nextInt(damaged.length());
        damaged.setCharAt(at, strange.charAt(random.nextInt(strange.length())));
      }
      if (random.nextInt(4) == 0) {
        damaged.setLength(random.nextInt(damaged.length()));
      }
      assertThatCode(() -> Samples.load(damaged.toString()))
          .as("seed %d, round %d", seed, round)
          .doesNotThrowAnyException();
    }
  }
}
