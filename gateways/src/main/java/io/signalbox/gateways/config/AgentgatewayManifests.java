package io.signalbox.gateways.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The objects of an agentgateway in Kubernetes. */
final class AgentgatewayManifests implements GatewayApi.Dialect {
  static final String CLASS = "agentgateway";

  private static final String GROUP = "agentgateway.dev";
  private static final String VERSION = GROUP + "/v1alpha1";
  private static final String BACKEND = "AgentgatewayBackend";
  private static final String POLICY = "AgentgatewayPolicy";

  /** The headers that a transformation takes away at most. */
  private static final int MOST_REMOVED = 16;

  /** The router drops its other headers itself. */
  private static final List<String> ALWAYS_REMOVED =
      List.of(ProxyPlan.SELECTED_MODEL, "x-vsr-skip-processing");

  private final ProxyPlan plan;
  private final GatewayApi api;

  AgentgatewayManifests(ProxyPlan plan, GatewayApi api) {
    this.plan = plan;
    this.api = api;
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
    return POLICY;
  }

  /** Without a model of its own: it takes the one that the router wrote into the body. */
  @Override
  public Map<String, Object> backend(String name, Target target, Place place) {
    var host = place.address().host();
    int port = place.address().port();
    var provider = Tree.of("openai", Tree.of(), "host", host, "port", port);
    var tls =
        place.address().tls() ? Tree.of("sni", place.isAddress() ? null : place.host()) : null;
    var health = AgentgatewayWords.health(target.reliability());
    return api.object(
        VERSION,
        BACKEND,
        name,
        Tree.of(
            "ai",
            target.plainOpenAi() ? Tree.of("provider", provider) : null,
            "static",
            target.plainOpenAi() ? null : Tree.of("host", host, "port", port),
            "policies",
            tls == null && health == null ? null : Tree.of("tls", tls, "health", health)));
  }

  @Override
  public @Nullable List<Map<String, Object>> filters(Target target) {
    return null;
  }

  /** Until the beginning of the reply. */
  @Override
  public String timeout() {
    return Tree.gatewaySeconds(plan.bounds().reply());
  }

  /** Asked before a route is chosen where the answer chooses it. */
  @Override
  public Map<String, Object> router() {
    var processor =
        Tree.of(
            "backendRef",
            api.service(plan.router()),
            "failureMode",
            "FailClosed",
            "processingOptions",
            AgentgatewayWords.processing(plan, true));
    if (plan.byHeader()) {
      return policy(
          "router",
          Tree.of(
              "traffic",
              Tree.of(
                  "phase",
                  "PreRouting",
                  "authorization",
                  refusal(plan.believed()),
                  "extProc",
                  processor)));
    }
    return policy("router", Tree.of("traffic", Tree.of("extProc", processor)));
  }

  private static @Nullable Map<String, Object> refusal(List<String> headers) {
    var conditions = headers.stream().map(AgentgatewayWords::absent).toList();
    return conditions.isEmpty()
        ? null
        : Tree.of("action", "Require", "policy", Tree.of("matchExpressions", conditions));
  }

  /** What says who asks is taken away, or refused where that is more than one policy takes away. */
  private Map<String, Object> stripping() {
    var removed = new TreeSet<>(ALWAYS_REMOVED);
    removed.addAll(plan.clientIdentity());
    boolean few = removed.size() <= MOST_REMOVED;
    return Tree.of(
        "phase",
        "PreRouting",
        "authorization",
        few ? null : refusal(plan.clientIdentity()),
        "transformation",
        Tree.of("request", Tree.of("remove", List.copyOf(few ? removed : ALWAYS_REMOVED))));
  }

  private Map<String, Object> limits() {
    return Tree.of("http", Tree.of("maxBufferSize", plan.bounds().bufferBytes()));
  }

  @Override
  public List<Map<String, Object>> policies() {
    var policies = new ArrayList<Map<String, Object>>();
    if (!plan.byHeader()) {
      policies.add(policy("clients", Tree.of("traffic", stripping())));
    }
    policies.add(policy("limits", Tree.of("frontend", limits())));
    return policies;
  }

  private Map<String, Object> policy(String name, Map<String, Object> rest) {
    return api.policy(VERSION, POLICY, name, rest);
  }
}
