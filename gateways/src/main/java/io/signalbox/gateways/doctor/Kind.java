package io.signalbox.gateways.doctor;

/**
 * A kind of objects in a cluster.
 *
 * @param group empty for the core group
 */
record Kind(String group, String version, String name, String plural) {
  static final Kind SERVICE = new Kind("", "v1", "Service", "services");
  static final Kind CONFIG_MAP = new Kind("", "v1", "ConfigMap", "configmaps");
  static final Kind DEPLOYMENT = new Kind("apps", "v1", "Deployment", "deployments");
  static final Kind GATEWAY = gatewayApi("Gateway", "gateways");
  static final Kind HTTP_ROUTE = gatewayApi("HTTPRoute", "httproutes");
  static final Kind AGENTGATEWAY_BACKEND =
      new Kind("agentgateway.dev", "v1alpha1", "AgentgatewayBackend", "agentgatewaybackends");
  static final Kind AGENTGATEWAY_POLICY =
      new Kind("agentgateway.dev", "v1alpha1", "AgentgatewayPolicy", "agentgatewaypolicies");
  static final Kind ENVOY_EXTENSION_POLICY =
      new Kind(
          "gateway.envoyproxy.io", "v1alpha1", "EnvoyExtensionPolicy", "envoyextensionpolicies");

  private static Kind gatewayApi(String name, String plural) {
    return new Kind("gateway.networking.k8s.io", "v1", name, plural);
  }

  /** As {@code kubectl} takes it. */
  String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
