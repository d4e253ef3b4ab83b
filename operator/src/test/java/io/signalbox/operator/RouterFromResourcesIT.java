package io.signalbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.signalbox.kubernetes.testing.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with a file that leaves routing to the resources of a namespace. */
final class RouterFromResourcesIT {
  /** As the values of the tier-aware example have it. */
  private static final String FILE =
      """
      version: v0.3
      listeners: []
      providers:
        defaults:
          default_model: house
          reasoning_families:
            effort: {type: reasoning_effort, parameter: reasoning_effort}
        models:
          - {name: house, provider_model_id: house, api_format: openai}
      routing:
        modelCards: [{name: house}, {name: quick}]
        signals: {}
        projections: {}
        decisions: []
      global:
        router:
          config_source: kubernetes
          auto_model_name: auto
          strategy: priority
          clear_route_cache: false
        model_catalog: {kbs: [], embeddings: null, modules: null}
        integrations: {tools: {enabled: false}}
        stores: {memory: null, semantic_cache: {enabled: false}, vector_store: {enabled: false}}
      """;

  private static final String POOL =
      """
      apiVersion: vllm.ai/v1alpha1
      kind: IntelligentPool
      metadata: {name: models}
      spec:
        defaultModel: house
        models: [{name: house}, {name: quick, reasoningFamily: effort}, {name: careful}]
      """;

  private static final String ROUTE =
      """
      apiVersion: vllm.ai/v1alpha1
      kind: IntelligentRoute
      metadata: {name: routing}
      spec:
        signals:
          keywords:
            - {name: stem, operator: OR, keywords: [quantum physics, chemistry], caseSensitive: false}
        decisions:
          - name: stem
            priority: 100
            signals: {operator: AND, conditions: [{type: keyword, name: stem}]}
            modelRefs: [{model: quick, useReasoning: false}]
      """;

  private static final String PROMPT = "Define quantum physics.";

  private final Cluster cluster = Cluster.open();
  private String namespace = "";

  @BeforeEach
  void install() {
    cluster.installCrds();
    namespace = cluster.namespace("router");
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void apply(String manifest) {
    var object = Serialization.unmarshal(manifest, GenericKubernetesResource.class);
    object.getMetadata().setNamespace(namespace);
    cluster.client().resource(object).forceConflicts().serverSideApply();
  }

  private String status(String manifest) {
    var object = Serialization.unmarshal(manifest, GenericKubernetesResource.class);
    object.getMetadata().setNamespace(namespace);
    return Serialization.asJson(
        cluster.client().resource(object).get().getAdditionalProperties().get("status"));
  }

  @Test
  void theProgramRoutesAsResourcesSay(@TempDir Path folder) throws Exception {
    var config = Files.writeString(folder.resolve("config.yaml"), FILE);
    try (var router = RouterProcess.start(config, namespace, cluster.kubeconfig())) {
      assertThat(router.routing(PROMPT)).endsWith("house");
      apply(POOL);
      apply(ROUTE);
      awaitRouting(router, "stem quick");
      RouterProcess.await(
          "both are ready",
          () -> status(POOL).contains("\"modelCount\":3") && status(ROUTE).contains("Ready"),
          router);

      apply(ROUTE.replace("model: quick", "model: careful"));
      awaitRouting(router, "stem careful");
      assertThat(router.routing("Tell me a joke.")).endsWith("house");

      apply(ROUTE.replace("model: quick", "model: careless"));
      RouterProcess.await(
          "the route is refused",
          () ->
              status(ROUTE).contains("ValidationFailed")
                  && status(ROUTE).contains("spec.decisions[0].modelRefs[0].model: careless"),
          router);
      assertThat(router.routing(PROMPT)).isEqualTo("stem careful");
      assertThat(router.get("/startup-status").at("/config/source/refused/0").asText())
          .isEqualTo("IntelligentRoute routing");

      apply(ROUTE);
      awaitRouting(router, "stem quick");
      whileTheServerIsAway(router);
      remove(ROUTE);
      RouterProcess.await(
          "the route is gone", () -> router.routing(PROMPT).endsWith("house"), router);
    }
  }

  private void awaitRouting(RouterProcess router, String expected) throws Exception {
    RouterProcess.await(expected, () -> router.routing(PROMPT).equals(expected), router);
  }

  private void whileTheServerIsAway(RouterProcess router) throws Exception {
    if (cluster.faults().isEmpty()) {
      return;
    }
    var faults = cluster.faults().orElseThrow();
    faults.stop();
    assertThat(router.routing(PROMPT)).isEqualTo("stem quick");
    faults.start();
    apply(ROUTE.replace("model: quick", "model: careful"));
    awaitRouting(router, "stem careful");
  }

  private void remove(String manifest) {
    var object = Serialization.unmarshal(manifest, GenericKubernetesResource.class);
    object.getMetadata().setNamespace(namespace);
    var _ = cluster.client().resource(object).delete();
  }

  @Test
  void theProgramStartsWithoutItsCluster(@TempDir Path folder) throws Exception {
    var config = Files.writeString(folder.resolve("config.yaml"), FILE);
    var kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: none, cluster: {server: "http://127.0.0.1:9"}}]
            users: [{name: none, user: {token: none}}]
            contexts: [{name: none, context: {cluster: none, user: none}}]
            current-context: none
            """);
    try (var router = RouterProcess.start(config, namespace, kubeconfig.toString())) {
      assertThat(router.routing(PROMPT)).endsWith("house");
      assertThat(router.get("/startup-status").at("/config/source/synced").asBoolean()).isFalse();
      assertThat(router.log()).contains("the API server does not answer");
    }
  }
}
