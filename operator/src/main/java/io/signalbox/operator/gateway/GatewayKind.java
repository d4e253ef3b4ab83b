package io.signalbox.operator.gateway;

import org.jspecify.annotations.Nullable;

/** Which implementation serves a Gateway. */
public enum GatewayKind {
  AGENTGATEWAY,
  ENVOY_GATEWAY,
  UNKNOWN;

  private static final String ENVOY = "gateway.envoyproxy.io/gatewayclass-controller";

  /**
   * Tells the kind by what a GatewayClass is: its controller says it for certain, its name is only
   * what it is usually called.
   *
   * @param className the Gateway's {@code spec.gatewayClassName}
   * @param controller the GatewayClass's {@code spec.controllerName}, or null when it is not known
   */
  public static GatewayKind of(String className, @Nullable String controller) {
    if (controller != null && !controller.isBlank()) {
      return controller.equals(ENVOY)
          ? ENVOY_GATEWAY
          : controller.endsWith("agentgateway") ? AGENTGATEWAY : UNKNOWN;
    }
    return switch (className) {
      case "agentgateway", "enterprise-agentgateway" -> AGENTGATEWAY;
      case "eg", "envoy-gateway" -> ENVOY_GATEWAY;
      default -> UNKNOWN;
    };
  }
}
