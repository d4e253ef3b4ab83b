package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any features together give objects that Kubernetes takes. */
final class ChartRandomTest {
  private static final int ROUNDS = 40;
  private static final List<List<String>> CHOICES =
      List.of(
          List.of("replicaCount: 0", "replicaCount: 4"),
          List.of(
              "autoscaling: {enabled: true, minReplicas: 1, maxReplicas: 3}",
              "autoscaling: {enabled: true, targetCPUUtilizationPercentage: null,"
                  + " targetInflightCalls: 3}"),
          List.of(
              "service: {type: NodePort}",
              "service: {metrics: {enabled: false}}",
              "service: {grpc: {port: 1, targetPort: 2}}"),
          List.of(
              "args: []",
              "args: [--metrics-port=0]",
              "args: [--secure, --api-bind, 0.0.0.0]",
              "args: null"),
          List.of("openshift: true", "openshift: false"),
          List.of("persistence: {enabled: true}", "persistence: {enabled: true, existingClaim: c}"),
          List.of(
              "networkPolicy: {enabled: true}",
              "networkPolicy: {enabled: true, management: {anywhere: true}, egress: [{}]}"),
          List.of(
              "ingress: {enabled: true}",
              "ingress: {enabled: true, hosts: [{paths: [{path: /, servicePort: 50051}]}]}"),
          List.of(
              "podDisruptionBudget: {enabled: true, minAvailable: 1}",
              "podDisruptionBudget: {enabled: false}"),
          List.of("topologySpreadConstraints: []"),
          List.of(
              "serviceAccount: {create: false}",
              "serviceAccount: {create: true, name: a, annotations: {a: b}}"),
          List.of("rbac: {create: false}"),
          List.of(
              "config: {global: {router: {config_source: kubernetes}}}",
              "config: {global: {services: {management_api: {bind_address: '::'}}}}"),
          List.of(
              "knowledgeBases: {enabled: true, existingConfigMap: k, mountPath: /kb}",
              "knowledgeBases: {enabled: true, existingConfigMap: k, items: [{key: a, path:"
                  + " b/c}]}"),
          List.of("readinessProbe: {enabled: false}", "startupProbe: {enabled: false}"),
          List.of("env: [{name: A, value: b}]", "env: []", "extraEnv: [{name: B, value: c}]"),
          List.of("observability: {alerts: {enabled: true, selector: 'job=\"router\"'}}"),
          List.of("toolsDb: [{category: a, tags: ['\"', '{{ .Values }}']}]"),
          List.of(
              "nodeSelector: {a: b}",
              "tolerations: [{operator: Exists}]",
              "podLabels: {app: mine, b: c}"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyCombinationIsTaken(long seed) {
    var schemas = KubernetesSchemas.of("1.34");
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      var values = some(random);
      var rendered = Release.PLAIN.with(values).render();
      assertThat(rendered.objects())
          .as("seed %d, round %d:%n%s", seed, round, values)
          .isNotEmpty()
          .flatExtracting(schemas::problems)
          .isEmpty();
      var labels = rendered.podTemplate().at("/metadata/labels");
      rendered
          .only("Deployment")
          .at("/spec/selector/matchLabels")
          .forEachEntry((key, value) -> assertThat(labels.path(key)).isEqualTo(value));
    }
  }

  private static String some(Random random) {
    return CHOICES.stream()
        .filter(_ -> random.nextInt(5) < 2)
        .map(choice -> choice.get(random.nextInt(choice.size())))
        .collect(Collectors.joining("\n"));
  }
}
