package io.signalbox.config.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.BackendRef;
import io.signalbox.config.ExternalModel;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.load.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelCheckTest {
  private static final String GUARD =
      "{name: g, model_role: guardrail, llm_model_name: m, llm_endpoint: {address: h}}";

  private static List<String> problems(String catalog) {
    return Samples.problems("routing: {}\nglobal: {model_catalog: {" + catalog + "}}");
  }

  private static List<String> modules(String modules) {
    return problems("external: [" + GUARD + "], modules: {" + modules + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prompt_guard: {protocol: http_chat, positive_labels: [jailbreak, unsafe]}",
        "prompt_guard: {protocol: http_classify, on_error: block}",
        "prompt_guard: {onnx: {path: a/b, labels: [benign, jailbreak]}}",
        "prompt_guard: {remote: {external: g, labels: [benign, jailbreak]}}",
        "classifier: {domain: {onnx: {path: a, labels: [x, y]}, fallback_category: x}}",
        "classifier: {domain: {remote: {external: g, protocol: http_chat, instructions: Tell.}}}",
        "feedback_detector: {enabled: false}",
        "hallucination_mitigation: {fact_check: {threshold: 0.1, remote: {external: g}}}",
      })
  void modelsOfOnesOwnAreTaken(String modules) {
    assertThat(modules(modules)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "classifier: {domain: {onnx: {path: a, labels: [x]}}} | domain.onnx.labels: 1 labels",
        "classifier: {domain: {onnx: {path: a, labels: []}}} | domain.onnx.labels: 0 labels",
        "classifier: {domain: {onnx: {path: a, labels: [x, x]}}} | x twice",
        "classifier: {domain: {onnx: {path: '', labels: [x, y]}}} | domain.onnx.path",
        "classifier: {domain: {onnx: {path: a}}} | domain.onnx.labels: missing",
        "classifier: {domain: {remote: {external: G}}} | perhaps g",
        "classifier: {domain: {remote: {external: g, labels: [x]}}} | remote.labels: 1 labels",
        "classifier: {domain: {remote: {external: g, protocol: grpc}}} | one of http_classify",
        "feedback_detector: {onnx: {path: a, labels: [x, y]}, remote: {external: g}} | one of both",
        "feedback_detector: {threshold: 2} | feedback_detector.threshold: 2",
        "feedback_detector: {model_ref: feedbak} | feedback_detector.model_ref: feedbak",
        "prompt_guard: {protocol: http_chat, remote: {external: g}} | beside onnx or remote",
        "prompt_guard: {protocol: http} | prompt_guard.protocol",
      })
  void whatCannotBeAskedIsRefused(String modules, String told) {
    assertThat(modules(modules)).anySatisfy(problem -> assertThat(problem).contains(told));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{model_role: scoring, llm_model_name: m, llm_endpoint: {address: 'a b'}} | address: a b",
        "{model_role: scoring, llm_model_name: m, llm_endpoint: {}} | address: missing",
        "{model_role: scoring, llm_model_name: m} | llm_endpoint: missing",
        "{model_role: scoring, llm_endpoint: {address: h}} | llm_model_name: missing",
        "{model_role: judge, llm_model_name: m, llm_endpoint: {address: h}} | one of guardrail",
        "{model_role: scoring, llm_model_name: m, llm_endpoint: {address: h, port: 0}} | port: 0",
        "{model_role: scoring, llm_model_name: m, llm_endpoint: {address: 'ftp://h'}} | ftp://h",
        "{model_role: scoring, llm_model_name: m, llm_endpoint: {address: h}, max_retries: 9}"
            + " | max_retries: 9",
      })
  void anExternalModelMustBeWhole(String external, String told) {
    assertThat(problems("external: [" + external + "]"))
        .anySatisfy(problem -> assertThat(problem).contains("external[0]", told));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "backend: openai_compatible | endpoint: missing",
        "backend: openai_compatible, endpoint: {base_url: h, model: m, dimensions: 3} | base_url: h",
        "backend: openai_compatible, endpoint: {base_url: 'http://h/v1', model: m}"
            + " | dimensions: missing",
        "endpoint: {base_url: 'http://h/v1', model: m, dimensions: 3} | has no effect",
        "backend: openai_compatible, endpoint: {base_url: 'http://h', model: m, dimensions: 3,"
            + " api_key_env: a-b} | the name of a variable",
      })
  void aServerOfEmbeddingsMustBeWhole(String semantic, String told) {
    assertThat(problems("embeddings: {semantic: {" + semantic + "}}"))
        .singleElement()
        .asString()
        .contains(told);
  }

  @Test
  void namesOfExternalModelsStandOnce() {
    assertThat(problems("external: [" + GUARD + ", " + GUARD + "]"))
        .singleElement()
        .asString()
        .contains("external[1].name: g stands twice");
  }

  @Test
  void aProtocolNeedsAGuardrail() {
    assertThat(problems("modules: {prompt_guard: {protocol: http_chat}}"))
        .singleElement()
        .asString()
        .contains("prompt_guard.protocol", "model_role: guardrail");
  }

  @Test
  void keysAreHidden() {
    var key = GUARD.replace("name: g", "name: g, access_key: hunter2, api_key_env: sk-hunter3");
    assertThat(problems("external: [" + key + "]"))
        .singleElement()
        .asString()
        .contains("the name of a variable")
        .doesNotContain("hunter");
    var unset = GUARD.replace("name: g", "name: g, api_key_env: GUARD_KEY");
    assertThat(problems("external: [" + unset + "]"))
        .singleElement()
        .asString()
        .contains("GUARD_KEY is not set");
    var yaml = "version: v0.3\nrouting: {}\nglobal: {model_catalog: {external: [" + unset + "]}}";
    assertThat(ConfigLoader.load("c.yaml", yaml, Map.of("GUARD_KEY", "k"), false).problems())
        .isEmpty();
  }

  @Test
  void modelsOfTheReplacedRouterAreNotLoaded() {
    assertThat(
            problems(
                "system: {prompt_guard: models/mmbert32k-jailbreak-detector-merged}, modules:"
                    + " {prompt_guard: {model_ref: prompt_guard, use_cpu: true, variant: mmbert32k},"
                    + " feedback_detector: {model_id: models/x}}"))
        .hasSize(5)
        .allSatisfy(problem -> assertThat(problem).contains("warning", "has no effect"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 8000, http, http://127.0.0.1:8000",
    "guard.example, , https, https://guard.example:443",
    "https://guard.example/proxy/v1, , http, https://guard.example:443/proxy/v1",
    "'::1', 80, http, ''",
    "'[::1]', 80, http, http://[::1]:80",
    "under_score, 80, http, ''"
  })
  void anEndpointHasAUrl(String address, Integer port, String protocol, String url) {
    var scheme = protocol.equals("https") ? BackendRef.Scheme.HTTPS : BackendRef.Scheme.HTTP;
    var base = new ExternalModel.Endpoint(address, port, scheme).base();
    assertThat(base.map(Object::toString).orElse("")).isEqualTo(url);
  }
}
