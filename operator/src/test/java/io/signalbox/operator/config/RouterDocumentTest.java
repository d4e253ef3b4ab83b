package io.signalbox.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.signalbox.config.Document;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.operator.Resources;
import io.signalbox.operator.backend.Resolution;
import io.signalbox.operator.backend.ResolvedBackend;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RouterDocumentTest {
  private static final Resolution NOTHING = new Resolution(List.of(), List.of());

  private static final String ENDPOINTS =
      """
      vllmEndpoints:
        - name: first
          model: zeta
          weight: 3
          loras: [{name: math, description: "sums for $5"}, {name: law}]
          backend: {type: service, service: {name: a, port: 8000}}
        - name: second
          model: alpha
          backend: {type: service, service: {name: b, port: 8000}}
        - name: third
          model: zeta
          loras: [{name: law, description: other}, {name: code}]
          backend: {type: service, service: {name: c, port: 8000}}
      """;

  private static final String DECISION =
      """
        decisions:
          - name: sums
            priority: 5
            rules: {operator: AND, conditions: [{type: domain, name: math}]}
            modelRefs: [{model: small}]
      """;

  @Test
  void theMissionsManifestGetsAConfigWithoutItsBackend() {
    var document =
        build(
            """
            replicas: 2
            vllmEndpoints:
              - name: llama3-8b-endpoint
                model: llama3-8b
                backend: {type: kserve, inferenceServiceName: llama-3-8b}
                weight: 1
            """);
    assertThat(document.problems()).isEmpty();
    assertThat(document.warnings()).isEmpty();
    assertThat(document.restartHash()).hasSize(64);
    var loaded = loaded(document);
    assertThat(loaded.providers().defaults().defaultModel()).isEqualTo("llama3-8b");
    assertThat(loaded.listeners()).isEmpty();
    assertThat(document.toolsJson()).isEqualTo("[]");
  }

  @Test
  void aResourceThatSaysNothingGetsAConfig() {
    var document = build("replicas: 1");
    assertThat(document.problems()).isEmpty();
    assertThat(document.secretVariables()).isEmpty();
    assertThat(loaded(document).routing().signals()).containsOnlyKeys("domains");
  }

  @Test
  void endpointsBecomeModelsInTheirOrderAndBackendsWithWeights() {
    var document = RouterDocument.build(Resources.router(ENDPOINTS), resolved());
    assertThat(document.problems()).isEmpty();
    assertThat(document.warnings()).isEmpty();
    var loaded = loaded(document);
    assertThat(loaded.providers().defaults().defaultModel()).isEqualTo("zeta");
    assertThat(loaded.routing().modelCards()).extracting("name").containsExactly("zeta", "alpha");
    var loras = loaded.routing().modelCards().getFirst().loras();
    assertThat(loras).extracting("name").containsExactly("math", "law", "code");
    assertThat(loras).extracting("description").containsExactly("sums for $5", null, null);
    assertThat(document.adapters())
        .isEqualTo(Map.of("zeta", Set.of("math", "law", "code"), "alpha", Set.of()));
    var refs = loaded.providers().models().getFirst().backendRefs();
    assertThat(refs).extracting("endpoint").containsExactly("a:8000", "c:8000");
    assertThat(refs).extracting("weight").containsExactly(3, 1);
    assertThat(loaded.providers().models().get(1).backendRefs().getFirst().address().orElseThrow())
        .hasFieldOrPropertyWithValue("tls", true);
  }

  @Test
  void aBackendThatGoesTakesNothingButItsAddress() {
    var whole = loaded(RouterDocument.build(Resources.router(ENDPOINTS), resolved()));
    var less = loaded(build(ENDPOINTS));
    assertThat(less.routing().modelCards()).isEqualTo(whole.routing().modelCards());
    assertThat(less.providers().defaults()).isEqualTo(whole.providers().defaults());
    assertThat(less.providers().models()).isEmpty();
  }

  @Test
  void aReasoningFamilyIsUsedWhereItIsDefined() {
    var endpoint =
        """
        vllmEndpoints:
          - {name: a, model: m, reasoningFamily: qwen3, backend: {type: kserve}}
        """;
    var without = build(endpoint);
    assertThat(without.problems()).isEmpty();
    assertThat(without.warnings())
        .singleElement()
        .asString()
        .startsWith("spec.vllmEndpoints[0].reasoningFamily: qwen3 is not defined");
    var with =
        build(
            endpoint
                + """
                config:
                  reasoning_families:
                    qwen3: {type: chat_template_kwargs, parameter: enable_thinking}
                  default_reasoning_effort: high
                """);
    assertThat(with.warnings()).isEmpty();
    assertThat(loaded(with).providers().models().getFirst().reasoningFamily()).isEqualTo("qwen3");
    assertThat(loaded(with).providers().defaults().defaultReasoningEffort()).isEqualTo("high");
  }

  @Test
  void eachBlockStandsWhereADocumentHasIt() {
    var document =
        build(
            """
            config:
              strategy: priority
              embedding_models:
                embedding_config: {enable_soft_matching: false, min_score_threshold: "0.25"}
              response_cache:
                backend_type: redis
                similarity_threshold: "0.85"
                max_entries: 7
                redis: {connection: {host: redis, port: 6380}, search: {topk: 2}}
              tools: {enabled: true, top_k: 9, similarity_threshold: "0.3"}
              prompt_guard: {threshold: "0.6", positive_labels: ["true"], on_error: block}
              classifier: {category_model: {threshold: "0.4"}, pii_model: {threshold: "1"}}
              observability:
                tracing:
                  enabled: true
                  exporter: {type: otlp, endpoint: "collector:4317", insecure: true}
                  sampling: {type: probabilistic, rate: "0.1"}
                  resource: {service_version: "1.10"}
            """);
    assertThat(document.problems()).isEmpty();
    assertThat(document.warnings()).isEmpty();
    var global = loaded(document).global();
    var tuning = global.modelCatalog().embeddings().semantic().embeddingConfig();
    assertThat(tuning.minScoreThreshold()).isEqualTo(0.25);
    assertThat(tuning.enableSoftMatching()).isFalse();
    var cache = global.stores().answers();
    assertThat(cache.similarityThreshold()).isEqualTo(0.85);
    assertThat(cache.maxEntries()).isEqualTo(7);
    assertThat(cache.redis().connection().port()).isEqualTo(6380);
    assertThat(global.integrations().tools().topK()).isEqualTo(9);
    assertThat(global.integrations().tools().toolsDbPath()).isEqualTo("tools_db.json");
    var modules = global.modelCatalog().modules();
    assertThat(modules.promptGuard().threshold()).isEqualTo(0.6);
    assertThat(modules.promptGuard().positiveLabels()).containsExactly("true");
    assertThat(modules.classifier().domain().threshold()).isEqualTo(0.4);
    assertThat(modules.classifier().pii().threshold()).isEqualTo(1);
    var tracing = global.services().observability().tracing();
    assertThat(tracing.sampling().rate()).isEqualTo(0.1);
    assertThat(tracing.resource().serviceVersion()).isEqualTo("1.10");
  }

  @Test
  void textsStayTextsWhateverTheyLookLike() {
    var document =
        build(
            """
            config:
              routing:
                modelCards: [{name: "1e5"}]
                signals:
                  keywords: [{name: "0123", operator: OR, keywords: ["true", "null", "0x1F", "~"]}]
                decisions:
                  - name: "007"
                    rules: {type: keyword, name: "0123"}
                    modelRefs: [{model: "1e5"}]
            """);
    assertThat(document.problems()).isEmpty();
    assertThat(document.yaml()).contains("- \"true\"", "- \"null\"", "- \"~\"", "name: \"0123\"");
    var loaded = loaded(document);
    assertThat(loaded.routing().decisions().getFirst().name()).isEqualTo("007");
    assertThat(loaded.providers().defaults().defaultModel()).isEqualTo("1e5");
  }

  @Test
  void aReferenceToASecretBecomesAVariable() {
    var document =
        build(
            """
            config:
              response_cache:
                backend_type: valkey
                valkey:
                  connection:
                    host: valkey
                    password_secret_ref: {name: cache, key: "0123", optional: true}
            """);
    assertThat(document.problems()).isEmpty();
    assertThat(document.warnings()).isEmpty();
    assertThat(document.yaml())
        .contains("password: \"${ROUTER_RESPONSE_CACHE_VALKEY_CONNECTION_PASSWORD}\"")
        .doesNotContain("secret_ref");
    var variable = document.secretVariables().getFirst();
    assertThat(variable.getName()).isEqualTo("ROUTER_RESPONSE_CACHE_VALKEY_CONNECTION_PASSWORD");
    var reference = variable.getValueFrom().getSecretKeyRef();
    assertThat(reference.getName()).isEqualTo("cache");
    assertThat(reference.getKey()).isEqualTo("0123");
    assertThat(reference.getOptional()).isTrue();
  }

  @Test
  void aNameThatIsTakenIsNotTakenAgain() {
    var document =
        build(
            """
            env: [{name: ROUTER_RESPONSE_CACHE_REDIS_CONNECTION_PASSWORD, value: mine}]
            config:
              response_cache: {redis: {connection: {password_secret_ref: {name: a, key: b}}}}
            """);
    assertThat(document.secretVariables())
        .extracting(EnvVar::getName)
        .containsExactly("ROUTER_RESPONSE_CACHE_REDIS_CONNECTION_PASSWORD_2");
  }

  @Test
  void aSecretInPlainTextIsRefusedAndStandsNowhere() {
    var document =
        build(
            """
            config:
              response_cache:
                backend_type: redis
                redis: {connection: {host: r, password: "hunter2"}}
              embedding_models:
                embedding_config: {backend: openai_compatible}
                endpoint: {base_url: "https://me:hunter2@host/v1", model: m, dimensions: 8}
              routing:
                decisions:
                  - name: a
                    plugins: [{type: rag, configuration: {headers: [{api_key: hunter2}]}}]
            """);
    assertThat(document.problems())
        .anyMatch(text ->
            text.startsWith("spec.config.response_cache.redis.connection.password: a secret in"))
        .anyMatch(text -> text.startsWith("spec.config.embedding_models.endpoint.base_url: "))
        .anyMatch(text ->
            text.startsWith(
                "spec.config.routing.decisions[0].plugins[0].configuration.headers[0].api_key: "));
    assertThat(document.toString()).doesNotContain("hunter2");
    assertThat(document.restartHash()).isEmpty();
  }

  @Test
  void aVariableOfTheContainerMayBeASecret() {
    var document =
        build(
            """
            env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: a, key: b}}}]
            config:
              response_cache: {backend_type: redis, redis: {connection: {password: "${PASSWORD}"}}}
            """);
    assertThat(document.problems()).isEmpty();
    assertThat(document.warnings()).isEmpty();
  }

  @Test
  void whatARouterWouldRefuseIsToldWithItsPlaceInTheResource() {
    var document =
        build(
            """
            vllmEndpoints:
              - {name: a, model: small, weight: -7, backend: {type: kserve}}
            config:
              response_cache: {similarity_threshold: "1.4"}
              tools: {top_k: 0}
              prompt_guard: {protocol: http_chat}
              decisions:
                - name: a
                  rules: {operator: AND, conditions: [{type: keyword, name: nowhere}]}
                  modelRefs: [{model: smal}]
            """,
            new Resolution(
                List.of(new ResolvedBackend("a", "small", null, List.of(), "host", 80, false, -7)),
                List.of()));
    assertThat(document.problems())
        .anyMatch(text -> text.startsWith("spec.config.response_cache.similarity_threshold: 1.4"))
        .anyMatch(text -> text.startsWith("spec.config.tools.top_k: 0"))
        .anyMatch(text -> text.startsWith("spec.config.prompt_guard.protocol: HTTP_CHAT"))
        .anyMatch(text -> text.startsWith("spec.vllmEndpoints[0].weight: -7"))
        .anyMatch(text ->
            text.startsWith("spec.config.decisions[0].modelRefs[0].model: smal")
                && text.contains("perhaps small"));
    assertThat(document.restartHash()).isEmpty();
  }

  @Test
  void whatACompilerFindsIsToldWithItsPlaceToo() {
    var document =
        build(
            """
            config:
              decisions:
                - name: a
                  rules: {operator: AND, conditions: [{type: keyword, name: nowhere}]}
                  plugins: [{type: system_promt, configuration: {}}]
            """);
    assertThat(document.problems())
        .anyMatch(text -> text.startsWith("spec.config.decisions[0].rules.conditions[0].name: now"))
        .anyMatch(
            text -> text.startsWith("spec.config.decisions[0].plugins[0].type: system_promt"));
  }

  @Test
  void domainsThatNothingDeclaresAreTheTopicsOfThatName() {
    var document =
        build(
            """
            vllmEndpoints: [{name: a, model: small, backend: {type: kserve}}]
            config:
            """
                + DECISION
                + """
                  complexity_rules:
                    - name: hard
                      threshold: "0.3"
                      hard: {candidates: [Prove it]}
                      easy: {candidates: [Say it]}
                      composer: {operator: AND, conditions: [{type: domain, name: medical}]}
                """);
    assertThat(document.problems()).isEmpty();
    assertThat(document.warnings())
        .singleElement()
        .asString()
        .startsWith("spec.config.complexity_rules[0].composer.conditions[0].name: medical");
    assertThat(loaded(document).routing().signals().get("domains")).hasSize(3);
  }

  @Test
  void typedBlocksWinOverThoseOfRouting() {
    var document =
        build(
            """
            vllmEndpoints: [{name: a, model: small, loras: [{name: l}], backend: {type: kserve}}]
            config:
              routing:
                modelCards: [{name: other}, {name: small, description: mine}]
                signals: {domains: [{name: math}]}
                decisions: [{name: hidden}]
            """
                + DECISION);
    assertThat(document.problems()).isEmpty();
    assertThat(document.warnings())
        .containsExactly(
            "spec.config.routing.decisions: is ignored, since there is spec.config.decisions");
    var routing = loaded(document).routing();
    assertThat(routing.decisions()).extracting("name").containsExactly("sums");
    assertThat(routing.modelCards()).extracting("name").containsExactly("other", "small");
    assertThat(routing.modelCards().get(1).description()).isEqualTo("mine");
    assertThat(routing.modelCards().get(1).loras()).extracting("name").containsExactly("l");
  }

  @Test
  void whatNoRouterOfOursSupportsIsLeftOutWithAWarningWhereItIsHarmless() {
    var document =
        build(
            """
            vllmEndpoints: [{name: a, model: small, backend: {type: kserve}}]
            config:
              api: {batch_classification: {max_batch_size: 5}}
              response_cache:
                backend_type: milvus
                embedding_model: qwen3
                milvus:
                  connection: {auth: {password: hunter2, password_secret_ref: {name: a, key: b}}}
              decisions:
                - name: a
                  preferred_endpoints: [x]
                  rules: {operator: AND, conditions: []}
            """);
    assertThat(document.problems()).isEmpty();
    assertThat(document.secretVariables()).isEmpty();
    assertThat(document.yaml()).doesNotContain("hunter2", "milvus", "batch");
    assertThat(document.warnings())
        .anyMatch(text -> text.startsWith("spec.config.api: has no effect"))
        .anyMatch(text -> text.startsWith("spec.config.decisions[0].preferred_endpoints: has no"))
        .anyMatch(text ->
            text.startsWith("spec.config.response_cache.backend_type: milvus is not supported"))
        .anyMatch(text -> text.startsWith("spec.config.response_cache.embedding_model: has no"));
  }

  @Test
  void whatIsUnsafeToLeaveOutIsRefused() {
    var document =
        build(
            """
            config:
              response_cache:
                backend_type: redis
                redis: {connection: {tls: {enabled: true, cert_file: /certs/me.pem}}}
            """);
    assertThat(document.problems())
        .singleElement()
        .asString()
        .startsWith("spec.config.response_cache.redis.connection.tls.cert_file: not supported");
    var check =
        build(
            """
            vllmEndpoints: [{name: a, model: small, backend: {type: kserve}}]
            config:
              routing:
                decisions: [{name: a, plugins: [{type: hallucination, configuration: {}}]}]
            """);
    assertThat(check.problems())
        .singleElement()
        .asString()
        .startsWith("spec.config.routing.decisions[0].plugins[0].type: hallucination");
    assertThat(build("args: [--lenient]\nconfig: {routing: {unheardOf: 1}}").problems()).isEmpty();
  }

  @Test
  void oneCacheHasOneName() {
    var document = build("config: {response_cache: {}, semantic_cache: {}}");
    assertThat(document.problems())
        .singleElement()
        .asString()
        .startsWith("spec.config.semantic_cache: beside response_cache");
    assertThat(build("config: {semantic_cache: {max_entries: 3}}").problems()).isEmpty();
  }

  @Test
  void toolsBecomeAFileThatAPluginMayUse() {
    var spec =
        """
        vllmEndpoints: [{name: a, model: small, backend: {type: kserve}}]
        toolsDb:
          - tool:
              type: function
              function:
                name: weather
                description: Tells the weather
                parameters: {type: object, properties: {city: {type: string}}, required: [city]}
            description: Weather of a city
            category: outdoors
            tags: ["1e5"]
          - {description: nameless}
          - {tool: {type: function, function: {name: weather}}}
        config:
          tools: {enabled: true, tools_db_path: config/tools_db.json}
          decisions:
            - name: a
              rules: {operator: AND, conditions: []}
              plugins: [{type: tools, configuration: {semantic_selection: true}}]
        """;
    var document = build(spec);
    assertThat(document.problems()).isEmpty();
    assertThat(document.warnings()).hasSize(2).allMatch(text -> text.contains("left out"));
    assertThat(document.toolsJson())
        .isEqualTo(
            "[{\"tool\":{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"description\":"
                + "\"Tells the weather\",\"parameters\":{\"type\":\"object\",\"properties\":"
                + "{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}}},\"description\":"
                + "\"Weather of a city\",\"category\":\"outdoors\",\"tags\":[\"1e5\"]}]");
    var mounted = build(spec.replace("config/tools_db.json", "/mnt/tools.json"));
    assertThat(mounted.problems()).isEmpty();
    assertThat(mounted.warnings())
        .anyMatch(text -> text.startsWith("spec.config.tools.tools_db_path: cannot be read here"));
  }

  @Test
  void onlyWhatNeedsAStartChangesTheHash() {
    var plain = build(ENDPOINTS).restartHash();
    assertThat(build(ENDPOINTS + "config: {response_cache: {max_entries: 3}}").restartHash())
        .isEqualTo(plain);
    assertThat(RouterDocument.build(Resources.router(ENDPOINTS), resolved()).restartHash())
        .isEqualTo(plain);
    assertThat(build(ENDPOINTS + "config: {observability: {tracing: {enabled: false}}}"))
        .extracting(RouterDocument::restartHash)
        .isNotEqualTo(plain);
  }

  @Test
  void whatNoConfigMapHoldsIsRefused() {
    var document =
        build(
            "config: {routing: {modelCards: [{name: a, description: \"%s\"}]}}"
                .formatted("x".repeat(1_000_001)));
    assertThat(document.problems()).singleElement().asString().contains("bytes as a document");
  }

  @Test
  void manyLevelsAreRefusedAndNotFallenInto() {
    var deep = "config: {routing: {x: " + "[".repeat(400) + "]".repeat(400) + "}}";
    assertThat(build(deep).problems()).isNotEmpty();
  }

  private static Resolution resolved() {
    return new Resolution(
        List.of(
            new ResolvedBackend("first", "zeta", null, List.of(), "a", 8000, false, 3),
            new ResolvedBackend("second", "alpha", null, List.of(), "b", 8000, true, 1),
            new ResolvedBackend("third", "zeta", null, List.of(), "c", 8000, false, 1)),
        List.of());
  }

  private static RouterDocument build(String spec) {
    return build(spec, NOTHING);
  }

  private static RouterDocument build(String spec, Resolution resolution) {
    SemanticRouter router = Resources.router(spec);
    var document = RouterDocument.build(router, resolution);
    assertThat(RouterDocument.build(Resources.router(spec), resolution)).isEqualTo(document);
    return document;
  }

  private static Document loaded(RouterDocument document) {
    var loaded = ConfigLoader.load("config.yaml", document.yaml(), Map.of(), false);
    assertThat(loaded.document()).as("%s", loaded.problems()).isNotNull();
    return Objects.requireNonNull(loaded.document());
  }
}
