package io.signalbox.operator.gateway;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.signalbox.operator.backend.ResolvedBackend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How Envoy Gateway is told to ask a router, and where models are. */
final class EnvoyForm implements GatewayForm {
  private static final Pattern SERVICE =
      Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)\\.svc\\.cluster\\.local");

  private final RouterRef router;

  /** A Service of the cluster. */
  record ServiceName(String name, String namespace) {}

  EnvoyForm(RouterRef router) {
    this.router = router;
  }

  /** The Service that a backend's host is the name of; empty when it is none. */
  static Optional<ServiceName> service(ResolvedBackend backend) {
    var matcher = SERVICE.matcher(backend.host());
    return matcher.matches()
        ? Optional.of(new ServiceName(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  @Override
  public List<ResolvedBackend> reachable(List<ResolvedBackend> backends) {
    return backends.stream().filter(backend -> service(backend).isPresent()).toList();
  }

  @Override
  public List<GenericKubernetesResource> servers(List<ResolvedBackend> backends) {
    return List.of();
  }

  @Override
  public Map<String, Object> reference(ResolvedBackend backend) {
    var service = service(backend).orElseThrow();
    var reference = new LinkedHashMap<String, Object>();
    reference.put("group", "");
    reference.put("kind", "Service");
    reference.put("name", service.name());
    if (!service.namespace().equals(router.namespace())) {
      reference.put("namespace", service.namespace());
    }
    reference.put("port", backend.port());
    return reference;
  }

  /** Envoy ends a call after 15 seconds otherwise, in the middle of an answer. */
  @Override
  public Map<String, Object> ruleFields() {
    return Map.of("timeouts", Map.of("request", "0s"));
  }

  /** Envoy chooses the route anew when the router asks it to. */
  @Override
  public boolean routesByModel() {
    return true;
  }

  @Override
  public GenericKubernetesResource policy(List<Map<String, String>> targets, boolean byModel) {
    var extProc = new LinkedHashMap<String, Object>();
    extProc.put(
        "backendRefs",
        List.of(
            Map.of("group", "", "kind", "Service", "name", router.name(), "port", router.port())));
    // Buffered bodies would have to fit into the listener's buffer, 32 KiB unless it is told more.
    extProc.put(
        "processingMode",
        Map.of(
            "request", Map.of("body", "FullDuplexStreamed"),
            "response", Map.of("body", "FullDuplexStreamed")));
    extProc.put("failOpen", false);
    // The router answers the headers when it has read the prompt; Envoy waits 200 ms by itself.
    extProc.put("messageTimeout", "60s");
    var spec = new LinkedHashMap<String, Object>();
    spec.put("targetRefs", targets);
    spec.put("extProc", List.of(extProc));
    return router.resource(
        "gateway.envoyproxy.io/v1alpha1", "EnvoyExtensionPolicy", "extproc", spec);
  }
}
