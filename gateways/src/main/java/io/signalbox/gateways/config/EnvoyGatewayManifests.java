package io.signalbox.gateways.config;

import io.signalbox.config.ReliabilityConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects of an Envoy Gateway. */
final class EnvoyGatewayManifests implements GatewayApi.Dialect {
  static final String CLASS = "eg";

  private static final String GROUP = "gateway.envoyproxy.io";
  private static final String VERSION = GROUP + "/v1alpha1";
  private static final String EXTENSION = "EnvoyExtensionPolicy";
  private static final String BACKEND = "Backend";

  private final ProxyPlan plan;
  private final GatewayApi api;

  EnvoyGatewayManifests(ProxyPlan plan, GatewayApi api) {
    this.plan = plan;
    this.api = api;
  }

  /** What the objects cannot say of a plan. */
  static List<String> refusals(ProxyPlan plan) {
    return plan.targets().stream()
        .filter(target -> !target.oneHost())
        .map(target ->
            "model %s: a route of Envoy Gateway calls all its backends by one name, and these are"
                    .formatted(Shown.of(target.models().getFirst()))
                + " several hosts behind TLS (expected: a model of its own for each host)")
        .toList();
  }

  List<Map<String, Object>> documents() {
    return api.documents(plan, this);
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public String backendKind() {
    return BACKEND;
  }

  @Override
  public String routerKind() {
    return EXTENSION;
  }

  @Override
  public Map<String, Object> backend(String name, Target target, Place place) {
    int port = place.address().port();
    var endpoint =
        place.isAddress()
            ? Tree.of("ip", Tree.of("address", Numeric.inFull(place.host()), "port", port))
            : Tree.of("fqdn", Tree.of("hostname", place.host(), "port", port));
    var tls =
        place.address().tls()
            ? Tree.of(
                "wellKnownCACertificates", "System", "sni", place.isAddress() ? null : place.host())
            : null;
    return api.object(VERSION, BACKEND, name, Tree.of("endpoints", List.of(endpoint), "tls", tls));
  }

  /** Hosts behind TLS want to be called by their own name. */
  @Override
  public @Nullable List<Map<String, Object>> filters(Target target) {
    var first = target.places().getFirst();
    if (!first.address().tls() || first.isAddress()) {
      return null;
    }
    return List.of(Tree.of("type", "URLRewrite", "urlRewrite", Tree.of("hostname", first.host())));
  }

  /** None: a reply may stream for as long as it goes on. */
  @Override
  public String timeout() {
    return "0s";
  }

  @Override
  public Map<String, Object> router() {
    var body = plan.buffered() ? "Buffered" : "FullDuplexStreamed";
    var processor =
        Tree.of(
            "backendRefs",
            List.of(api.service(plan.router())),
            "failOpen",
            false,
            "messageTimeout",
            Tree.gatewaySeconds(plan.bounds().decision()),
            "processingMode",
            Tree.of(
                "request",
                Tree.of("body", body),
                "response",
                Tree.of("body", body),
                "allowModeOverride",
                plan.buffered()));
    return api.policy(VERSION, EXTENSION, "router", Tree.of("extProc", List.of(processor)));
  }

  @Override
  public List<Map<String, Object>> policies() {
    var policies = new ArrayList<Map<String, Object>>();
    policies.add(clients());
    plan.targets().forEach(target -> policies.add(backends(target)));
    return policies;
  }

  private Map<String, Object> clients() {
    return api.policy(
        VERSION,
        "ClientTrafficPolicy",
        "clients",
        Tree.of(
            "headers",
            Tree.of("earlyRequestHeaders", Tree.of("remove", plan.stripped())),
            "connection",
            Tree.of("bufferLimit", Long.toString(plan.bounds().bufferBytes()))));
  }

  /** What holds for the backends of one target, on the routes that lead there. */
  private Map<String, Object> backends(Target target) {
    var routes =
        api.routeNames(plan, target).stream()
            .map(name -> Tree.of("group", GatewayApi.GROUP, "kind", "HTTPRoute", "name", name))
            .toList();
    var active = active(target.reliability());
    var passive = passive(target.reliability());
    return api.object(
        VERSION,
        "BackendTrafficPolicy",
        "backends-" + target.name(),
        Tree.of(
            "targetRefs",
            routes,
            "connection",
            Tree.of("bufferLimit", Long.toString(plan.bounds().bufferBytes())),
            "healthCheck",
            active == null && passive == null
                ? null
                : Tree.of("active", active, "passive", passive)));
  }

  private static @Nullable Map<String, Object> active(ReliabilityConfig reliability) {
    var path = reliability.healthCheckPath();
    return path == null
        ? null
        : Tree.of(
            "type", "HTTP",
            "http", Tree.of("path", path),
            "interval", Tree.gatewaySeconds(reliability.healthCheckInterval()),
            "timeout", Tree.gatewaySeconds(reliability.healthCheckTimeout()));
  }

  private static @Nullable Map<String, Object> passive(ReliabilityConfig reliability) {
    return reliability.consecutiveFailures() == 0
        ? null
        : Tree.of(
            "consecutive5XxErrors", reliability.consecutiveFailures(),
            "baseEjectionTime", Tree.gatewaySeconds(reliability.baseEjectionTime()),
            "maxEjectionPercent", reliability.maxEjectionPercent());
  }
}
