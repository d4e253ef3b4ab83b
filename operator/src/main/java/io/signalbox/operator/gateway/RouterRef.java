package io.signalbox.operator.gateway;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.signalbox.kubernetes.resource.GatewayRef;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.kubernetes.resource.SemanticRouterSpec;
import io.signalbox.operator.dependent.ObjectName;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A router, and the Gateway that it is to be attached to.
 *
 * @param name the name of the router's Service
 * @param port the Service's port for ExtProc
 */
record RouterRef(String name, String namespace, int port, String gateway, String gatewayNamespace) {
  private static final int GRPC = 50_051;
  private static final int LONGEST = 200;

  /** Empty when the resource names no Gateway. */
  static Optional<RouterRef> of(SemanticRouter router) {
    SemanticRouterSpec spec = router.getSpec();
    var gateway = spec == null || spec.gateway() == null ? null : spec.gateway().existingRef();
    if (spec == null || gateway == null || gateway.name() == null || gateway.name().isBlank()) {
      return Optional.empty();
    }
    var metadata = router.getMetadata();
    var namespace = metadata.getNamespace() == null ? "default" : metadata.getNamespace();
    return Optional.of(
        new RouterRef(
            ObjectName.of(metadata.getName()),
            namespace,
            port(spec),
            gateway.name(),
            in(gateway, namespace)));
  }

  private static int port(SemanticRouterSpec spec) {
    var service = spec.service();
    var port = service == null || service.grpc() == null ? null : service.grpc().port();
    return port == null ? GRPC : port;
  }

  private static String in(GatewayRef gateway, String own) {
    var namespace = gateway.namespace();
    return namespace == null || namespace.isBlank() ? own : namespace;
  }

  /** Whether the Gateway is in the router's namespace, so that a policy beside it can target it. */
  boolean together() {
    return namespace.equals(gatewayNamespace);
  }

  /** A resource of the router, in its namespace. */
  GenericKubernetesResource resource(
      String apiVersion, String kind, String suffix, Map<String, ?> spec) {
    var resource = new GenericKubernetesResource();
    resource.setApiVersion(apiVersion);
    resource.setKind(kind);
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withName(child(suffix))
            .withNamespace(namespace)
            .addToLabels("app.kubernetes.io/name", "semantic-router")
            .addToLabels("app.kubernetes.io/instance", name)
            .build());
    resource.setAdditionalProperty("spec", spec);
    return resource;
  }

  /**
   * The name of a resource of the router. What no name may hold is replaced, and the result is
   * marked so that two texts do not become one name.
   */
  String child(String suffix) {
    if (suffix.isEmpty()) {
      return name;
    }
    var whole = name + "-" + suffix;
    var word = suffix.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    var plain = name + "-" + word.replaceAll("^-+|-+$", "");
    if (plain.equals(whole) && plain.length() <= LONGEST) {
      return plain;
    }
    var mark = UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
    var cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    return cut.replaceAll("-+$", "") + "-" + mark.substring(0, 8);
  }

  /** The Gateway, as a route names its parent. */
  Map<String, ?> parent() {
    return Map.of(
        "group",
        "gateway.networking.k8s.io",
        "kind",
        "Gateway",
        "name",
        gateway,
        "namespace",
        gatewayNamespace);
  }
}
