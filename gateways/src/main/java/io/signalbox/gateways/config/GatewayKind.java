package io.signalbox.gateways.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The gateways whose configuration can be made. */
public enum GatewayKind {
  AGENTGATEWAY(3000, "agentgateway-system", "agentgateway-proxy"),
  ENVOY(10000, "default", "signalbox-gateway");

  /** Where clients are listened to outside of Kubernetes. */
  final int port;

  final String namespace;
  final String gateway;

  GatewayKind(int port, String namespace, String gateway) {
    this.port = port;
    this.namespace = namespace;
    this.gateway = gateway;
  }

  /** As the command line writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The documents that stand alone. */
  List<Map<String, Object>> standalone(ProxyPlan plan, int clientPort, int adminPort) {
    return List.of(
        this == ENVOY
            ? new EnvoyBootstrap(plan).document(clientPort, adminPort)
            : new AgentgatewayFile(plan).document(clientPort, adminPort));
  }

  /** The objects for Kubernetes. */
  List<Map<String, Object>> manifests(
      ProxyPlan plan, String inNamespace, String ofGateway, int clientPort) {
    return this == ENVOY
        ? new EnvoyGatewayManifests(
                plan,
                new GatewayApi(inNamespace, ofGateway, EnvoyGatewayManifests.CLASS, clientPort))
            .documents()
        : new AgentgatewayManifests(
                plan,
                new GatewayApi(inNamespace, ofGateway, AgentgatewayManifests.CLASS, clientPort))
            .documents();
  }
}
