package io.signalbox.operator.backend;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.signalbox.kubernetes.resource.BackendSpec;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.kubernetes.resource.SemanticRouterSpec;
import io.signalbox.kubernetes.resource.VllmEndpoint;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the endpoints of a resource are: a Service that is named, an InferenceService of
 * KServe, or the one Service with some labels. Each endpoint is resolved by itself.
 */
public final class BackendResolver {
  private final Lookup lookup;
  private final String namespace;

  private BackendResolver(Lookup lookup, String namespace) {
    this.lookup = lookup;
    this.namespace = namespace;
  }

  /**
   * Resolves each entry of {@code spec.vllmEndpoints}.
   *
   * @throws KubernetesClientException when the API server does not answer; what it forbids is a
   *     problem of the endpoint
   */
  public static Resolution resolve(SemanticRouter router, Lookup lookup) {
    var namespace = router.getMetadata().getNamespace();
    var resolver = new BackendResolver(lookup, namespace == null ? "default" : namespace);
    SemanticRouterSpec spec = router.getSpec();
    var endpoints = spec == null ? null : spec.vllmEndpoints();
    return resolver.resolve(endpoints == null ? List.of() : endpoints);
  }

  private Resolution resolve(List<VllmEndpoint> endpoints) {
    var backends = new ArrayList<ResolvedBackend>();
    var problems = new ArrayList<BackendProblem>();
    var names = new HashSet<String>();
    for (var endpoint : endpoints) {
      try {
        if (!names.add(endpoint.name())) {
          throw new UnresolvedException(
              "DuplicateName", "another endpoint has this name; give each one of its own");
        }
        backends.add(backend(endpoint, place(endpoint.backend())));
      } catch (UnresolvedException unresolved) {
        problems.add(
            new BackendProblem(endpoint.name(), unresolved.reason(), unresolved.message()));
      } catch (KubernetesClientException failed) {
        if (failed.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
          throw failed;
        }
        problems.add(
            new BackendProblem(
                endpoint.name(),
                "Forbidden",
                "the operator may not read what the endpoint names; let its role read services and"
                    + " inferenceservices in that namespace"));
      }
    }
    return new Resolution(backends, problems);
  }

  private static ResolvedBackend backend(VllmEndpoint endpoint, Place place) {
    var loras = endpoint.loras();
    var weight = endpoint.weight();
    return new ResolvedBackend(
        endpoint.name(),
        endpoint.model(),
        endpoint.reasoningFamily(),
        loras == null ? List.of() : loras,
        place.host(),
        place.port(),
        place.tls(),
        weight == null || weight == 0 ? 1 : weight);
  }

  private Place place(@Nullable BackendSpec backend) throws UnresolvedException {
    var type = backend == null ? "" : Objects.requireNonNullElse(backend.type(), "");
    return switch (type) {
      case "service" -> named(Objects.requireNonNull(backend));
      case "kserve" -> inference(Objects.requireNonNull(backend));
      case "llamastack" -> labelled(Objects.requireNonNull(backend));
      default ->
          throw new UnresolvedException(
              "UnknownBackendType",
              "backend.type is \"" + type + "\"; set it to kserve, llamastack or service");
    };
  }

  private Place named(BackendSpec backend) throws UnresolvedException {
    var reference = backend.service();
    if (reference == null || isBlank(reference.name()) || reference.port() == null) {
      throw new UnresolvedException(
          "InvalidBackend", "set backend.service.name and backend.service.port");
    }
    var where = reference.namespace();
    var in = where == null || where.isBlank() ? namespace : where;
    if (!lookup.watches(in)) {
      throw new UnresolvedException(
          "NamespaceNotWatched",
          "Service %s is in namespace %s, which the operator does not watch; add that to its --watch-namespaces"
              .formatted(reference.name(), in));
    }
    var service =
        lookup
            .service(in, reference.name())
            .orElseThrow(() ->
                new UnresolvedException(
                    "ServiceNotFound",
                    "there is no Service %s in namespace %s; create it, or correct backend.service"
                        .formatted(reference.name(), in)));
    return ServicePorts.of(service).numbered(reference.port());
  }

  private Place inference(BackendSpec backend) throws UnresolvedException {
    var name = backend.inferenceServiceName();
    if (name == null || name.isBlank()) {
      throw new UnresolvedException("InvalidBackend", "set backend.inferenceServiceName");
    }
    if (!lookup.hasKserve()) {
      throw new UnresolvedException(
          "KServeNotInstalled",
          "the cluster has no InferenceServices (serving.kserve.io); install KServe, or name the"
              + " model's Service by a backend of type service");
    }
    var inference =
        lookup
            .inferenceService(namespace, name)
            .orElseThrow(() ->
                new UnresolvedException(
                    "InferenceServiceNotFound",
                    "there is no InferenceService %s in namespace %s; create it, or correct"
                            .formatted(name, namespace)
                        + " backend.inferenceServiceName"));
    var told = InferenceAddress.of(inference);
    if (told.isPresent()) {
      return told.get();
    }
    var predictor = name + "-predictor";
    return ServicePorts.of(
            lookup
                .service(namespace, predictor)
                .orElseThrow(() ->
                    new UnresolvedException(
                        "InferenceServiceNotReady",
                        "InferenceService %s tells no URL yet and there is no Service %s; see kubectl"
                                .formatted(name, predictor)
                            + " -n %s describe inferenceservice %s".formatted(namespace, name))))
        .predictor();
  }

  private Place labelled(BackendSpec backend) throws UnresolvedException {
    var labels = backend.discoveryLabels();
    if (labels == null || labels.isEmpty()) {
      throw new UnresolvedException("InvalidBackend", "set backend.discoveryLabels");
    }
    var shown =
        labels.entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .sorted()
            .collect(Collectors.joining(","));
    var found = lookup.services(namespace, labels);
    if (found.isEmpty()) {
      throw new UnresolvedException(
          "NoMatchingService",
          "no Service in namespace %s has the labels %s; see kubectl -n %s get services -l %s"
              .formatted(namespace, shown, namespace, shown));
    }
    // A Service for clients often has a twin without an address, for its pods among themselves.
    var reachable = found.stream().filter(service -> !ServicePorts.headless(service)).toList();
    var candidates = reachable.isEmpty() ? found : reachable;
    if (candidates.size() > 1) {
      throw new UnresolvedException(
          "AmbiguousService",
          "the Services %s in namespace %s all have the labels %s; add a label that only one has"
              .formatted(names(candidates), namespace, shown));
    }
    return ServicePorts.of(candidates.getFirst()).http();
  }

  private static String names(List<Service> services) {
    return services.stream()
        .map(service -> service.getMetadata().getName())
        .sorted(Comparator.naturalOrder())
        .limit(5)
        .collect(Collectors.joining(", "));
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
