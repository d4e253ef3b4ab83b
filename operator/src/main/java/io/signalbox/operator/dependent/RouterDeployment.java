package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The router's pods. They restart for what needs a restart, told by an annotation; everything else
 * reaches them through the mounted directory.
 */
public final class RouterDeployment implements Dependent {
  /** The annotation of pods that changes when they have to start anew. */
  public static final String RESTART_HASH = "signalbox.io/restart-hash";

  private static final long GRACE_SECONDS = 60;

  @Override
  public List<Kind> kinds() {
    return List.of(Kind.of(Deployment.class));
  }

  @Override
  public boolean pruned() {
    return false;
  }

  @Override
  public boolean carriesConfiguration() {
    return true;
  }

  @Override
  public List<Deployment> desired(Plan plan) {
    return List.of(
        new DeploymentBuilder()
            .withMetadata(plan.metadata(plan.name()))
            .withNewSpec()
            .withReplicas(replicas(plan))
            .withRevisionHistoryLimit(3)
            .withStrategy(strategy(plan))
            .withNewSelector()
            .withMatchLabels(plan.selector())
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .withLabels(plan.labels())
            .withAnnotations(annotations(plan))
            .endMetadata()
            .withSpec(pod(plan))
            .endTemplate()
            .endSpec()
            .build());
  }

  /** None where the autoscaler says it: two writers of one field would never agree. */
  private static @Nullable Integer replicas(Plan plan) {
    return plan.autoscaled() ? null : plan.leastReplicas();
  }

  /**
   * No replica leaves before its successor serves, unless both want a volume that only one gets.
   */
  private static DeploymentStrategy strategy(Plan plan) {
    var persistence = plan.spec().persistence();
    var exclusive =
        RouterVolumeClaim.mounted(plan).isPresent()
            && persistence != null
            && !"ReadWriteMany".equals(persistence.accessMode())
            && !"ReadOnlyMany".equals(persistence.accessMode());
    return new DeploymentStrategyBuilder()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxUnavailable(new IntOrString(exclusive ? 1 : 0))
        .withMaxSurge(new IntOrString(exclusive ? 0 : 1))
        .endRollingUpdate()
        .build();
  }

  private static Map<String, String> annotations(Plan plan) {
    var annotations = new TreeMap<String, String>();
    var given = plan.spec().podAnnotations();
    if (given != null) {
      annotations.putAll(given);
    }
    annotations.put(RESTART_HASH, plan.document().restartHash());
    return annotations;
  }

  private static PodSpec pod(Plan plan) {
    var spec = plan.spec();
    return new PodSpecBuilder()
        .withServiceAccountName(plan.accountName())
        .withImagePullSecrets(pullSecrets(plan))
        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
        .withEnableServiceLinks(false)
        .withSecurityContext(PodSecurity.ofPod(spec.podSecurityContext(), plan.openshift()))
        .withContainers(RouterContainer.of(plan))
        .withVolumes(volumes(plan))
        .withNodeSelector(spec.nodeSelector())
        .withTolerations(spec.tolerations())
        .withAffinity(spec.affinity())
        .withTopologySpreadConstraints(spread(plan))
        .build();
  }

  /** Each once: a list whose entries have keys takes no two of one. */
  private static List<LocalObjectReference> pullSecrets(Plan plan) {
    var given = plan.spec().imagePullSecrets();
    return given == null ? List.of() : given.stream().distinct().toList();
  }

  private static List<Volume> volumes(Plan plan) {
    var volumes = new ArrayList<Volume>();
    volumes.add(
        new VolumeBuilder()
            .withName("config")
            .withNewConfigMap()
            .withName(plan.configName())
            .endConfigMap()
            .build());
    volumes.add(new VolumeBuilder().withName("tmp").withNewEmptyDir().endEmptyDir().build());
    RouterVolumeClaim.mounted(plan)
        .ifPresent(claim ->
            volumes.add(
                new VolumeBuilder()
                    .withName("models")
                    .withNewPersistentVolumeClaim()
                    .withClaimName(claim)
                    .endPersistentVolumeClaim()
                    .build()));
    return volumes;
  }

  private static TopologySpreadConstraint spread(Plan plan) {
    return new TopologySpreadConstraintBuilder()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(plan.selector())
        .endLabelSelector()
        .build();
  }
}
