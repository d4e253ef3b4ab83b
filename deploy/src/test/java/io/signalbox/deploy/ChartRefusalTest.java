package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that are wrong, or cannot work together, are told before anything is installed. */
final class ChartRefusalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{replicaCount: many} | replicaCount: Invalid type",
        "{replicaCount: -1} | replicaCount: Must be greater",
        "{service: {grpc: {port: 70000}}} | service.grpc.port: Must be less",
        "{service: {type: Public}} | service.type: service.type must be one of",
        "{image: {tag: 1.0}} | image.tag: Invalid type",
        "{image: {pullPolicy: Sometimes}} | image.pullPolicy",
        "{args: --secure} | args: Invalid type",
        "{env: [{value: a}]} | env.0: name is required",
        "{config: text} | config: Invalid type",
        "{configOverride: {}} | configOverride: Must have at least 1 properties",
        "{toolsDb: {}} | toolsDb: Invalid type",
        "{persistence: {enabled: 'yes'}} | persistence.enabled: Invalid type",
        "{persistence: {accessMode: RWO}} | persistence.accessMode",
        "{persistence: {size: big}} | persistence.size: Does not match pattern",
        "{persistence: null} | persistence is required",
        "{openshift: perhaps} | openshift",
        "{podAnnotations: {a: 1}} | podAnnotations.a: Invalid type",
        "{livenessProbe: {periodSeconds: 0}} | livenessProbe.periodSeconds",
        "{ingress: {hosts: [{host: a, paths: [{path: x}]}]}} | ingress.hosts.0.paths.0.path",
        "{observability: {alerts: {thresholds: {cacheHitRate: 2}}}} | cacheHitRate: Must be less",
        "{fullnameOverride: Router_1} | fullnameOverride: Does not match pattern",
        "{autoscaling: {enabled: true, minReplicas: 3, maxReplicas: 2}} | autoscaling.minReplicas:"
            + " 3 is greater",
        "{autoscaling: {enabled: true, targetCPUUtilizationPercentage: null}} | nothing to scale"
            + " by",
        "{service: {grpc: {port: 8080}}} | service.api.port: 8080 is that of service.grpc",
        "{service: {grpc: {targetPort: 9190}}} | service.metrics.targetPort: 9190 is that of",
        "{dependencies: {semanticCache: {milvus: {enabled: true}}}} | answers are kept in memory",
        "{dependencies: {semanticCache: {redis: {enabled: true}}}} | run Redis yourself",
        "{knowledgeBases: {enabled: true, existingConfigMap: k}} | needs knowledgeBases.items",
        "{serviceMonitor: {enabled: true}, service: {metrics: {enabled: false}}} | there are no"
            + " metrics",
      })
  void isTold(String values, String message) {
    assertThatThrownBy(Release.PLAIN.with(values)::text).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{enabled: true} | {replicaCount: 2} | true",
        "{enabled: true} | {autoscaling: {enabled: true}} | true",
        "{enabled: true, adaptation: {enabled: false}} | {replicaCount: 2} | true",
        "{enabled: true, adaptation: {enabled: false}, protection: {enabled: false}} |"
            + " {replicaCount: 2} | false",
        "{enabled: true} | {replicaCount: 1} | false",
        "{enabled: false} | {replicaCount: 2} | false",
        "{enabled: true} | {replicaCount: 2, safetyGuards: {rejectMultiReplicaLocalLearningState:"
            + " false}} | false",
      })
  void podsThatLearnByThemselvesAreRefused(String learning, String scale, boolean refused) {
    var release =
        Release.PLAIN
            .with("{config: {global: {router: {learning: %s}}}}".formatted(learning))
            .with(scale);
    if (refused) {
      assertThatThrownBy(release::text).hasMessageContaining("each learn by themselves");
    } else {
      assertThat(release.text()).contains("kind: Deployment");
    }
  }

  /** Whatever files of the other chart blank, and keys nobody knows, are let through. */
  @Test
  void nothingThatTheOtherChartTakesIsRefused() {
    var values =
        "{env: null, toolsDb: null, resources: null, dependencies: null, dashboard: null, router:"
            + " null, safetyGuards: null, affinity: null, hostNetwork: true, config: {global: null,"
            + " listeners: null}}";
    assertThat(Release.PLAIN.with(values).text()).contains("kind: Deployment");
  }
}
