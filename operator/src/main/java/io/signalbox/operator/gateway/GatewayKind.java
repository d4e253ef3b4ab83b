package io.signalbox.operator.gateway;

import org.jspecify.annotations.Nullable;

/** Which implementation serves a Gateway. */
public enum GatewayKind {
  AGENTGATEWAY,
  ENVOY_GATEWAY,
  UNKNOWN;

  /**
   * Tells the kind by what a GatewayClass is.
   *
   * @param className the Gateway's {@code spec.gatewayClassName}
   * @param controller the GatewayClass's {@code spec.controllerName}, or null when it is not known
   */
  public static GatewayKind of(String className, @Nullable String controller) {
    return UNKNOWN;
  }
}
