package io.signalbox.gateways.doctor;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a real cluster through its API server. */
final class KubernetesReader implements ClusterReader {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final KubernetesClient client;
  private final Duration patience;
  private final Map<Kind, Boolean> known = new HashMap<>();

  KubernetesReader(KubernetesClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  @Override
  public String namespace() {
    return Optional.ofNullable(client.getNamespace()).orElse("default");
  }

  @Override
  public boolean knows(Kind kind) {
    return known.computeIfAbsent(
        kind,
        asked -> {
          var version =
              asked.group().isEmpty() ? asked.version() : asked.group() + "/" + asked.version();
          return reading(
              asked,
              "get",
              () -> {
                var resources = client.getApiResources(version);
                return resources != null
                    && resources.getResources().stream()
                        .anyMatch(one -> one.getKind().equals(asked.name()));
              });
        });
  }

  @Override
  public Optional<Thing> get(Kind kind, String namespace, String name) {
    return knows(kind)
        ? reading(
            kind,
            "get",
            () ->
                Optional.ofNullable(
                        client
                            .genericKubernetesResources(context(kind))
                            .inNamespace(namespace)
                            .withName(name)
                            .get())
                    .map(this::thing))
        : Optional.empty();
  }

  @Override
  public List<Thing> list(Kind kind, String namespace) {
    return knows(kind)
        ? reading(
            kind,
            "list",
            () ->
                client
                    .genericKubernetesResources(context(kind))
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .stream()
                    .map(this::thing)
                    .toList())
        : List.of();
  }

  @Override
  public Web service(String namespace, String name, int port) {
    return new ServiceProxy(client, namespace, name, port, patience);
  }

  private Thing thing(GenericKubernetesResource object) {
    var map = client.getKubernetesSerialization().convertValue(object, Map.class);
    @SuppressWarnings("unchecked")
    var fields = (Map<String, ?>) map;
    return new Thing(fields);
  }

  private static ResourceDefinitionContext context(Kind kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(kind.group())
        .withVersion(kind.version())
        .withKind(kind.name())
        .withPlural(kind.plural())
        .withNamespaced(true)
        .build();
  }

  private static <T> T reading(Kind kind, String verb, Supplier<T> read) {
    try {
      return read.get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        throw new UnreadableException(
            "may not %s %s".formatted(verb, kind.resource()),
            "kubectl auth can-i %s %s; ask for a role that allows it"
                .formatted(verb, kind.resource()));
      }
      throw new UnreadableException(
          e.getCode() == NOT_FOUND
              ? "the API server does not know " + kind.resource()
              : "the API server cannot be asked: " + HttpWeb.words(e),
          "kubectl version; is the kubeconfig the right one?");
    }
  }
}
