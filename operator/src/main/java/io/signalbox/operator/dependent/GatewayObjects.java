package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What connects a gateway that exists to the router: a route, and the policy of that gateway. */
public final class GatewayObjects implements Dependent {
  /** The route, of all gateways that speak Gateway API. */
  public static final Kind ROUTE =
      Kind.generic("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes");

  /** agentgateway's policy. */
  public static final Kind AGENTGATEWAY_POLICY =
      Kind.generic("agentgateway.dev", "v1alpha1", "AgentgatewayPolicy", "agentgatewaypolicies");

  /** agentgateway's way to a server. */
  public static final Kind AGENTGATEWAY_BACKEND =
      Kind.generic("agentgateway.dev", "v1alpha1", "AgentgatewayBackend", "agentgatewaybackends");

  /** Envoy Gateway's policy. */
  public static final Kind ENVOY_POLICY =
      Kind.generic(
          "gateway.envoyproxy.io", "v1alpha1", "EnvoyExtensionPolicy", "envoyextensionpolicies");

  @Override
  public List<Kind> kinds() {
    return List.of(ROUTE, AGENTGATEWAY_BACKEND, AGENTGATEWAY_POLICY, ENVOY_POLICY);
  }

  @Override
  public List<GenericKubernetesResource> desired(Plan plan) {
    return plan.attachments().stream().map(object -> owned(plan, object)).toList();
  }

  private static GenericKubernetesResource owned(Plan plan, GenericKubernetesResource object) {
    var given = object.getMetadata();
    var metadata = plan.metadata(given.getName());
    if (given.getLabels() != null) {
      var labels = new TreeMap<>(given.getLabels());
      labels.putAll(plan.labels());
      metadata.setLabels(labels);
    }
    if (given.getAnnotations() != null) {
      metadata.setAnnotations(Map.copyOf(given.getAnnotations()));
    }
    var owned = new GenericKubernetesResource();
    owned.setApiVersion(object.getApiVersion());
    owned.setKind(object.getKind());
    owned.setMetadata(metadata);
    owned.setAdditionalProperties(object.getAdditionalProperties());
    return owned;
  }
}
