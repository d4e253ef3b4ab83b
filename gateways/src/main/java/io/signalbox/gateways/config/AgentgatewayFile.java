package io.signalbox.gateways.config;

import static io.signalbox.gateways.config.ProxyPlan.SELECTED_MODEL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file of an agentgateway that stands alone. Where one target takes everything,
 * the router is asked on the route, behind the gateway's own phase in which headers are taken from
 * clients. Where the router's answer picks the route, it is asked in the gateway's phase, and
 * nothing there can take headers away before: requests that carry what the router believes are then
 * refused.
 */
final class AgentgatewayFile {
  private final ProxyPlan plan;

  AgentgatewayFile(ProxyPlan plan) {
    this.plan = plan;
  }

  /**
   * The configuration.
   *
   * @param port where clients are listened to
   * @param adminPort agentgateway's own interface, on the loopback; 0 for its usual one
   */
  Map<String, Object> document(int port, int adminPort) {
    return Tree.of(
        "config",
        adminPort == 0 ? null : Tree.of("adminAddr", "127.0.0.1:" + adminPort),
        "frontendPolicies",
        Tree.of("http", Tree.of("maxBufferSize", plan.bounds().bufferBytes())),
        "binds",
        List.of(Tree.of("port", port, "listeners", List.of(listener()))));
  }

  private Map<String, Object> listener() {
    return Tree.of(
        "name",
        "clients",
        "protocol",
        "HTTP",
        "policies",
        plan.byHeader() ? choosing() : stripping(),
        "routes",
        routes());
  }

  private Map<String, Object> stripping() {
    return Tree.of("transformations", Tree.of("request", Tree.of("remove", plan.stripped())));
  }

  private Map<String, Object> choosing() {
    var rules =
        plan.believed().stream()
            .map(name -> Tree.of("require", AgentgatewayWords.absent(name)))
            .toList();
    return Tree.of(
        "authorization",
        rules.isEmpty() ? null : Tree.of("rules", rules),
        "extProc",
        externalProcessor());
  }

  private Map<String, Object> externalProcessor() {
    return Tree.of(
        "host",
        plan.router().authority(),
        "failureMode",
        "failClosed",
        "processingOptions",
        AgentgatewayWords.processing(plan, false));
  }

  private List<Map<String, Object>> routes() {
    var routes = new ArrayList<Map<String, Object>>();
    if (plan.byHeader()) {
      for (var target : plan.targets()) {
        routes.add(route("models-" + target.name(), selected(target), target, null));
      }
    }
    var processor = plan.byHeader() ? null : externalProcessor();
    routes.add(route("everything", List.of(everything()), plan.fallback(), processor));
    return routes;
  }

  private static Map<String, Object> everything() {
    return Tree.of("path", Tree.of("pathPrefix", "/"));
  }

  private static List<Map<String, Object>> selected(Target target) {
    return target.models().stream()
        .map(model ->
            Tree.of(
                "path",
                Tree.of("pathPrefix", "/"),
                "headers",
                List.of(Tree.of("name", SELECTED_MODEL, "value", Tree.of("exact", model)))))
        .toList();
  }

  private Map<String, Object> route(
      String name,
      List<Map<String, Object>> matches,
      Target target,
      @Nullable Map<String, Object> processor) {
    var policies =
        Tree.of(
            "timeout",
            Tree.of("requestTimeout", Tree.seconds(plan.bounds().reply())),
            "urlRewrite",
            Tree.of("authority", "auto"),
            "extProc",
            processor);
    return Tree.of(
        "name", name,
        "matches", matches,
        "policies", policies,
        "backends", target.places().stream().map(place -> backend(target, place)).toList());
  }

  private static Map<String, Object> backend(Target target, Place place) {
    var tls = place.address().tls() ? Tree.of("hostname", place.host()) : null;
    var health = AgentgatewayWords.health(target.reliability());
    return Tree.of(
        "host", place.address().authority(),
        "weight", place.weight(),
        "policies",
            tls == null && health == null ? null : Tree.of("backendTLS", tls, "health", health));
  }
}
