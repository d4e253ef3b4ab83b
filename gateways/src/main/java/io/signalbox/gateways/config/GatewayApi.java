package io.signalbox.gateways.config;

import static io.signalbox.gateways.config.ProxyPlan.SELECTED_MODEL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the Gateway API that any gateway takes.
 *
 * @param namespace of all objects
 * @param gateway name of the Gateway
 * @param gatewayClass who implements it
 * @param port where it listens
 */
record GatewayApi(String namespace, String gateway, String gatewayClass, int port) {
  static final String GROUP = "gateway.networking.k8s.io";

  private static final String VERSION = GROUP + "/v1";

  /** The matches that one route takes at most in all its rules (HTTPRoute: fewer than 128). */
  private static final int MATCHES = 64;

  private static final String EVERYTHING = "everything";

  /** An object of any kind. */
  Map<String, Object> object(String version, String kind, String name, Map<String, Object> spec) {
    return Tree.of(
        "apiVersion",
        version,
        "kind",
        kind,
        "metadata",
        Tree.of(
            "name",
            name,
            "namespace",
            namespace,
            "labels",
            Tree.of("app.kubernetes.io/part-of", "signalbox")),
        "spec",
        spec);
  }

  private Map<String, Object> gatewayObject() {
    var listener =
        Tree.of(
            "name",
            "http",
            "protocol",
            "HTTP",
            "port",
            port,
            "allowedRoutes",
            Tree.of("namespaces", Tree.of("from", "Same")));
    return object(
        VERSION,
        "Gateway",
        gateway,
        Tree.of("gatewayClassName", gatewayClass, "listeners", List.of(listener)));
  }

  /** A policy for the whole Gateway. */
  Map<String, Object> policy(String version, String kind, String name, Map<String, Object> rest) {
    var spec = Tree.of("targetRefs", List.of(target()));
    spec.putAll(rest);
    return object(version, kind, name, spec);
  }

  private Map<String, Object> target() {
    return Tree.of("group", GROUP, "kind", "Gateway", "name", gateway);
  }

  /** What the Gateway API leaves to each gateway. */
  interface Dialect {
    /** The group of its own kinds. */
    String group();

    /** The kind that tells where a backend is. */
    String backendKind();

    /** The kind that leads to the router. */
    String routerKind();

    /** One place of a target, as an object of {@link #backendKind}. */
    Map<String, Object> backend(String name, Target target, Place place);

    /** What leads to the router, as an object of {@link #routerKind}. */
    Map<String, Object> router();

    /** The filters of a target's routes, or null. */
    @Nullable List<Map<String, Object>> filters(Target target);

    /** The longest time a request may take, as the gateway counts it. */
    String timeout();

    /** The policies besides. */
    List<Map<String, Object>> policies();
  }

  /** All objects of a plan. */
  List<Map<String, Object>> documents(ProxyPlan plan, Dialect dialect) {
    var documents = new ArrayList<Map<String, Object>>();
    documents.add(gatewayObject());
    for (var target : plan.targets()) {
      for (int i = 0; i < target.places().size(); i++) {
        documents.add(dialect.backend(backendName(target, i), target, target.places().get(i)));
      }
    }
    documents.addAll(routes(plan, dialect));
    documents.add(dialect.router());
    var grant = grant(plan.router(), dialect.group(), dialect.routerKind());
    if (grant != null) {
      documents.add(grant);
    }
    documents.addAll(dialect.policies());
    return documents;
  }

  private static String backendName(Target target, int place) {
    return "models-" + target.name() + (target.places().size() == 1 ? "" : "-" + (place + 1));
  }

  private static List<Map<String, Object>> backendRefs(Target target, Dialect dialect) {
    var references = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < target.places().size(); i++) {
      references.add(
          Tree.of(
              "group",
              dialect.group(),
              "kind",
              dialect.backendKind(),
              "name",
              backendName(target, i),
              "weight",
              target.places().get(i).weight()));
    }
    return references;
  }

  /** The routes of a plan: those of selected models, then the one for everything else. */
  private List<Map<String, Object>> routes(ProxyPlan plan, Dialect dialect) {
    var routes = new ArrayList<Map<String, Object>>();
    for (var target : plan.targets()) {
      int part = 0;
      for (var name : selectedRoutes(plan, target)) {
        int from = MATCHES * part++;
        var models =
            target.models().subList(from, Math.min(target.models().size(), from + MATCHES));
        var matches = models.stream().map(GatewayApi::selected).toList();
        routes.add(route(name, matches, target, dialect));
      }
    }
    routes.add(route(EVERYTHING, List.of(everything()), plan.fallback(), dialect));
    return routes;
  }

  /** The names of the routes that lead to a target. */
  List<String> routeNames(ProxyPlan plan, Target target) {
    var names = new ArrayList<>(selectedRoutes(plan, target));
    if (target.equals(plan.fallback())) {
      names.add(EVERYTHING);
    }
    return names;
  }

  private static List<String> selectedRoutes(ProxyPlan plan, Target target) {
    var names = new ArrayList<String>();
    if (plan.byHeader()) {
      for (int from = 0; from < target.models().size(); from += MATCHES) {
        names.add("models-" + target.name() + (from == 0 ? "" : "-" + from / MATCHES));
      }
    }
    return names;
  }

  private static Map<String, Object> everything() {
    return Tree.of("path", Tree.of("type", "PathPrefix", "value", "/"));
  }

  private static Map<String, Object> selected(String model) {
    return Tree.of(
        "path",
        Tree.of("type", "PathPrefix", "value", "/"),
        "headers",
        List.of(Tree.of("type", "Exact", "name", SELECTED_MODEL, "value", model)));
  }

  private Map<String, Object> route(
      String name, List<Map<String, Object>> matches, Target target, Dialect dialect) {
    var rule =
        Tree.of(
            "matches",
            matches,
            "filters",
            dialect.filters(target),
            "backendRefs",
            backendRefs(target, dialect),
            "timeouts",
            Tree.of("request", dialect.timeout()));
    return object(
        VERSION,
        "HTTPRoute",
        name,
        Tree.of("parentRefs", List.of(Tree.of("name", gateway)), "rules", List.of(rule)));
  }

  /** The router's Service, as policies refer to it. */
  Map<String, Object> service(RouterAddress router) {
    var place = router.namespace(namespace);
    return Tree.of(
        "name",
        router.service(),
        "namespace",
        place.equals(namespace) ? null : place,
        "port",
        router.port());
  }

  /** Lets a policy of this namespace use the router's Service; null where it needs no leave. */
  private @Nullable Map<String, Object> grant(RouterAddress router, String group, String kind) {
    var place = router.namespace(namespace);
    if (place.equals(namespace)) {
      return null;
    }
    var from = Tree.of("group", group, "kind", kind, "namespace", namespace);
    var to = Tree.of("group", "", "kind", "Service", "name", router.service());
    return Tree.of(
        "apiVersion",
        GROUP + "/v1beta1",
        "kind",
        "ReferenceGrant",
        "metadata",
        Tree.of("name", "gateway-to-router", "namespace", place),
        "spec",
        Tree.of("from", List.of(from), "to", List.of(to)));
  }
}
