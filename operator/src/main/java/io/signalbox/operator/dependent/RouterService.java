package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.List;

/** Where gateways, people and Prometheus reach the router. */
public final class RouterService implements Dependent {
  @Override
  public List<Kind> kinds() {
    return List.of(Kind.of(Service.class));
  }

  @Override
  public List<Service> desired(Plan plan) {
    var service = plan.spec().service();
    var type = service == null ? null : service.type();
    return List.of(
        new ServiceBuilder()
            .withMetadata(plan.metadata(plan.name()))
            .withNewSpec()
            .withType(type == null ? "ClusterIP" : type)
            .withSelector(plan.selector())
            .withPorts(plan.ports().offered().stream().map(RouterService::port).toList())
            .endSpec()
            .build());
  }

  @Override
  public boolean pruned() {
    return false;
  }

  private static ServicePort port(Ports.Port port) {
    var built =
        new ServicePortBuilder()
            .withName(port.name())
            .withPort(port.port())
            .withNewTargetPort(port.name())
            .withProtocol(port.protocol());
    // Gateways that look at it speak HTTP/2 there without being told.
    return (port.name().equals("grpc") ? built.withAppProtocol("kubernetes.io/h2c") : built)
        .build();
  }
}
