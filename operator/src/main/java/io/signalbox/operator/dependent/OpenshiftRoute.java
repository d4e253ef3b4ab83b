package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.signalbox.kubernetes.resource.RouteTlsSpec;
import io.signalbox.kubernetes.resource.RoutesSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenShift's way in from outside, to the management API, when the resource asks for one. */
public final class OpenshiftRoute implements Dependent {
  /** The kind, which only OpenShift serves. */
  public static final Kind KIND = Kind.generic("route.openshift.io", "v1", "Route", "routes");

  @Override
  public List<Kind> kinds() {
    return List.of(KIND);
  }

  @Override
  public List<GenericKubernetesResource> desired(Plan plan) {
    var routes = asked(plan);
    if (!plan.openshift() || routes == null) {
      return List.of();
    }
    return List.of(
        new GenericKubernetesResourceBuilder()
            .withApiVersion(KIND.apiVersion())
            .withKind(KIND.kind())
            .withMetadata(plan.metadata(plan.name()))
            .withAdditionalProperties(Map.of("spec", spec(plan, routes)))
            .build());
  }

  /** The block that asks for a Route, or null when none is wanted. */
  public static @Nullable RoutesSpec asked(Plan plan) {
    var openshift = plan.spec().openshift();
    var routes = openshift == null ? null : openshift.routes();
    return routes != null && Boolean.TRUE.equals(routes.enabled()) ? routes : null;
  }

  private static Map<String, Object> spec(Plan plan, RoutesSpec routes) {
    var spec = new LinkedHashMap<String, Object>();
    if (routes.hostname() != null && !routes.hostname().isEmpty()) {
      spec.put("host", routes.hostname());
    }
    spec.put("to", Map.of("kind", "Service", "name", plan.name(), "weight", 100));
    spec.put("port", Map.of("targetPort", plan.ports().api().name()));
    var tls = routes.tls();
    if (tls != null) {
      spec.put("tls", tls(tls));
    }
    return spec;
  }

  private static Map<String, Object> tls(RouteTlsSpec tls) {
    var entries = new LinkedHashMap<String, Object>();
    entries.put("termination", tls.termination() == null ? "edge" : tls.termination());
    if (tls.insecureEdgeTerminationPolicy() != null) {
      entries.put("insecureEdgeTerminationPolicy", tls.insecureEdgeTerminationPolicy());
    }
    return entries;
  }
}
