package io.signalbox.operator.gateway;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.operator.backend.Resolution;
import io.signalbox.operator.backend.ResolvedBackend;
import io.signalbox.operator.platform.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What connects the Gateway of {@code spec.gateway.existingRef} to a router: a policy that makes
 * the gateway ask it, and routes to the servers of the models.
 *
 * <p>All of it is in the router's namespace, so that it goes when the resource goes. A Gateway in
 * the same namespace is the policy's target; that of a Gateway elsewhere are the routes, since a
 * policy reaches no other namespace, and a policy left behind there would close the Gateway.
 */
public final class GatewayAttachment {
  private static final String GATEWAY_API = "gateway.networking.k8s.io";

  private final RouterRef router;
  private final GatewayForm form;
  private final ModelRules rules;
  private final List<ResolvedBackend> servers;

  private GatewayAttachment(
      RouterRef router, GatewayForm form, List<ResolvedBackend> servers, ModelRules rules) {
    this.router = router;
    this.form = form;
    this.servers = servers;
    this.rules = rules;
  }

  /**
   * The resources to apply, in the order to apply them; empty when the resource names no Gateway or
   * when nothing can be attached to that kind.
   */
  public static List<GenericKubernetesResource> of(
      SemanticRouter router, Platform platform, GatewayKind kind, Resolution resolution) {
    return attachment(router, platform, kind, resolution)
        .map(GatewayAttachment::resources)
        .orElse(List.of());
  }

  /** What is not attached, or not as it was asked for, and what to do about it. */
  public static List<String> warnings(
      SemanticRouter router, Platform platform, GatewayKind kind, Resolution resolution) {
    var named = RouterRef.of(router);
    if (named.isEmpty()) {
      return List.of();
    }
    var attachment = attachment(router, platform, kind, resolution);
    return attachment.isPresent()
        ? attachment.get().remarks(resolution)
        : List.of(
            "spec.gateway.existingRef: nothing attaches Gateway %s to a router (expected: agentgateway"
                    .formatted(named.get().gateway())
                + " or Envoy Gateway with its CRDs); point its ext_proc filter at %s.%s:%d"
                    .formatted(named.get().name(), named.get().namespace(), named.get().port()));
  }

  /**
   * The ReferenceGrants without which routes do not reach Services in other namespaces. They are
   * not among the resources: whoever owns such a namespace decides what reaches into it.
   */
  public static List<GenericKubernetesResource> grants(
      SemanticRouter router, Platform platform, GatewayKind kind, Resolution resolution) {
    return attachment(router, platform, kind, resolution)
        .map(GatewayAttachment::grants)
        .orElse(List.of());
  }

  private static Optional<GatewayAttachment> attachment(
      SemanticRouter resource, Platform platform, GatewayKind kind, Resolution resolution) {
    var named = RouterRef.of(resource);
    if (named.isEmpty() || !platform.gatewayApi()) {
      return Optional.empty();
    }
    var router = named.get();
    return form(router, platform, kind)
        .map(form -> {
          var servers = form.reachable(resolution.backends());
          var rules =
              new ModelRules(
                  servers, Adapters.of(resource.getSpec()), form::reference, form.ruleFields());
          return new GatewayAttachment(router, form, servers, rules);
        });
  }

  private static Optional<GatewayForm> form(RouterRef router, Platform platform, GatewayKind kind) {
    return switch (kind) {
      case AGENTGATEWAY ->
          platform.agentgateway() ? Optional.of(new AgentgatewayForm(router)) : Optional.empty();
      case ENVOY_GATEWAY ->
          platform.envoyGateway() ? Optional.of(new EnvoyForm(router)) : Optional.empty();
      case UNKNOWN -> Optional.empty();
    };
  }

  private List<GenericKubernetesResource> resources() {
    boolean byModel = rules.models() > 1 && form.routesByModel();
    var routes = new ArrayList<GenericKubernetesResource>();
    if (!servers.isEmpty()) {
      var lists = byModel ? rules.all() : List.of(rules.first());
      for (int i = 0; i < lists.size(); i++) {
        routes.add(route(i == 0 ? "" : Integer.toString(i + 1), lists.get(i)));
      }
    }
    var targets =
        router.together()
            ? List.of(target("Gateway", router.gateway()))
            : routes.stream().map(one -> target("HTTPRoute", one.getMetadata().getName())).toList();
    var resources = new ArrayList<>(byModel ? form.servers(servers) : form.servers(first()));
    resources.addAll(routes);
    if (!targets.isEmpty()) {
      resources.add(form.policy(targets, byModel));
    }
    return List.copyOf(resources);
  }

  private List<ResolvedBackend> first() {
    return servers.stream()
        .filter(server -> server.model().equals(servers.getFirst().model()))
        .toList();
  }

  private GenericKubernetesResource route(String suffix, List<Map<String, Object>> content) {
    var spec = new LinkedHashMap<String, Object>();
    spec.put("parentRefs", List.of(router.parent()));
    spec.put("rules", content);
    return router.resource(GATEWAY_API + "/v1", "HTTPRoute", suffix, spec);
  }

  private static Map<String, String> target(String kind, String name) {
    return Map.of("group", GATEWAY_API, "kind", kind, "name", name);
  }

  private List<GenericKubernetesResource> grants() {
    var grants = new ArrayList<GenericKubernetesResource>();
    for (var namespace : new TreeSet<>(foreign())) {
      var from = Map.of("group", GATEWAY_API, "kind", "HTTPRoute", "namespace", router.namespace());
      var spec = new LinkedHashMap<String, Object>();
      spec.put("from", List.of(from));
      spec.put("to", List.of(Map.of("group", "", "kind", "Service")));
      var grant =
          router.resource(
              GATEWAY_API + "/v1beta1", "ReferenceGrant", "from-" + router.namespace(), spec);
      grant.getMetadata().setNamespace(namespace);
      grants.add(grant);
    }
    return grants;
  }

  /** The namespaces of Services that routes refer to, without the router's own. */
  private Set<String> foreign() {
    var namespaces = new LinkedHashSet<String>();
    if (form instanceof EnvoyForm) {
      for (var server : servers) {
        EnvoyForm.service(server)
            .map(EnvoyForm.ServiceName::namespace)
            .filter(namespace -> !namespace.equals(router.namespace()))
            .ifPresent(namespaces::add);
      }
    }
    return namespaces;
  }

  private List<String> remarks(Resolution resolution) {
    var remarks = new ArrayList<String>();
    for (var backend : resolution.backends()) {
      if (!servers.contains(backend)) {
        remarks.add(
            "endpoint %s: %s is no Service of the cluster, which Envoy Gateway asks for; name a"
                    .formatted(backend.name(), backend.host())
                + " Service of type ExternalName");
      } else if (backend.tls() && form instanceof EnvoyForm) {
        remarks.add(
            "endpoint %s speaks https; add a BackendTLSPolicy for %s"
                .formatted(backend.name(), backend.host()));
      }
    }
    foreign()
        .forEach(namespace ->
            remarks.add(
                "routes reach Services in namespace %s only with a ReferenceGrant there, from"
                        .formatted(namespace)
                    + " HTTPRoutes of namespace "
                    + router.namespace()));
    if (rules.models() > 1 && !form.routesByModel()) {
      remarks.add(
          "spec.gateway.existingRef: all calls go to the servers of %s, since the Gateway is in"
                  .formatted(servers.getFirst().model())
              + " another namespace; put the resource into namespace "
              + router.gatewayNamespace());
    }
    if (servers.isEmpty() && !router.together()) {
      remarks.add(
          "spec.gateway.existingRef: nothing is attached while no endpoint has an address, since"
              + " the Gateway is in another namespace");
    }
    return remarks;
  }
}
