package io.signalbox.operator.dependent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.signalbox.kubernetes.resource.ImageSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DependentsTest {
  private static PodSpec pod(Plan plan) {
    return new RouterDeployment().desired(plan).getFirst().getSpec().getTemplate().getSpec();
  }

  private static Container container(Plan plan) {
    return pod(plan).getContainers().getFirst();
  }

  private static List<String> made(Plan plan) {
    return Dependents.ALL.stream()
        .flatMap(dependent -> dependent.desired(plan).stream())
        .map(HasMetadata::getKind)
        .toList();
  }

  @Test
  void theLeastResourceNeedsSixObjects() {
    assertThat(made(Plans.of("replicas: 1")))
        .containsExactly(
            "ServiceAccount", "Role", "RoleBinding", "ConfigMap", "Deployment", "Service");
  }

  @Test
  void allThatIsMadeBelongsToTheResource() {
    var plan =
        Plans.of(
            """
            autoscaling: {enabled: true, minReplicas: 2}
            persistence: {size: 5Gi}
            ingress: {enabled: true, hosts: [{host: h, paths: [{path: /}]}]}
            openshift: {routes: {enabled: true}}
            """,
            true);
    assertThat(made(plan)).hasSize(11).contains("Route", "PersistentVolumeClaim");
    for (var dependent : Dependents.ALL) {
      for (var object : dependent.desired(plan)) {
        var metadata = object.getMetadata();
        assertThat(metadata.getNamespace()).isEqualTo("n");
        assertThat(metadata.getLabels()).containsAllEntriesOf(plan.labels());
        assertThat(metadata.getOwnerReferences())
            .extracting(OwnerReference::getUid)
            .containsExactly("u-1");
        assertThat(metadata.getFinalizers()).isEmpty();
        assertThat(dependent.kinds()).contains(Kind.of(object));
      }
    }
  }

  @Test
  void containerHasUpstreamsArgumentsAndTheUsersLast() {
    var plan =
        Plans.of(
            """
            args: [--x=1]
            service: {grpc: {targetPort: 6000}, metrics: {targetPort: 6001}}
            """);
    assertThat(container(plan).getArgs())
        .containsExactly(
            "--config=/app/config/config.yaml",
            "--secure=false",
            "--namespace=n",
            "--port=6000",
            "--metrics-port=6001",
            "--x=1");
    assertThat(container(plan).getPorts())
        .extracting(port -> port.getName() + ":" + port.getContainerPort())
        .containsExactly("grpc:6000", "api:8080", "metrics:6001");
  }

  @Test
  void configurationIsADirectoryAndTheRootIsReadOnly() {
    var plan = Plans.of("replicas: 1");
    assertThat(container(plan).getVolumeMounts())
        .extracting(mount -> mount.getMountPath() + mount.getSubPath())
        .containsExactly("/app/confignull", "/tmpnull");
    var security = container(plan).getSecurityContext();
    assertThat(security.getReadOnlyRootFilesystem()).isTrue();
    assertThat(security.getRunAsNonRoot()).isTrue();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
  }

  @Test
  void openshiftAssignsUserIds() {
    assertThat(pod(Plans.of("replicas: 1", true)).getSecurityContext().getRunAsUser()).isNull();
    assertThat(pod(Plans.of("replicas: 1", true)).getSecurityContext().getFsGroup()).isNull();
    var plain = pod(Plans.of("replicas: 1")).getSecurityContext();
    assertThat(plain.getRunAsUser()).isEqualTo(1000);
    assertThat(plain.getFsGroup()).isEqualTo(1000);
  }

  @Test
  void securityOfTheUserWinsFieldByField() {
    var plan =
        Plans.of(
            """
            podSecurityContext: {runAsUser: 7}
            securityContext: {readOnlyRootFilesystem: false}
            """);
    assertThat(pod(plan).getSecurityContext().getRunAsUser()).isEqualTo(7);
    assertThat(pod(plan).getSecurityContext().getFsGroup()).isEqualTo(1000);
    assertThat(container(plan).getSecurityContext().getReadOnlyRootFilesystem()).isFalse();
    assertThat(container(plan).getSecurityContext().getCapabilities().getDrop())
        .containsExactly("ALL");
  }

  @Test
  void probesAskTheMetricsPortAndCanBeSwitchedOff() {
    var plan =
        Plans.of(
            """
            livenessProbe: {enabled: false}
            readinessProbe: {periodSeconds: 9, initialDelaySeconds: 4}
            """);
    assertThat(container(plan).getLivenessProbe()).isNull();
    var readiness = container(plan).getReadinessProbe();
    assertThat(readiness.getHttpGet().getPath()).isEqualTo("/ready");
    assertThat(readiness.getHttpGet().getPort().getStrVal()).isEqualTo("metrics");
    assertThat(readiness.getPeriodSeconds()).isEqualTo(9);
    assertThat(readiness.getInitialDelaySeconds()).isEqualTo(4);
    assertThat(container(plan).getStartupProbe()).isNotNull();
  }

  @Test
  void replicasAreNotSaidWhereTheAutoscalerSaysThem() {
    var scaled = Plans.of("replicas: 5\nautoscaling: {enabled: true}");
    assertThat(new RouterDeployment().desired(scaled).getFirst().getSpec().getReplicas()).isNull();
    assertThat(new RouterDisruptionBudget().desired(scaled)).isEmpty();
    var fixed = Plans.of("replicas: 5");
    assertThat(new RouterDeployment().desired(fixed).getFirst().getSpec().getReplicas())
        .isEqualTo(5);
    assertThat(new RouterDisruptionBudget().desired(fixed)).hasSize(1);
  }

  @Test
  void rolloutKeepsReplicasUnlessAVolumeIsExclusive() {
    var rolling =
        new RouterDeployment().desired(Plans.of("replicas: 1")).getFirst().getSpec().getStrategy();
    assertThat(rolling.getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
    var exclusive =
        new RouterDeployment().desired(Plans.of("persistence: {}")).getFirst().getSpec();
    assertThat(exclusive.getStrategy().getRollingUpdate().getMaxSurge().getIntVal()).isZero();
  }

  @Test
  void volumeIsOnlyForThoseWhoAsk() {
    var claims = new RouterVolumeClaim();
    assertThat(claims.desired(Plans.of("replicas: 1"))).isEmpty();
    assertThat(claims.desired(Plans.of("persistence: {enabled: false, size: 1Gi}"))).isEmpty();
    assertThat(claims.desired(Plans.of("persistence: {existingClaim: mine}"))).isEmpty();
    assertThat(RouterVolumeClaim.mounted(Plans.of("persistence: {existingClaim: mine}")))
        .contains("mine");
    var claim = claims.desired(Plans.of("persistence: {size: 5Gi}")).getFirst();
    assertThat(claim.getMetadata().getName()).isEqualTo("r-models");
    assertThat(claim.getSpec().getStorageClassName()).isNull();
    assertThat(claim.getSpec().getResources().getRequests())
        .containsEntry("storage", new Quantity("5Gi"));
  }

  @Test
  void absentServiceBlockGivesTheUsualPorts() {
    assertThat(Ports.of(null).offered())
        .extracting(Ports.Port::port)
        .containsExactly(50051, 8080, 9190);
    var hidden = Plans.of("service: {metrics: {enabled: false}}");
    assertThat(new RouterService().desired(hidden).getFirst().getSpec().getPorts()).hasSize(2);
  }

  @Test
  void clashOfPortsIsTold() {
    assertThat(Plans.of("service: {grpc: {targetPort: 9190}}").ports().problems())
        .singleElement()
        .asString()
        .contains("spec.service.grpc.targetPort", "spec.service.metrics.targetPort", "9190");
  }

  @Test
  void autoscalerNeedsLeastBelowMost() {
    var plan = Plans.of("autoscaling: {enabled: true, minReplicas: 5, maxReplicas: 2}");
    assertThat(RouterAutoscaler.problems(plan.spec().autoscaling()))
        .containsExactly("spec.autoscaling.minReplicas: 5 (expected: at most maxReplicas, 2)");
  }

  @Test
  void imageIsTheOperatorsBeforeTheResources() {
    var upstream =
        new ImageSpec("vllm-project/semantic-router/extproc", "v1", null, "reg.example/");
    assertThat(RouterImage.of(upstream, Optional.of("mine:1")))
        .isEqualTo(new RouterImage("mine:1", false));
    assertThat(RouterImage.of(upstream, Optional.empty()))
        .isEqualTo(new RouterImage("reg.example/vllm-project/semantic-router/extproc:v1", true));
    assertThat(RouterImage.of(null, Optional.empty()).name()).isEqualTo("signalbox:latest");
  }

  @Test
  void routeLeadsToTheManagementPort() {
    var spec = "openshift: {routes: {enabled: true, hostname: h, tls: {termination: edge}}}";
    var route = new OpenshiftRoute().desired(Plans.of(spec, true)).getFirst();
    assertThat(route.<String>get("spec", "host")).isEqualTo("h");
    assertThat(route.<Map<String, Object>>get("spec", "port")).containsEntry("targetPort", "api");
    assertThat(new OpenshiftRoute().desired(Plans.of(spec, false))).isEmpty();
  }

  @Test
  void userVariablesWinOverTheDocuments() {
    var plan = Plans.of("env: [{name: A, value: b}]");
    assertThat(container(plan).getEnv())
        .extracting("name", "value")
        .containsExactly(org.assertj.core.groups.Tuple.tuple("A", "b"));
  }
}
