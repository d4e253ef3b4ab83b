package io.signalbox.gateways.config;

import io.signalbox.config.ReliabilityConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The clusters of an Envoy that stands alone: the router, and the backends of each target. */
final class EnvoyClusters {
  static final String ROUTER = "router";

  private static final String TLS =
      "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext";
  private static final String OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

  /** Where Debian, Alpine and Envoy's own images have the authorities that everybody trusts. */
  private static final String AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

  private final ProxyPlan plan;

  EnvoyClusters(ProxyPlan plan) {
    this.plan = plan;
  }

  /** The cluster's name; backends on several hosts have a cluster each. */
  static String name(Target target, int place) {
    return "models-" + target.name() + (target.oneHost() ? "" : "-" + (place + 1));
  }

  static Map<String, Object> socket(String host, int port) {
    return Tree.of("socket_address", Tree.of("address", host, "port_value", port));
  }

  List<Map<String, Object>> all() {
    var clusters = new ArrayList<Map<String, Object>>();
    clusters.add(router());
    for (var target : plan.targets()) {
      if (target.oneHost()) {
        clusters.add(cluster(target, name(target, 0), target.places()));
      } else {
        for (int i = 0; i < target.places().size(); i++) {
          clusters.add(cluster(target, name(target, i), List.of(target.places().get(i))));
        }
      }
    }
    return clusters;
  }

  private Map<String, Object> router() {
    var address = plan.router();
    var host = address.host();
    boolean numeric = Numeric.is(host);
    return Tree.of(
        "name",
        ROUTER,
        "type",
        numeric ? "STATIC" : "STRICT_DNS",
        "dns_lookup_family",
        numeric ? null : "V4_PREFERRED",
        "connect_timeout",
        "2s",
        "per_connection_buffer_limit_bytes",
        plan.bounds().bufferBytes(),
        "health_checks",
        List.of(routerCheck()),
        "typed_extension_protocol_options",
        http2(),
        "load_assignment",
        Tree.of(
            "cluster_name",
            ROUTER,
            "endpoints",
            List.of(
                Tree.of(
                    "lb_endpoints",
                    List.of(
                        Tree.of("endpoint", Tree.of("address", socket(host, address.port()))))))));
  }

  private static Map<String, Object> routerCheck() {
    return Tree.of(
        "timeout",
        "2s",
        "interval",
        "5s",
        "no_traffic_interval",
        "5s",
        "unhealthy_threshold",
        2,
        "healthy_threshold",
        1,
        "grpc_health_check",
        Tree.of());
  }

  private static Map<String, Object> http2() {
    return Tree.of(
        OPTIONS,
        Tree.of(
            "@type",
            "type.googleapis.com/" + OPTIONS,
            "explicit_http_config",
            Tree.of("http2_protocol_options", Tree.of())));
  }

  private Map<String, Object> cluster(Target target, String name, List<Place> places) {
    boolean numeric = places.stream().allMatch(Place::isAddress);
    var first = places.getFirst();
    var reliability = target.reliability();
    return Tree.of(
        "name",
        name,
        "type",
        numeric ? "STATIC" : "STRICT_DNS",
        "dns_lookup_family",
        numeric ? null : "V4_PREFERRED",
        "connect_timeout",
        "5s",
        "lb_policy",
        reliability.lbPolicy().name(),
        "per_connection_buffer_limit_bytes",
        plan.bounds().bufferBytes(),
        "health_checks",
        healthCheck(reliability, first),
        "outlier_detection",
        outliers(reliability),
        "transport_socket",
        first.address().tls() ? tls(first) : null,
        "load_assignment",
        Tree.of(
            "cluster_name",
            name,
            "endpoints",
            List.of(
                Tree.of("lb_endpoints", places.stream().map(EnvoyClusters::endpoint).toList()))));
  }

  private static Map<String, Object> endpoint(Place place) {
    return Tree.of(
        "load_balancing_weight",
        place.weight(),
        "endpoint",
        Tree.of(
            "address",
            socket(place.host(), place.address().port()),
            "hostname",
            place.hostHeader()));
  }

  private static @Nullable List<Map<String, Object>> healthCheck(
      ReliabilityConfig reliability, Place place) {
    var path = reliability.healthCheckPath();
    if (path == null) {
      return null;
    }
    return List.of(
        Tree.of(
            "timeout", Tree.seconds(reliability.healthCheckTimeout()),
            "interval", Tree.seconds(reliability.healthCheckInterval()),
            "no_traffic_interval", Tree.seconds(reliability.healthCheckInterval()),
            "unhealthy_threshold", 2,
            "healthy_threshold", 1,
            "http_health_check", Tree.of("path", path, "host", place.hostHeader())));
  }

  private static @Nullable Map<String, Object> outliers(ReliabilityConfig reliability) {
    if (reliability.consecutiveFailures() == 0) {
      return null;
    }
    return Tree.of(
        "consecutive_5xx", reliability.consecutiveFailures(),
        "base_ejection_time", Tree.seconds(reliability.baseEjectionTime()),
        "max_ejection_percent", reliability.maxEjectionPercent());
  }

  /** The certificate must be that of the host, signed by an authority of the system. */
  private static Map<String, Object> tls(Place place) {
    var name =
        Tree.of(
            "san_type",
            place.isAddress() ? "IP_ADDRESS" : "DNS",
            "matcher",
            Tree.of("exact", place.host()));
    return Tree.of(
        "name",
        "envoy.transport_sockets.tls",
        "typed_config",
        Tree.of(
            "@type",
            TLS,
            "sni",
            place.isAddress() ? null : place.host(),
            "common_tls_context",
            Tree.of(
                "validation_context",
                Tree.of(
                    "trusted_ca",
                    Tree.of("filename", AUTHORITIES),
                    "match_typed_subject_alt_names",
                    List.of(name)))));
  }
}
