package io.signalbox.gateways.config;

import static io.signalbox.gateways.config.ProxyPlan.SELECTED_MODEL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The static configuration of an Envoy that stands alone. */
final class EnvoyBootstrap {
  private static final String TYPE = "type.googleapis.com/envoy.extensions.";
  private static final String HTTP = TYPE + "filters.http.";
  private static final Object EVERY_PATH = Tree.of("prefix", "/");
  private static final String LOOPBACK = "127.0.0.1";
  private static final String EVERYWHERE = "0.0.0.0";

  private final ProxyPlan plan;

  EnvoyBootstrap(ProxyPlan plan) {
    this.plan = plan;
  }

  /**
   * The configuration.
   *
   * @param port where clients are listened to, on all addresses
   * @param adminPort Envoy's own interface, on the loopback; 0 for none
   */
  Map<String, Object> document(int port, int adminPort) {
    return Tree.of(
        "admin",
        adminPort == 0 ? null : Tree.of("address", EnvoyClusters.socket(LOOPBACK, adminPort)),
        "static_resources",
        Tree.of("listeners", List.of(listener(port)), "clusters", new EnvoyClusters(plan).all()));
  }

  private Map<String, Object> listener(int port) {
    return Tree.of(
        "name", "clients",
        "address", EnvoyClusters.socket(EVERYWHERE, port),
        "per_connection_buffer_limit_bytes", plan.bounds().bufferBytes(),
        "filter_chains", List.of(Tree.of("filters", List.of(connectionManager()))));
  }

  private Map<String, Object> connectionManager() {
    return Tree.of(
        "name",
        "envoy.filters.network.http_connection_manager",
        "typed_config",
        Tree.of(
            "@type",
            TYPE + "filters.network.http_connection_manager.v3.HttpConnectionManager",
            "stat_prefix",
            "clients",
            "use_remote_address",
            true,
            "http_protocol_options",
            Tree.of("enable_trailers", true),
            "request_headers_timeout",
            "10s",
            "stream_idle_timeout",
            Tree.seconds(plan.bounds().idle()),
            "early_header_mutation_extensions",
            List.of(strip()),
            "access_log",
            List.of(accessLog()),
            "route_config",
            routes(),
            "http_filters",
            List.of(externalProcessor(), routerFilter())));
  }

  /** Runs before a route is chosen and before any filter sees the request. */
  private Map<String, Object> strip() {
    var mutations = plan.stripped().stream().map(name -> Tree.of("remove", name)).toList();
    return Tree.of(
        "name",
        "envoy.http.early_header_mutation.header_mutation",
        "typed_config",
        Tree.of(
            "@type",
            TYPE + "http.early_header_mutation.header_mutation.v3.HeaderMutation",
            "mutations",
            mutations));
  }

  private static Map<String, Object> accessLog() {
    return Tree.of(
        "name",
        "envoy.access_loggers.file",
        "typed_config",
        Tree.of(
            "@type",
            TYPE + "access_loggers.file.v3.FileAccessLog",
            "path",
            "/dev/stdout",
            "log_format",
            Tree.of(
                "json_format",
                Tree.of(
                    "time", "%START_TIME%",
                    "request", "%REQ(X-REQUEST-ID)%",
                    "code", "%RESPONSE_CODE%",
                    "details", "%RESPONSE_CODE_DETAILS%",
                    "flags", "%RESPONSE_FLAGS%",
                    "cluster", "%UPSTREAM_CLUSTER%",
                    "model", "%REQ(X-SELECTED-MODEL)%",
                    "decision", "%RESP(X-VSR-SELECTED-DECISION)%",
                    "milliseconds", "%DURATION%"))));
  }

  private Map<String, Object> externalProcessor() {
    return Tree.of(
        "name",
        "envoy.filters.http.ext_proc",
        "typed_config",
        Tree.of(
            "@type",
            HTTP + "ext_proc.v3.ExternalProcessor",
            "grpc_service",
            Tree.of("envoy_grpc", Tree.of("cluster_name", EnvoyClusters.ROUTER)),
            "failure_mode_allow",
            false,
            "message_timeout",
            Tree.seconds(plan.bounds().decision()),
            "allow_mode_override",
            plan.buffered(),
            "processing_mode",
            processingMode()));
  }

  private Map<String, Object> processingMode() {
    var body = plan.buffered() ? "BUFFERED" : "FULL_DUPLEX_STREAMED";
    var trailers = plan.buffered() ? "SKIP" : "SEND";
    return Tree.of(
        "request_header_mode", "SEND",
        "request_body_mode", body,
        "request_trailer_mode", trailers,
        "response_header_mode", "SEND",
        "response_body_mode", body,
        "response_trailer_mode", trailers);
  }

  private static Map<String, Object> routerFilter() {
    return Tree.of(
        "name",
        "envoy.filters.http.router",
        "typed_config",
        Tree.of("@type", HTTP + "router.v3.Router"));
  }

  private Map<String, Object> routes() {
    var routes = new ArrayList<Map<String, Object>>();
    if (plan.byHeader()) {
      for (var target : plan.targets()) {
        target.models().forEach(model -> routes.add(route(header("exact", model), target)));
      }
      routes.add(unknownModel());
    }
    routes.add(route(EVERY_PATH, plan.fallback()));
    return Tree.of(
        "name",
        "models",
        "virtual_hosts",
        List.of(
            Tree.of("name", "everything", "domains", List.of("*"), "routes", List.copyOf(routes))));
  }

  private static Object header(String kind, String value) {
    return Tree.of(
        "prefix",
        "/",
        "headers",
        List.of(Tree.of("name", SELECTED_MODEL, "string_match", Tree.of(kind, value))));
  }

  private Map<String, Object> route(Object match, Target target) {
    return Tree.of("match", match, "route", new EnvoyRoute(target, plan.bounds().reply()).action());
  }

  /** A model the router knows and this configuration does not, so that no other one answers. */
  private static Map<String, Object> unknownModel() {
    return Tree.of(
        "match",
        Tree.of(
            "prefix",
            "/",
            "headers",
            List.of(Tree.of("name", SELECTED_MODEL, "present_match", true))),
        "direct_response",
        Tree.of(
            "status",
            503,
            "body",
            Tree.of(
                "inline_string",
                "{\"error\":{\"message\":\"the gateway knows no backend of the selected model\","
                    + "\"type\":\"service_unavailable\",\"code\":503}}")),
        "response_headers_to_add",
        List.of(
            Tree.of(
                "header",
                Tree.of("key", "content-type", "value", "application/json"),
                "append_action",
                "OVERWRITE_IF_EXISTS_OR_ADD")));
  }
}
