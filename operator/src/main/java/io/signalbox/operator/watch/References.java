package io.signalbox.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.kubernetes.resource.VllmEndpoint;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which resources look at which other objects: an index, so that an event of one Service does not
 * wake every router.
 */
public final class References {
  /** The name of the index of resources. */
  public static final String INDEX = "references";

  private References() {}

  /** What a resource looks at, as keys of the index. */
  public static List<String> of(SemanticRouter router) {
    var spec = router.getSpec();
    if (spec == null) {
      return List.of();
    }
    var namespace = router.getMetadata().getNamespace();
    var endpoints = spec.vllmEndpoints() == null ? List.<VllmEndpoint>of() : spec.vllmEndpoints();
    var gateway = spec.gateway() == null ? null : spec.gateway().existingRef();
    return Stream.concat(
            endpoints.stream().flatMap(endpoint -> of(endpoint, namespace)),
            gateway == null
                ? Stream.of()
                : Stream.of(key("Gateway", orElse(gateway.namespace(), namespace), gateway.name())))
        .distinct()
        .toList();
  }

  private static Stream<String> of(VllmEndpoint endpoint, String namespace) {
    var backend = endpoint.backend();
    if (backend == null) {
      return Stream.of();
    }
    var service = backend.service();
    return Stream.of(
            backend.inferenceServiceName() == null
                ? null
                : key("InferenceService", namespace, backend.inferenceServiceName()),
            backend.inferenceServiceName() == null
                ? null
                : key("Service", namespace, backend.inferenceServiceName() + "-predictor"),
            service == null
                ? null
                : key("Service", orElse(service.namespace(), namespace), service.name()),
            backend.discoveryLabels() == null ? null : anyService(namespace))
        .filter(Objects::nonNull);
  }

  /** The resources that look at an object. */
  static <R extends HasMetadata> Function<R, Set<ResourceID>> lookingAt(
      String kind, IndexedResourceCache<SemanticRouter> routers) {
    return object -> {
      var metadata = object.getMetadata();
      var named = routers.byIndex(INDEX, key(kind, metadata.getNamespace(), metadata.getName()));
      var any =
          kind.equals("Service")
              ? routers.byIndex(INDEX, anyService(metadata.getNamespace()))
              : List.<SemanticRouter>of();
      return Stream.concat(named.stream(), any.stream())
          .map(ResourceID::fromResource)
          .collect(Collectors.toSet());
    };
  }

  private static String key(String kind, String namespace, @Nullable String name) {
    return kind + "/" + namespace + "/" + name;
  }

  /** Labels select: whichever Service of the namespace comes or goes may be meant. */
  private static String anyService(String namespace) {
    return "Service/" + namespace + "/*";
  }

  private static String orElse(@Nullable String value, String usual) {
    return value == null || value.isEmpty() ? usual : value;
  }
}
