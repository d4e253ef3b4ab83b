package io.signalbox.operator.gateway;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.signalbox.operator.backend.ResolvedBackend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How agentgateway is told to ask a router, and where models are. */
final class AgentgatewayForm implements GatewayForm {
  private static final String API = "agentgateway.dev/v1alpha1";

  private final RouterRef router;

  AgentgatewayForm(RouterRef router) {
    this.router = router;
  }

  @Override
  public List<ResolvedBackend> reachable(List<ResolvedBackend> backends) {
    return backends;
  }

  /**
   * Without a model of its own, a backend leaves the one that the router wrote into the request.
   */
  @Override
  public List<GenericKubernetesResource> servers(List<ResolvedBackend> backends) {
    return backends.stream().map(this::server).toList();
  }

  private GenericKubernetesResource server(ResolvedBackend backend) {
    var provider = new LinkedHashMap<String, Object>();
    provider.put("openai", Map.of());
    provider.put("host", backend.host());
    provider.put("port", backend.port());
    var spec = new LinkedHashMap<String, Object>();
    spec.put("ai", Map.of("provider", provider));
    if (backend.tls()) {
      spec.put("policies", Map.of("tls", Map.of()));
    }
    return router.resource(API, "AgentgatewayBackend", backend.name(), spec);
  }

  @Override
  public Map<String, Object> reference(ResolvedBackend backend) {
    return Map.of(
        "group",
        "agentgateway.dev",
        "kind",
        "AgentgatewayBackend",
        "name",
        router.child(backend.name()));
  }

  @Override
  public Map<String, Object> ruleFields() {
    return Map.of();
  }

  /** Routes are chosen before policies of routes apply; a Gateway's policy can come before that. */
  @Override
  public boolean routesByModel() {
    return router.together();
  }

  @Override
  public GenericKubernetesResource policy(List<Map<String, String>> targets, boolean byModel) {
    var options = new LinkedHashMap<String, Object>();
    options.put("requestHeaderMode", "Send");
    options.put("requestBodyMode", "FullDuplexStreamed");
    options.put("requestTrailerMode", "Send");
    options.put("responseHeaderMode", "Send");
    // The router overrides it for answers that stream; others it has to see whole.
    options.put("responseBodyMode", "Buffered");
    options.put("responseTrailerMode", "Send");
    options.put("allowModeOverride", true);
    var extProc = new LinkedHashMap<String, Object>();
    extProc.put("backendRef", Map.of("name", router.name(), "port", router.port()));
    extProc.put("failureMode", "FailClosed");
    extProc.put("processingOptions", options);
    var traffic = new LinkedHashMap<String, Object>();
    if (byModel) {
      traffic.put("phase", "PreRouting");
    }
    traffic.put("extProc", extProc);
    var spec = new LinkedHashMap<String, Object>();
    spec.put("targetRefs", targets);
    spec.put("traffic", traffic);
    return router.resource(API, "AgentgatewayPolicy", "extproc", spec);
  }
}
