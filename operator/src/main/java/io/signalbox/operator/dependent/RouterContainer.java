package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The container that routes. */
final class RouterContainer {
  /** Where the ConfigMap is mounted, as a directory: files of a sub path would never change. */
  private static final String CONFIG_DIRECTORY = "/app/config";

  private RouterContainer() {}

  static Container of(Plan plan) {
    var spec = plan.spec();
    var image = spec.image();
    return new ContainerBuilder()
        .withName("semantic-router")
        .withImage(plan.image())
        .withImagePullPolicy(image == null ? null : image.pullPolicy())
        .withArgs(arguments(plan))
        .withEnv(environment(plan))
        .withPorts(plan.ports().all().stream().map(RouterContainer::port).toList())
        .withResources(spec.resources())
        .withSecurityContext(PodSecurity.ofContainer(spec.securityContext()))
        .withStartupProbe(Probes.startup(spec.startupProbe()))
        .withLivenessProbe(Probes.liveness(spec.livenessProbe()))
        .withReadinessProbe(Probes.readiness(spec.readinessProbe()))
        .withVolumeMounts(mounts(plan))
        .build();
  }

  /** Ours first, so that the user's have the last word. */
  private static List<String> arguments(Plan plan) {
    var arguments = new ArrayList<String>();
    arguments.add("--config=" + CONFIG_DIRECTORY + "/" + RouterConfigMap.DOCUMENT);
    arguments.add("--secure=false");
    arguments.add("--namespace=" + plan.namespace());
    var usual = Ports.of(null);
    addUnlessUsual(arguments, "--port=", plan.ports().grpc(), usual.grpc());
    addUnlessUsual(arguments, "--api-port=", plan.ports().api(), usual.api());
    addUnlessUsual(arguments, "--metrics-port=", plan.ports().metrics(), usual.metrics());
    var given = plan.spec().args();
    if (given != null) {
      arguments.addAll(given);
    }
    return arguments;
  }

  private static void addUnlessUsual(
      List<String> arguments, String flag, Ports.Port port, Ports.Port usual) {
    if (port.target() != usual.target()) {
      arguments.add(flag + port.target());
    }
  }

  /** The document's variables, then the user's, which win where both name one. */
  private static List<EnvVar> environment(Plan plan) {
    var byName = new LinkedHashMap<String, EnvVar>();
    plan.document().secretVariables().forEach(variable -> byName.put(variable.getName(), variable));
    var given = plan.spec().env();
    if (given != null) {
      given.forEach(variable -> byName.put(variable.getName(), variable));
    }
    return List.copyOf(byName.values());
  }

  private static ContainerPort port(Ports.Port port) {
    return new ContainerPortBuilder()
        .withName(port.name())
        .withContainerPort(port.target())
        .withProtocol(port.protocol())
        .build();
  }

  private static List<VolumeMount> mounts(Plan plan) {
    var mounts = new ArrayList<VolumeMount>();
    mounts.add(mount("config", CONFIG_DIRECTORY, true));
    mounts.add(mount("tmp", "/tmp", false));
    if (RouterVolumeClaim.mounted(plan).isPresent()) {
      mounts.add(mount("models", "/app/models", false));
    }
    return mounts;
  }

  private static VolumeMount mount(String name, String path, boolean readOnly) {
    var mount = new VolumeMountBuilder().withName(name).withMountPath(path);
    return (readOnly ? mount.withReadOnly(true) : mount).build();
  }
}
