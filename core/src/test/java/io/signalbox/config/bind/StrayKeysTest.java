package io.signalbox.config.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.load.Samples;
import io.signalbox.config.tree.Problem;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrayKeysTest {
  private static final String BASE = "routing: {}\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "providers: {models: [{name: a, backend_refs: [{endpoint: a, provider: bedrock}]}]}"
            + " | providers.models[0].backend_refs[0].provider",
        "global: {router: {learning: {state_store: {redis: {address: x}}}}}"
            + " | global.router.learning.state_store.redis",
        "global: {services: {startup_status: {store: redis}}} | global.services.startup_status",
        "global: {services: {router_replay: {store_backend: redis}}}"
            + " | global.services.router_replay.store_backend",
        "global: {services: {observability: {metrics: {windowed_metrics: {enabled: true}}}}}"
            + " | global.services.observability.metrics.windowed_metrics",
        "global: {stores: {memory: {enabled: true}}} | global.stores.memory",
        "global: {stores: {response_cache: {backend_config_path: x}}}"
            + " | global.stores.response_cache.backend_config_path",
        "global: {stores: {semantic_cache: {backend_type: milvus}}}"
            + " | global.stores.semantic_cache.backend_type",
        "global: {stores: {response_cache: {backend_type: qdrant}}}"
            + " | global.stores.response_cache.backend_type",
        "global: {stores: {response_cache: {backend_type: hybrid}}}"
            + " | global.stores.response_cache.backend_type",
        "global: {stores: {response_cache: {redis: {connection: {password_secret_ref: x}}}}}"
            + " | global.stores.response_cache.redis.connection.password_secret_ref",
        "global: {integrations: {looper: {endpoint: x}}} | global.integrations.looper",
        "global: {integrations: {tools: {advanced_filtering: {enabled: true}}}}"
            + " | global.integrations.tools.advanced_filtering",
        "global: {model_catalog: {modules: {hallucination_mitigation: {enabled: true}}}}"
            + " | global.model_catalog.modules.hallucination_mitigation.enabled",
      })
  void whatIsNotSupportedYetIsRefused(String yaml, String path) {
    assertThat(Samples.load("version: v0.3\n" + BASE + yaml).problems())
        .filteredOn(problem -> problem.path().equals(path))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.isError()).isTrue();
          assertThat(problem.line()).isEqualTo(3);
          assertThat(problem.value()).endsWith("not supported yet");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decisions: [{name: d, emits: [{kind: retention}]}]",
        "decisions: [{name: d, annotations: {a: b}}]",
        "decisions: [{name: d, output_contract: x}]",
        "decisions: [{name: d, algorithm: {type: knn, knn: {k: 3}}}]",
      })
  void routingThatIsNotSupportedYetIsRefused(String yaml) {
    assertThat(Samples.problems("routing: {" + yaml + "}"))
        .singleElement()
        .asString()
        .contains("not supported yet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "entrypoints: []",
        "recipes: []",
        "entrypoints: null",
        "global: null",
        "global: {model_catalog: {embeddings: null, modules: null}}",
        "global: {stores: {memory: null, vector_store: null, semantic_cache: {enabled: false}}}",
        "global: {stores: {semantic_cache: {enabled: off, backend_type: redis}}}",
        "global: {stores: {memory: {embedding_model: x}}}",
        "global: {stores: null, integrations: {}}",
        "global: {services: {observability: {tracing: {enabled: false, provider: opentelemetry}}}}",
        "global: {services: {response_api: {enabled: false}}}",
        "global: {services: {response_api: {enabled: true}}}",
        "global: {services: {router_replay: {store_backend: memory}}}",
        "global: {services: {management_api: {auth: {mode: disabled}, remote_exposure: false}}}",
        "global: {model_catalog: {kbs: [], modules: {prompt_guard: {enabled: false}}}}",
        "global: {model_catalog: {modules: {prompt_guard: {threshold: 0.7}}}}",
        "global: {model_catalog: {modules: {feedback_detector: {threshold: 0.5}}}}",
        "global: {model_catalog: {modules: {hallucination_mitigation:"
            + " {enabled: false, fact_check: {threshold: 0.5}}}}}",
        "global: {model_catalog: {external: [{name: a, model_role: scoring, llm_model_name: m,"
            + " llm_provider: vllm, llm_timeout_seconds: 3, max_tokens: 8,"
            + " llm_endpoint: {address: h, port: 8000}}]}}",
        "global: {integrations: {tools: {enabled: false, top_k: 3}}}",
      })
  void whatAsksForNothingIsAccepted(String yaml) {
    assertThat(Samples.problems(BASE + yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "routing: {models: []} | routing.models | routing.modelCards",
        "providers: {reasoning_families: {}} | providers.reasoning_families"
            + " | providers.defaults.reasoning_families",
        "providers: {models: [{name: a, endpoints: []}]} | providers.models[0].endpoints"
            + " | providers.models[].backend_refs",
        "global: {modules: {}} | global.modules | global.model_catalog.modules",
        "routing: {signals: {taxonomy: []}} | routing.signals.taxonomy | routing.signals.kb",
        "routing: {signals: {structure: [{feature: {normalize_by: x}}]}}"
            + " | routing.signals.structure[0].feature.normalize_by | feature.type: density",
        "routing: {decisions: [{name: d, allow_tools: []}]} | routing.decisions[0].allow_tools"
            + " | a plugin of type tools",
        "routing: {decisions: [{name: d, modelSelectionAlgorithm: {}}]}"
            + " | routing.decisions[0].modelSelectionAlgorithm | routing.decisions[].algorithm",
        "global: {model_catalog: {embeddings: {bert: {}}}} | global.model_catalog.embeddings.bert"
            + " | global.model_catalog.embeddings.semantic",
        "global: {router: {model_selection: {elo: {}}}} | global.router.model_selection.elo"
            + " | routing.decisions[].algorithm",
      })
  void removedKeysPointToTheirNewPlace(String yaml, String path, String place) {
    var whole = yaml + (yaml.startsWith("providers") ? "\nrouting: {}" : "");
    for (var loaded : List.of(Samples.load(whole), Samples.lenient(whole))) {
      assertThat(loaded.problems())
          .filteredOn(problem -> problem.path().equals(path))
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.text()).endsWith("this key was removed (expected: " + place + ")");
          });
    }
  }

  @Test
  void removedValuesAreRefused() {
    assertThat(Samples.problems("global: {router: {model_selection: {method: elo}}}"))
        .contains(
            "c.yaml:2: global.router.model_selection.method: elo was removed"
                + " (expected: routing.decisions[].algorithm)");
  }

  @Test
  void keysWithoutEffectAreToldOnce() {
    assertThat(
            Samples.problems(
                """
                routing:
                  modelCards: [{name: a}]
                  decisions:
                  - name: d
                    modelRefs:
                    - {model: a}
                    - {model: a}
                  - name: e
                    modelRefs: [{model: a}]
                global:
                  router:
                    streamed_body: {enabled: true, max_bytes: 100, timeout_sec: 30}
                    model_selection: {method: knn, ml: {knn: {k: 3}}}
                  model_catalog:
                    modules: {classifier: {domain: {threshold: 0.4, use_cpu: true}}}
                """))
        .containsExactly(
            "c.yaml:13: warning: global.router.streamed_body.timeout_sec: has no effect"
                + " (expected: listeners[].timeout)",
            "c.yaml:14: warning: global.router.model_selection.method: has no effect"
                + " (expected: routing.decisions[].algorithm)",
            "c.yaml:14: warning: global.router.model_selection.ml: has no effect"
                + " (expected: routing.decisions[].algorithm)",
            "c.yaml:16: warning: global.model_catalog.modules.classifier.domain.use_cpu:"
                + " has no effect");
  }

  @Test
  void lenientLoadingIgnoresWhatItDoesNotKnow() {
    var loaded =
        Samples.lenient(
            """
            version: v0.3
            surprise: {a: b}
            providers:
              models:
              - name: a
                pricing: {currency: USD}
                backend_refs: [{endpoint: "a:1", provider: bedrock}]
            routing:
              modelCards: [{name: a, nmae: b}]
              decisions: [{name: d, emits: [{kind: retention}]}]
            """);
    assertThat(loaded.problems()).hasSize(4).noneMatch(Problem::isError);
    var document = Objects.requireNonNull(loaded.document());
    assertThat(document.providers().models().getFirst().backendRefs().getFirst().backendType())
        .isEqualTo("vllm");
  }

  @Test
  void lenientLoadingStillRefusesWrongValues() {
    var loaded = Samples.lenient("version: v0.3\nrouting: {modelCards: {name: a}}\n");
    assertThat(loaded.document()).isNull();
    assertThat(Samples.texts(loaded))
        .containsExactly("c.yaml:2: routing.modelCards: a mapping (expected: a list)");
  }

  @Test
  void aMisspeltUnsupportedKeyIsAnUnknownOne() {
    assertThat(Samples.problems("global: {stores: {respnse_cache: {a: b}}}"))
        .containsExactly(
            "c.yaml:2: global.stores.respnse_cache: unknown key, did you mean response_cache?"
                + " (expected: one of response_cache, semantic_cache)");
    assertThat(Samples.problems("routing: {}\nproviders: {models: [{name: a, pricng: 1}]}"))
        .anyMatch(text -> text.contains("pricng: unknown key, did you mean pricing?"));
  }

  @Test
  void secretsAreHidden() {
    assertThat(
            Samples.problems(
                    """
                    routing: {}
                    listeners: {token: hunter2}
                    providers:
                      models:
                      - name: a
                        backend_refs:
                        - {api_key: hunter2, endpoint: "http://user:hunter2@a b"}
                    """)
                .toString())
        .doesNotContain("hunter2")
        .contains("http://[hidden]@a b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "store_backend: redis",
        "ttl_seconds: 86400",
        "max_responses: 1000",
        "redis: {address: 'redis:6379', db: 0}",
      })
  void theStoreOfResponsesIsTheBackends(String setting) {
    var yaml = BASE + "global: {services: {response_api: {enabled: true, %s}}}".formatted(setting);
    assertThat(Samples.problems(yaml))
        .singleElement()
        .asString()
        .contains("has no effect", "responses are stored by the backend");
  }
}
