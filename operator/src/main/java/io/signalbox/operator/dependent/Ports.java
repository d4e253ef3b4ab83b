package io.signalbox.operator.dependent;

import io.signalbox.kubernetes.resource.MetricsPortSpec;
import io.signalbox.kubernetes.resource.PortSpec;
import io.signalbox.kubernetes.resource.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The three ports of a router: what the Service offers, and where the container listens.
 *
 * @param grpc where gateways call
 * @param api the management API
 * @param metrics metrics and probes; the container always listens there
 * @param metricsOffered whether the Service offers it
 */
public record Ports(Port grpc, Port api, Port metrics, boolean metricsOffered) {
  /**
   * One port.
   *
   * @param name its name in Service and container
   * @param port the number in the Service
   * @param target the number in the container
   * @param protocol always {@code TCP} unless the resource says otherwise
   */
  public record Port(String name, int port, int target, String protocol) {
    private static Port of(String name, int usual, @Nullable PortSpec spec) {
      return spec == null
          ? of(name, usual, null, null, null)
          : of(name, usual, spec.port(), spec.targetPort(), spec.protocol());
    }

    private static Port of(
        String name,
        int usual,
        @Nullable Integer port,
        @Nullable Integer target,
        @Nullable String protocol) {
      return new Port(
          name,
          port == null || port == 0 ? usual : port,
          target == null || target == 0 ? usual : target,
          protocol == null || protocol.isEmpty() ? "TCP" : protocol);
    }
  }

  /** The ports of {@code spec.service}; 50051, 8080 and 9190 where it names none. */
  public static Ports of(@Nullable ServiceSpec service) {
    var metrics = service == null ? null : service.metrics();
    return new Ports(
        Port.of("grpc", 50051, service == null ? null : service.grpc()),
        Port.of("api", 8080, service == null ? null : service.api()),
        metrics(metrics),
        metrics == null || !Boolean.FALSE.equals(metrics.enabled()));
  }

  private static Port metrics(@Nullable MetricsPortSpec spec) {
    return spec == null
        ? Port.of("metrics", 9190, null)
        : Port.of("metrics", 9190, spec.port(), spec.targetPort(), spec.protocol());
  }

  /** The ports that the Service offers. */
  public List<Port> offered() {
    return metricsOffered ? all() : List.of(grpc, api);
  }

  /** The ports that the container listens on. */
  public List<Port> all() {
    return List.of(grpc, api, metrics);
  }

  /** Why these ports cannot be: two that are equal, one that is no port or not TCP. */
  public List<String> problems() {
    var problems = new ArrayList<String>();
    clashes(offered(), "port", Port::port, problems);
    clashes(all(), "targetPort", Port::target, problems);
    all().stream()
        .filter(port -> !port.protocol().equals("TCP"))
        .map(port ->
            "spec.service.%s.protocol: %s (expected: TCP)".formatted(port.name(), port.protocol()))
        .forEach(problems::add);
    return problems;
  }

  private static void clashes(
      List<Port> ports, String field, ToIntFunction<Port> number, List<String> problems) {
    for (int i = 0; i < ports.size(); i++) {
      var one = ports.get(i);
      int value = number.applyAsInt(one);
      if (value < 1 || value > 65535) {
        problems.add(
            "spec.service.%s.%s: %d (expected: 1 to 65535)".formatted(one.name(), field, value));
      }
      for (var other : ports.subList(i + 1, ports.size())) {
        if (number.applyAsInt(other) == value) {
          problems.add(
              "spec.service.%s.%s and spec.service.%s.%s are both %d; give one of them another number"
                  .formatted(one.name(), field, other.name(), field, value));
        }
      }
    }
  }
}
