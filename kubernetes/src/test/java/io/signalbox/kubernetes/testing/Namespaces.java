package io.signalbox.kubernetes.testing;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The namespaces of a test. A cluster empties them when they are deleted; a lone API server has
 * nobody to do it, so that it is done here.
 */
final class Namespaces {
  /** A namespace controller leaves word in the status when it cannot end a namespace at once. */
  private static final Duration CONTROLLER = Duration.ofSeconds(5);

  /** What was found out about the cluster, once a process: whether somebody ends namespaces. */
  private static volatile Optional<Boolean> controlled = Optional.empty();

  private final KubernetesClient client;
  private final List<String> names = new ArrayList<>();

  Namespaces(KubernetesClient client) {
    this.client = client;
  }

  /** Makes one whose name begins with a prefix and was not used before. */
  synchronized String make(String prefix) {
    var name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    var namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels(Cluster.TESTS, "true")
            .endMetadata()
            .build();
    client.resource(namespace).create();
    names.add(name);
    return name;
  }

  /** Deletes them all; a cluster with controllers may take its time. */
  synchronized void delete() {
    names.forEach(name -> client.namespaces().withName(name).delete());
    names.clear();
  }

  /** Deletes them all, and what is in them where nobody else does. */
  synchronized void end() {
    var ending = List.copyOf(names);
    delete();
    for (var name : ending) {
      if (controlled.isEmpty()) {
        controlled = Optional.of(someoneEnds(name));
      }
      if (!controlled.get()) {
        empty(name);
        client.raw(
            "/api/v1/namespaces/" + name + "/finalize",
            "PUT",
            Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Namespace",
                "metadata",
                Map.of("name", name),
                "spec",
                Map.of("finalizers", List.of())));
      }
    }
  }

  private boolean someoneEnds(String name) {
    long deadline = System.nanoTime() + CONTROLLER.toNanos();
    while (System.nanoTime() < deadline) {
      var namespace = client.namespaces().withName(name).get();
      if (namespace == null || tellsConditions(namespace)) {
        return true;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopped);
      }
    }
    return false;
  }

  private static boolean tellsConditions(Namespace namespace) {
    return namespace.getStatus() != null
        && namespace.getStatus().getConditions() != null
        && !namespace.getStatus().getConditions().isEmpty();
  }

  private void empty(String name) {
    for (var claim : client.persistentVolumeClaims().inNamespace(name).list().getItems()) {
      // Held until no pod uses it, by a controller that is not there either.
      client
          .resource(claim)
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
    }
    // The client deletes only with a body; without one it reads.
    var options =
        Map.of("apiVersion", "v1", "kind", "DeleteOptions", "propagationPolicy", "Background");
    collections(name).forEach(path -> client.raw(path, "DELETE", options));
  }

  /** Paths of all collections of objects in a namespace that can be deleted. */
  private Stream<String> collections(String name) {
    var groups =
        client.getApiGroups().getGroups().stream()
            .flatMap(group -> group.getVersions().stream())
            .map(GroupVersionForDiscovery::getGroupVersion);
    return Stream.concat(Stream.of("v1"), groups)
        .flatMap(version ->
            deletable(version)
                .map(plural ->
                    (version.contains("/") ? "/apis/" : "/api/")
                        + version
                        + "/namespaces/"
                        + name
                        + "/"
                        + plural));
  }

  private Stream<String> deletable(String groupVersion) {
    try {
      var resources = client.getApiResources(groupVersion);
      return resources == null
          ? Stream.of()
          : resources.getResources().stream()
              .filter(resource -> Boolean.TRUE.equals(resource.getNamespaced()))
              .filter(resource -> resource.getVerbs().contains("deletecollection"))
              .map(APIResource::getName);
    } catch (KubernetesClientException gone) {
      // A CRD, or an aggregated server, that left in the meantime.
      return Stream.of();
    }
  }
}
