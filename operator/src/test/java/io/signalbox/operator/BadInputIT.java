package io.signalbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.signalbox.operator.dependent.ObjectName;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a resource may get wrong without the API server's saying so; the running router goes on. */
final class BadInputIT {
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
  void resourceThatAsksForNothingIsRun() {
    bench.applyYaml(
        """
        apiVersion: vllm.ai/v1alpha1
        kind: SemanticRouter
        metadata: {name: router, namespace: %s}
        """
            .formatted(bench.namespace));
    assertThat(bench.deployment("router").getSpec().getReplicas()).isEqualTo(1);
    bench.awaitCondition("router", "ConfigValid", "True", "Valid");
  }

  @Test
  void unknownFlagIsToldAndTheRouterGoesOn() {
    bench.apply("router", "args: [--lenient]\n");
    bench.deployment("router");
    bench.awaitCondition("router", "ConfigValid", "True", "Valid");
    bench.apply("router", "args: [--lenient, --nonsense]\n");
    var condition = bench.awaitCondition("router", "ConfigValid", "False", "Refused");
    assertThat(condition.getMessage()).contains("spec.args: --nonsense").contains("take it away");
    assertThat(arguments("router")).contains("--lenient").doesNotContain("--nonsense");
    bench.apply("router", "args: [--lenient, --reflection]\n");
    Workbench.awaitTrue("the flag", () -> arguments("router").contains("--reflection"));
  }

  private List<String> arguments(String name) {
    return pod(name).getContainers().getFirst().getArgs();
  }

  private PodSpec pod(String name) {
    return bench.deployment(name).getSpec().getTemplate().getSpec();
  }

  @Test
  void secretNamedTwiceIsOne() {
    bench.apply("router", "imagePullSecrets: [{name: a}, {name: a}]\n");
    assertThat(pod("router").getImagePullSecrets()).hasSize(1);
  }

  @Test
  void entriesOfOneNameAreRefusedAndTheRestIsMade() {
    bench.apply("router", "resources: {claims: [{name: a}, {name: a}]}\n");
    assertThat(bench.awaitCondition("router", "Degraded", "True", "Refused").getMessage())
        .contains("Deployment router was not written")
        .contains("claims: duplicate entries for key [name=\"a\"]");
    bench.awaitObject(Service.class, "router");
  }

  @Test
  void portThatIsNoTcpIsToldAndNothingIsMade() {
    bench.apply("router", "service: {grpc: {protocol: UDP}}\n");
    assertThat(bench.awaitCondition("router", "ConfigValid", "False", "PortClash").getMessage())
        .contains("spec.service.grpc.protocol: UDP (expected: TCP)");
    assertThat(bench.get(Service.class, "router")).isNull();
    assertThat(bench.get(Deployment.class, "router")).isNull();
  }

  @Test
  void accountOfSomebodyElseIsUsedWhenToldSo() {
    bench
        .client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("theirs")
                .withNamespace(bench.namespace)
                .endMetadata()
                .build())
        .create();
    bench.apply("router", "serviceAccount: {name: theirs}\n");
    assertThat(bench.awaitCondition("router", "Degraded", "True", "NameTaken").getMessage())
        .contains("spec.serviceAccount.create: false");
    bench.apply("router", "serviceAccount: {name: theirs, create: false}\n");
    bench.awaitCondition("router", "Degraded", "False", "AsExpected");
  }

  @Test
  void missingAccountIsToldAndThePodsStay() {
    bench.apply("router", "replicas: 1\n");
    bench.deployment("router");
    bench.awaitObserved("router");
    bench.apply("router", "replicas: 1\nserviceAccount: {create: false, name: nobody}\n");
    var condition = bench.awaitCondition("router", "Degraded", "True", "ServiceAccountNotFound");
    assertThat(condition.getMessage()).contains("no ServiceAccount nobody").contains("create it");
    assertThat(pod("router").getServiceAccountName()).isEqualTo("router");
    Workbench.awaitTrue("event", () -> bench.events("router").contains("ServiceAccountNotFound"));
    bench
        .client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("nobody")
                .withNamespace(bench.namespace)
                .endMetadata()
                .build())
        .create();
    bench.apply("router", "replicas: 2\nserviceAccount: {create: false, name: nobody}\n");
    Workbench.awaitTrue(
        "the account", () -> pod("router").getServiceAccountName().equals("nobody"));
    bench.awaitCondition("router", "Degraded", "False", "AsExpected");
  }

  @Test
  void missingClassAndClaimAreTold() {
    bench.apply(
        "router", "persistence: {storageClassName: nowhere-%s}\n".formatted(bench.namespace));
    var condition = bench.awaitCondition("router", "Degraded", "True", "StorageClassNotFound");
    assertThat(condition.getMessage()).contains("nowhere-").contains("router-models waits");
    bench.awaitObject(PersistentVolumeClaim.class, "router-models");
    bench.apply("other", "persistence: {existingClaim: gone}\n");
    assertThat(bench.awaitCondition("other", "Degraded", "True", "ClaimNotFound").getMessage())
        .contains("no PersistentVolumeClaim gone");
    bench.deployment("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"router.prod.eu", "2nd", "LONG"})
  void namesThatNoServiceCanHaveAreShortened(String given) {
    var name = given.equals("LONG") ? "long-" + "a".repeat(200) : given;
    bench.apply(name, "replicas: 1\n");
    var condition = bench.awaitCondition(name, "ConfigValid", "True", "ValidWithWarnings");
    var made = ObjectName.of(name);
    assertThat(condition.getMessage()).contains("its objects are called " + made);
    bench.awaitObject(Service.class, made);
    bench.awaitObject(ConfigMap.class, made + "-config");
    assertThat(bench.deployment(made).getMetadata().getOwnerReferences().getFirst().getName())
        .isEqualTo(name);
    bench.awaitCondition(name, "Degraded", "False", "AsExpected");
    Workbench.awaitTrue("event", () -> bench.events(name).contains("Applied"));
  }
}
