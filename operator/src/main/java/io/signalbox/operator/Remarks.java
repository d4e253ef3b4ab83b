package io.signalbox.operator;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.signalbox.kubernetes.resource.IngressHost;
import io.signalbox.operator.dependent.OpenshiftRoute;
import io.signalbox.operator.dependent.Plan;
import io.signalbox.operator.dependent.Ports;
import io.signalbox.operator.dependent.RouterImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is taken as it is said and is better said otherwise. */
final class Remarks {
  /** One node's pods only may share a volume of these modes. */
  private static final Set<String> OF_ONE_NODE = Set.of("ReadWriteOnce", "ReadWriteOncePod");

  private final Plan plan;
  private final List<String> remarks = new ArrayList<>();

  private Remarks(Plan plan) {
    this.plan = plan;
  }

  /**
   * All remarks on a plan, each a sentence.
   *
   * @param gateway those on the gateway
   * @param doubts those on what the cluster does not have
   */
  static List<String> of(Plan plan, RouterImage image, List<String> gateway, List<String> doubts) {
    var remarks = new Remarks(plan);
    remarks.remarks.addAll(plan.document().warnings());
    remarks.remarks.addAll(gateway);
    remarks.remarks.addAll(doubts);
    remarks.name();
    remarks.image(image);
    remarks.autoscaling();
    remarks.persistence();
    remarks.ingress();
    return List.copyOf(remarks.remarks);
  }

  /** What is said of an image of another router. */
  static String foreign(RouterImage image) {
    return image.name()
        + " is the image of another router, which answers no HTTP probes on the metrics port; start"
        + " the operator with --router-image, or change spec.image.";
  }

  private void name() {
    if (!plan.name().equals(plan.router().getMetadata().getName())) {
      remarks.add(
          "No Service can have the name of this resource; its objects are called %s."
              .formatted(plan.name()));
    }
  }

  private void image(RouterImage image) {
    if (image.foreign()) {
      remarks.add(foreign(image));
    }
  }

  /** Without a request there is nothing to measure use by; a limit stands in for one. */
  private void autoscaling() {
    var autoscaling = plan.spec().autoscaling();
    if (!plan.autoscaled() || autoscaling == null) {
      return;
    }
    var memory = autoscaling.targetMemoryUtilizationPercentage() != null;
    var cpu = autoscaling.targetCPUUtilizationPercentage() != null || !memory;
    Stream.of(cpu ? "cpu" : "", memory ? "memory" : "")
        .filter(resource -> !resource.isEmpty() && !asked(plan.spec().resources(), resource))
        .forEach(resource ->
            remarks.add(
                "spec.autoscaling: the use of %1$s is not known without a request; set spec.resources.requests.%1$s."
                    .formatted(resource)));
  }

  private static boolean asked(@Nullable ResourceRequirements resources, String resource) {
    return resources != null
        && Stream.<@Nullable Map<String, Quantity>>of(
                resources.getRequests(), resources.getLimits())
            .filter(Objects::nonNull)
            .anyMatch(amounts -> amounts.containsKey(resource));
  }

  private void persistence() {
    var persistence = plan.spec().persistence();
    if (persistence == null || Boolean.FALSE.equals(persistence.enabled())) {
      return;
    }
    var mode = Objects.requireNonNullElse(persistence.accessMode(), "ReadWriteOnce");
    if (OF_ONE_NODE.contains(mode) && plan.mostReplicas() > 1) {
      remarks.add(
          "spec.persistence.accessMode: pods on other nodes than the first wait for a volume of mode %s; set ReadWriteMany, or one replica."
              .formatted(mode));
    }
  }

  private void ingress() {
    var given = plan.spec().ingress();
    var ingress = given != null && Boolean.TRUE.equals(given.enabled()) ? given : null;
    if ((ingress != null || OpenshiftRoute.asked(plan) != null) && !managementOpen()) {
      remarks.add(
          "The way in from outside leads to the management API, which listens inside the pod only;"
              + " to open it, add --api-bind=0.0.0.0 and --management-remote-exposure to spec.args"
              + " and give it bearer tokens.");
    }
    var hosts = ingress == null ? null : ingress.hosts();
    if (hosts != null) {
      hosts.forEach(this::ports);
    }
  }

  private void ports(IngressHost host) {
    var paths = host.paths();
    if (paths == null) {
      return;
    }
    var offered = plan.ports().offered().stream().map(Ports.Port::port).toList();
    paths.stream()
        .map(path -> path.servicePort())
        .filter(Objects::nonNull)
        .filter(port -> !offered.contains(port))
        .forEach(port ->
            remarks.add(
                "spec.ingress: servicePort %d is no port of the Service (expected: %s)."
                    .formatted(
                        port,
                        offered.stream().map(String::valueOf).collect(Collectors.joining(", ")))));
  }

  private boolean managementOpen() {
    var arguments = plan.spec().args();
    return arguments != null
        && arguments.stream().anyMatch(argument -> argument.contains("-api-bind"));
  }
}
