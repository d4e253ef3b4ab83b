package io.signalbox.gateways.doctor;

import java.util.Map;
import java.util.Optional;

/** Finds what runs behind a Service. */
final class Workloads {
  private Workloads() {}

  /** The Deployment whose pods the Service selects. */
  static Optional<Thing> behind(ClusterReader reader, Thing service) {
    var selector = service.part("spec", "selector").fields();
    return selector.isEmpty()
        ? Optional.empty()
        : reader.list(Kind.DEPLOYMENT, service.namespace()).stream()
            .filter(deployment ->
                contains(
                    deployment.part("spec", "template", "metadata", "labels").fields(), selector))
            .findFirst();
  }

  private static boolean contains(Map<String, ?> labels, Map<String, ?> selector) {
    return selector.entrySet().stream()
        .allMatch(entry -> entry.getValue().equals(labels.get(entry.getKey())));
  }
}
