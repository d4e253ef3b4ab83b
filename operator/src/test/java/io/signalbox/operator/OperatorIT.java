package io.signalbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.operator.OperatorSettings.Election;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator against a cluster: the stand-in, or a real API server. */
final class OperatorIT {
  static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          SemanticRouter.class,
          ServiceAccount.class,
          Role.class,
          RoleBinding.class,
          ConfigMap.class,
          Deployment.class,
          Service.class,
          PodDisruptionBudget.class,
          HorizontalPodAutoscaler.class,
          Ingress.class,
          PersistentVolumeClaim.class,
          Event.class);

  private static final String MISSION =
      """
      apiVersion: vllm.ai/v1alpha1
      kind: SemanticRouter
      metadata:
        name: semantic-router
        namespace: %s
      spec:
        replicas: 2
        image:
          repository: ghcr.io/vllm-project/semantic-router/extproc
          tag: latest
        vllmEndpoints:
          - name: llama3-8b-endpoint
            model: llama3-8b
            backend:
              type: kserve
              inferenceServiceName: llama-3-8b
            weight: 1
        resources:
          requests: { memory: "3Gi", cpu: "1" }
          limits: { memory: "7Gi", cpu: "2" }
      """;

  private static final String TWO_SERVERS =
      """
      vllmEndpoints:
        - name: one
          model: small
          backend: {type: service, service: {name: small, port: 8000}}
        - name: two
          model: large
          backend: {type: service, service: {name: large, port: 8000}}
      """;

  private final Workbench bench = Workbench.open();
  private Workbench.Started started;

  @BeforeEach
  void start() throws Exception {
    started = bench.start();
  }

  @AfterEach
  void close() {
    started.close();
    bench.close();
  }

  @Test
  void missionManifestIsRunAsWritten() {
    bench.applyYaml(MISSION.formatted(bench.namespace));
    var deployment = bench.deployment("semantic-router");
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
    var container = deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    assertThat(container.getImage()).isEqualTo("signalbox:test");
    assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity("7Gi"));
    assertThat(bench.awaitObject(Service.class, "semantic-router").getSpec().getPorts())
        .extracting(port -> port.getName() + ":" + port.getPort())
        .containsExactly("grpc:50051", "api:8080", "metrics:9190");
    assertThat(bench.document("semantic-router")).contains("llama3-8b");
    bench.awaitObject(ServiceAccount.class, "semantic-router");
    bench.awaitObject(Role.class, "semantic-router");
    bench.awaitObject(RoleBinding.class, "semantic-router");
    bench.awaitObject(PodDisruptionBudget.class, "semantic-router");
    bench.awaitObserved("semantic-router");
    assertThat(bench.get(PersistentVolumeClaim.class, "semantic-router-models")).isNull();
    assertThat(bench.condition("semantic-router", "ConfigValid").orElseThrow().getStatus())
        .isEqualTo("True");
    assertThat(bench.condition("semantic-router", "BackendsResolved").orElseThrow())
        .satisfies(condition -> assertThat(condition.getStatus()).isEqualTo("False"))
        .satisfies(condition -> assertThat(condition.getMessage()).contains("llama3-8b-endpoint"));
  }

  @Test
  void missionManifestIsChangedAndDeleted() {
    var yaml = MISSION.formatted(bench.namespace);
    var router = bench.applyYaml(yaml);
    bench.deployment("semantic-router");
    bench.applyYaml(yaml.replace("replicas: 2", "replicas: 1"));
    Workbench.awaitTrue(
        "one replica", () -> bench.deployment("semantic-router").getSpec().getReplicas() == 1);
    Workbench.awaitTrue(
        "no budget for one replica",
        () -> bench.get(PodDisruptionBudget.class, "semantic-router") == null);
    bench.awaitObserved("semantic-router");
    var owned = bench.deployment("semantic-router");
    assertThat(owned.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo(router.getMetadata().getUid()))
        .satisfies(owner -> assertThat(owner.getController()).isTrue());
    assertThat(bench.get(SemanticRouter.class, "semantic-router").getMetadata().getFinalizers())
        .isEmpty();
    bench.client.resource(bench.get(SemanticRouter.class, "semantic-router")).delete();
    Workbench.awaitTrue(
        "deleted", () -> bench.get(SemanticRouter.class, "semantic-router") == null);
  }

  @Test
  void restartWritesNothing() throws Exception {
    bench.service("small", 8000);
    bench.apply("router", TWO_SERVERS + "persistence: {}\nautoscaling: {enabled: true}\n");
    bench.deployment("router");
    bench.awaitObserved("router");
    bench.awaitCondition("router", "BackendsResolved", "False", "ServiceNotFound");
    // The backends have been asked: they are not there, so the answer is that nothing is known.
    bench.awaitCondition("router", "AdaptersServed", "Unknown", "NotAnswered");
    started.close();
    var before = bench.written();
    started = bench.start();
    Workbench.awaitTrue("one look", () -> looks(started) > 0);
    assertThat(bench.written()).isEqualTo(before);
  }

  @Test
  void whatOthersChangeIsPutRight() {
    bench.apply("router", "replicas: 2\n");
    bench.deployment("router");
    bench.awaitObserved("router");
    bench.scale("router", 1);
    Workbench.awaitTrue(
        "two replicas again", () -> bench.deployment("router").getSpec().getReplicas() == 2);
    bench.client.resource(bench.awaitObject(ConfigMap.class, "router-config")).delete();
    Workbench.awaitTrue(
        "ConfigMap again", () -> bench.get(ConfigMap.class, "router-config") != null);
  }

  @Test
  void whatOthersAddStays() {
    bench.apply("router", "replicas: 1\n");
    var service = bench.awaitObject(Service.class, "router");
    bench.awaitObserved("router");
    bench
        .client
        .resource(service)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\": {\"annotations\": {\"example.com/owner\": \"team\"}}}");
    bench.apply("router", "replicas: 1\nservice: {type: NodePort}\n");
    Workbench.awaitTrue(
        "NodePort",
        () -> "NodePort".equals(bench.get(Service.class, "router").getSpec().getType()));
    assertThat(bench.get(Service.class, "router").getMetadata().getAnnotations())
        .containsEntry("example.com/owner", "team");
  }

  @Test
  void refusedConfigurationKeepsTheLastGood() {
    bench.apply("router", "replicas: 1\nconfig: {strategy: priority}\n");
    bench.deployment("router");
    bench.awaitCondition("router", "ConfigValid", "True", "Valid");
    var document = bench.document("router");
    var generation = bench.deployment("router").getMetadata().getGeneration();
    bench.apply(
        "router",
        """
        replicas: 1
        config:
          decisions:
            - name: broken
              priority: 10
              rules: {operator: AND, conditions: [{type: keyword, name: nowhere}]}
              modelRefs: [{model: unknown}]
        """);
    var condition = bench.awaitCondition("router", "ConfigValid", "False", "Refused");
    assertThat(condition.getMessage()).contains("Correct the resource").contains("spec.config");
    assertThat(bench.document("router")).isEqualTo(document);
    assertThat(bench.deployment("router").getMetadata().getGeneration()).isEqualTo(generation);
    Workbench.awaitTrue("event", () -> bench.events("router").contains("Refused"));
    bench.apply("router", "replicas: 1\nconfig: {strategy: priority}\n");
    bench.awaitCondition("router", "ConfigValid", "True", "Valid");
  }

  @Test
  void portClashIsRefused() {
    bench.apply("router", "service: {grpc: {port: 9000}, api: {port: 9000}}\n");
    var condition = bench.awaitCondition("router", "ConfigValid", "False", "PortClash");
    assertThat(condition.getMessage()).contains("are both 9000").contains("give one of them");
    assertThat(bench.get(Service.class, "router")).isNull();
    assertThat(bench.get(Deployment.class, "router")).isNull();
  }

  @Test
  void wrongEnumIsRefusedByTheApiServer() {
    assertThatThrownBy(() -> bench.apply("router", "service: {type: Magic}\n"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("Magic");
  }

  @Test
  void vanishedBackendIsNamedAndTheOthersStay() {
    bench.service("small", 8000);
    bench.service("large", 8000);
    bench.apply("router", TWO_SERVERS);
    bench.awaitCondition("router", "BackendsResolved", "True", "Resolved");
    assertThat(bench.document("router")).contains("small." + bench.namespace);
    bench.client.resource(bench.get(Service.class, "small")).delete();
    var condition = bench.awaitCondition("router", "BackendsResolved", "False", "ServiceNotFound");
    assertThat(condition.getMessage()).contains("one").contains("small");
    Workbench.awaitTrue(
        "without the one that is gone",
        () -> !bench.document("router").contains("small." + bench.namespace));
    assertThat(bench.document("router")).contains("large." + bench.namespace);
    var last = bench.document("router");
    bench.client.resource(bench.get(Service.class, "large")).delete();
    bench.awaitCondition("router", "BackendsResolved", "False", "SomeUnresolved");
    assertThat(bench.document("router")).isEqualTo(last);
    bench.service("small", 8000);
    Workbench.awaitTrue(
        "the one that is back",
        () -> bench.document("router").contains("small." + bench.namespace));
  }

  @Test
  void objectsOfOthersAreNotTaken() {
    bench
        .client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("router-config")
                .withNamespace(bench.namespace)
                .endMetadata()
                .addToData("precious", "yes")
                .build())
        .create();
    bench.apply("router", "replicas: 1\n");
    var condition = bench.awaitCondition("router", "Degraded", "True", "NameTaken");
    assertThat(condition.getMessage()).contains("router-config").contains("rename");
    assertThat(bench.get(ConfigMap.class, "router-config").getData())
        .containsExactly(Map.entry("precious", "yes"));
  }

  @Test
  void autoscalerTakesTheReplicasOver() {
    bench.apply("router", "replicas: 4\n");
    bench.deployment("router");
    bench.awaitObserved("router");
    bench.apply("router", "replicas: 4\nautoscaling: {enabled: true, minReplicas: 2}\n");
    var autoscaler = bench.awaitObject(HorizontalPodAutoscaler.class, "router");
    assertThat(autoscaler.getSpec().getMinReplicas()).isEqualTo(2);
    bench.awaitObserved("router");
    assertThat(bench.deployment("router").getSpec().getReplicas()).isEqualTo(4);
    bench.scale("router", 7);
    bench.apply(
        "router", "env: [{name: A, value: b}]\nautoscaling: {enabled: true, minReplicas: 2}\n");
    Workbench.awaitTrue(
        "the variable",
        () ->
            !bench
                .deployment("router")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getEnv()
                .isEmpty());
    assertThat(bench.deployment("router").getSpec().getReplicas()).isEqualTo(7);
    bench.apply("router", "replicas: 3\n");
    Workbench.awaitTrue(
        "no autoscaler", () -> bench.get(HorizontalPodAutoscaler.class, "router") == null);
    Workbench.awaitTrue(
        "three replicas", () -> bench.deployment("router").getSpec().getReplicas() == 3);
  }

  @Test
  void ingressComesAndGoes() {
    bench.apply(
        "router", "ingress: {enabled: true, hosts: [{host: a.example.com, paths: [{path: /}]}]}\n");
    var ingress = bench.awaitObject(Ingress.class, "router");
    assertThat(ingress.getSpec().getRules().getFirst().getHost()).isEqualTo("a.example.com");
    var condition = bench.awaitCondition("router", "ConfigValid", "True", "ValidWithWarnings");
    assertThat(condition.getMessage()).contains("--api-bind=0.0.0.0");
    bench.apply("router", "replicas: 1\n");
    Workbench.awaitTrue("no ingress", () -> bench.get(Ingress.class, "router") == null);
  }

  @Test
  void secretsAreNeverInTheConfigMap() {
    bench.apply(
        "router",
        """
        config:
          response_cache:
            enabled: true
            backend_type: redis
            redis:
              connection:
                host: redis
                port: 6379
                password_secret_ref: {name: cache, key: password}
        """);
    var container =
        bench.deployment("router").getSpec().getTemplate().getSpec().getContainers().getFirst();
    assertThat(container.getEnv())
        .anySatisfy(variable -> {
          assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo("cache");
          assertThat(bench.document("router")).contains("${" + variable.getName() + "}");
        });
  }

  @Test
  void oneOfTwoOperatorsWritesAndTheOtherTakesOver() throws Exception {
    started.close();
    var lease = Duration.ofSeconds(3);
    var one = new Election(bench.namespace, Optional.of("one"), lease);
    var two = new Election(bench.namespace, Optional.of("two"), lease);
    started = bench.start(Optional.of(one));
    Workbench.awaitTrue("one leads", () -> leads(started));
    try (var other = bench.start(Optional.of(two))) {
      bench.apply("router", "replicas: 2\n");
      bench.deployment("router");
      bench.awaitObserved("router");
      assertThat(leads(other)).isFalse();
      assertThat(looks(other)).isZero();
      started.close();
      Workbench.awaitTrue("two leads", () -> leads(other));
      bench.apply("router", "replicas: 3\n");
      Workbench.awaitTrue(
          "three replicas", () -> bench.deployment("router").getSpec().getReplicas() == 3);
    }
  }

  @Test
  void probesAndMetricsAreAnswered() throws Exception {
    var port = started.operator().healthPort();
    assertThat(fetch(port, "/healthz")).isEqualTo("ok");
    Workbench.awaitTrue("ready", () -> fetch(port, "/readyz").equals("ok"));
    assertThat(fetch(started.operator().metricsPort(), "/metrics"))
        .contains("signalbox_operator_reconciles_total", "signalbox_operator_leading 1.0");
  }

  static double looks(Workbench.Started operator) {
    return number(operator, "signalbox_operator_reconciles_total{outcome=\"success\"}");
  }

  private static boolean leads(Workbench.Started operator) {
    return number(operator, "signalbox_operator_leading") == 1;
  }

  static double number(Workbench.Started operator, String metric) {
    return fetch(operator.operator().metricsPort(), "/metrics")
        .lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
        .sum();
  }

  private static String fetch(int port, String path) {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new AssertionError(path + " is not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
