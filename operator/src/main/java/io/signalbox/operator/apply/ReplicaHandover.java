package io.signalbox.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.signalbox.operator.dependent.Plan;
import java.util.Map;

/**
 * Leaves a Deployment as many replicas as it has when an autoscaler takes over. A field that its
 * only owner no longer applies is removed, and the API server would put 1 in its place; so another
 * name of ours owns it first.
 */
final class ReplicaHandover {
  private static final String HEIR = Plan.FIELD_MANAGER + "-replicas";

  private final KubernetesClient client;

  ReplicaHandover(KubernetesClient client) {
    this.client = client;
  }

  /** Takes the number over where the write to come would drop it. */
  void beforeWriting(HasMetadata wanted) {
    if (!(wanted instanceof Deployment deployment) || deployment.getSpec().getReplicas() != null) {
      return;
    }
    var present = client.resource(deployment).get();
    if (present == null || !appliedByUs(present)) {
      return;
    }
    var metadata = present.getMetadata();
    client
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .endMetadata()
                .withNewSpec()
                .withReplicas(present.getSpec().getReplicas())
                .endSpec()
                .build())
        .fieldManager(HEIR)
        .forceConflicts()
        .serverSideApply();
  }

  private static boolean appliedByUs(Deployment deployment) {
    return deployment.getMetadata().getManagedFields().stream()
        .filter(entry -> Plan.FIELD_MANAGER.equals(entry.getManager()))
        .filter(entry -> entry.getFieldsV1() != null)
        .map(entry -> entry.getFieldsV1().getAdditionalProperties().get("f:spec"))
        .anyMatch(spec -> spec instanceof Map<?, ?> fields && fields.containsKey("f:replicas"));
  }
}
