package io.signalbox.operator.backend;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The ports of a Service, and which of them speaks HTTP. */
final class ServicePorts {
  private static final String DOMAIN = ".svc.cluster.local";
  private static final String NO_ADDRESS = "None";
  private static final Set<Integer> TLS_PORTS = Set.of(443, 8443);

  private final Service service;
  private final List<ServicePort> ports;

  private ServicePorts(Service service) {
    this.service = service;
    var listed = service.getSpec() == null ? null : service.getSpec().getPorts();
    this.ports =
        (listed == null ? List.<ServicePort>of() : listed)
            .stream()
                .filter(port -> port.getPort() != null)
                .filter(port -> port.getProtocol() == null || port.getProtocol().equals("TCP"))
                .toList();
  }

  static ServicePorts of(Service service) {
    return new ServicePorts(service);
  }

  /** Whether names of the Service lead straight to its pods. */
  static boolean headless(Service service) {
    return service.getSpec() != null && NO_ADDRESS.equals(service.getSpec().getClusterIP());
  }

  /** The port of a number. */
  Place numbered(int number) throws UnresolvedException {
    if (service.getSpec() != null && "ExternalName".equals(service.getSpec().getType())) {
      // It stands for a host elsewhere, and need not list ports.
      return new Place(host(), number, saysTls(number));
    }
    for (var port : ports) {
      if (port.getPort() == number) {
        return place(port, saysTls(port));
      }
    }
    throw new UnresolvedException(
        "PortNotFound",
        "Service %s has no TCP port %d; it has %s".formatted(name(), number, shown()));
  }

  /** The port that a predictor of KServe answers on. */
  Place predictor() throws UnresolvedException {
    var port = best();
    return place(port, saysTls(port) || TLS_PORTS.contains(port.getPort()));
  }

  /** The port that speaks HTTP: by its name, else by its protocol, else the first. */
  Place http() throws UnresolvedException {
    var port = best();
    return place(port, saysTls(port));
  }

  private ServicePort best() throws UnresolvedException {
    return ports.stream()
        .min(Comparator.comparingInt(ServicePorts::rank))
        .orElseThrow(() ->
            new UnresolvedException(
                "PortNotFound", "Service %s has no TCP port; add one".formatted(name())));
  }

  private static int rank(ServicePort port) {
    var name = name(port);
    if (name.equals("http")) {
      return 0;
    }
    if (name.equals("https")) {
      return 1;
    }
    return name.startsWith("http") ? 2 : protocol(port).contains("http") ? 3 : 4;
  }

  private boolean saysTls(int number) {
    return ports.stream().anyMatch(port -> port.getPort() == number && saysTls(port));
  }

  private static boolean saysTls(ServicePort port) {
    return name(port).equals("https")
        || name(port).startsWith("https-")
        || protocol(port).endsWith("https");
  }

  private static String name(ServicePort port) {
    return Objects.requireNonNullElse(port.getName(), "").toLowerCase(Locale.ROOT);
  }

  private static String protocol(ServicePort port) {
    return Objects.requireNonNullElse(port.getAppProtocol(), "").toLowerCase(Locale.ROOT);
  }

  /** Without an address of its own, a Service does not map its port to that of its pods. */
  private Place place(ServicePort port, boolean tls) {
    var target = port.getTargetPort();
    var number = target == null ? null : target.getIntVal();
    return headless(service) && number != null && number > 0
        ? new Place(host(), number, tls)
        : new Place(host(), port.getPort(), tls);
  }

  private String host() {
    return name() + "." + service.getMetadata().getNamespace() + DOMAIN;
  }

  private String name() {
    return service.getMetadata().getName();
  }

  private String shown() {
    return ports.isEmpty()
        ? "none"
        : ports.stream().map(port -> port.getPort().toString()).collect(Collectors.joining(", "));
  }
}
