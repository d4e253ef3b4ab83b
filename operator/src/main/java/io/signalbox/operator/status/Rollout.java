package io.signalbox.operator.status;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a Deployment is.
 *
 * @param wanted replicas that are to be
 * @param ready replicas that serve
 * @param current whether every replica is of the newest kind and the controller has seen that kind
 * @param stuck what the Deployment's controller gave up over, or empty
 * @param refused why the API server takes no pods, or empty
 */
record Rollout(
    int wanted, int ready, boolean current, Optional<String> stuck, Optional<String> refused) {
  static Rollout of(Deployment deployment) {
    var status = deployment.getStatus();
    int wanted = orElse(deployment.getSpec().getReplicas(), 1);
    if (status == null) {
      return new Rollout(wanted, 0, wanted == 0, Optional.empty(), Optional.empty());
    }
    var generation = deployment.getMetadata().getGeneration();
    var observed = status.getObservedGeneration();
    var seen = generation == null || (observed != null && observed >= generation);
    var current =
        seen
            && orElse(status.getUpdatedReplicas(), 0) >= wanted
            && orElse(status.getReplicas(), 0) <= wanted;
    return new Rollout(
        wanted,
        orElse(status.getReadyReplicas(), 0),
        current,
        told(deployment, "Progressing", "ProgressDeadlineExceeded"),
        told(deployment, "ReplicaFailure", "FailedCreate"));
  }

  private static Optional<String> told(Deployment deployment, String type, String reason) {
    return deployment.getStatus().getConditions().stream()
        .filter(
            condition -> type.equals(condition.getType()) && reason.equals(condition.getReason()))
        .map(DeploymentCondition::getMessage)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static int orElse(@Nullable Integer value, int usual) {
    return value == null ? usual : value;
  }

  /** {@code Pending}, {@code Progressing} or {@code Running}, as the resource's phase says it. */
  String phase() {
    if (ready >= wanted) {
      return "Running";
    }
    return ready == 0 ? "Pending" : "Progressing";
  }
}
