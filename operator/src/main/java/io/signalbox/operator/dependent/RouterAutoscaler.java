package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import io.signalbox.kubernetes.resource.AutoscalingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How many replicas there are, when the load decides. */
public final class RouterAutoscaler implements Dependent {
  private static final int MOST = 10;
  private static final int USUAL_CPU_PERCENT = 80;

  @Override
  public List<Kind> kinds() {
    return List.of(Kind.of(HorizontalPodAutoscaler.class));
  }

  @Override
  public List<HorizontalPodAutoscaler> desired(Plan plan) {
    if (!plan.autoscaled()) {
      return List.of();
    }
    var spec = Objects.requireNonNull(plan.spec().autoscaling());
    return List.of(
        new HorizontalPodAutoscalerBuilder()
            .withMetadata(plan.metadata(plan.name()))
            .withNewSpec()
            .withNewScaleTargetRef("apps/v1", "Deployment", plan.name())
            .withMinReplicas(plan.leastReplicas())
            .withMaxReplicas(most(spec))
            .withMetrics(metrics(spec))
            .endSpec()
            .build());
  }

  /** Why the numbers cannot be. */
  public static List<String> problems(@Nullable AutoscalingSpec spec) {
    if (spec == null || !Boolean.TRUE.equals(spec.enabled())) {
      return List.of();
    }
    int least = spec.minReplicas() == null ? 1 : spec.minReplicas();
    if (least <= most(spec)) {
      return List.of();
    }
    return List.of(
        "spec.autoscaling.minReplicas: %d (expected: at most maxReplicas, %d)"
            .formatted(least, most(spec)));
  }

  static int most(AutoscalingSpec spec) {
    return spec.maxReplicas() == null ? MOST : spec.maxReplicas();
  }

  private static List<MetricSpec> metrics(AutoscalingSpec spec) {
    var metrics = new ArrayList<MetricSpec>();
    var cpu = spec.targetCPUUtilizationPercentage();
    var memory = spec.targetMemoryUtilizationPercentage();
    if (cpu != null || memory == null) {
      metrics.add(utilization("cpu", cpu == null ? USUAL_CPU_PERCENT : cpu));
    }
    if (memory != null) {
      metrics.add(utilization("memory", memory));
    }
    return metrics;
  }

  private static MetricSpec utilization(String resource, int percent) {
    return new MetricSpecBuilder()
        .withType("Resource")
        .withNewResource()
        .withName(resource)
        .withNewTarget()
        .withType("Utilization")
        .withAverageUtilization(percent)
        .endTarget()
        .endResource()
        .build();
  }
}
