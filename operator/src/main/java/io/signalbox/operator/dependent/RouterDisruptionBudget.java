package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;

/** Keeps a drain of nodes from taking all replicas at once. One replica alone must not block it. */
public final class RouterDisruptionBudget implements Dependent {
  @Override
  public List<Kind> kinds() {
    return List.of(Kind.of(PodDisruptionBudget.class));
  }

  @Override
  public List<PodDisruptionBudget> desired(Plan plan) {
    if (plan.leastReplicas() < 2) {
      return List.of();
    }
    return List.of(
        new PodDisruptionBudgetBuilder()
            .withMetadata(plan.metadata(plan.name()))
            .withNewSpec()
            .withMaxUnavailable(new IntOrString(1))
            .withNewSelector()
            .withMatchLabels(plan.selector())
            .endSelector()
            .endSpec()
            .build());
  }
}
