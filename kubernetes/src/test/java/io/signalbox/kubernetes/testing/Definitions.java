package io.signalbox.kubernetes.testing;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The CRDs of a cluster, as far as tests care. An annotation tells which ones tests have written,
 * and what.
 */
final class Definitions {
  private static final String WRITTEN = "signalbox.io/tests";
  private static final int PATIENCE_SECONDS = 60;

  /** A server validates by the old schema for a moment after it has taken the new one. */
  private static final int TAKEN_UP_MILLIS = 2_000;

  private final KubernetesClient client;
  private final List<CustomResourceDefinition> lent = new ArrayList<>();

  Definitions(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Brings a CRD to what it is to be. It stays.
   *
   * @throws IllegalStateException when there is another one by which others live
   */
  void install(String yaml) {
    var wanted = marked(yaml);
    var present = settled(wanted);
    if (present == null) {
      create(wanted);
      return;
    }
    wanted.getMetadata().setResourceVersion(present.getMetadata().getResourceVersion());
    if (mark(wanted).equals(mark(present)) || same(present, wanted)) {
      return;
    }
    refuseWhereUsed(present);
    client.resource(wanted).update();
    awaitEstablished(wanted);
    pause();
  }

  /** Installs a CRD where the cluster has none of its name, until {@link #takeBack}. */
  void lend(String yaml) {
    var wanted = marked(yaml);
    var present = settled(wanted);
    if (present == null) {
      create(wanted);
    }
    if (present == null || !mark(present).isEmpty()) {
      lent.add(wanted);
    }
  }

  /** Removes the CRDs that were lent, with all their objects. */
  void takeBack() {
    for (var definition : lent) {
      client.resource(definition).delete();
    }
    lent.forEach(definition -> awaitThat(definition, present -> present == null));
    lent.clear();
  }

  private CustomResourceDefinition marked(String yaml) {
    var definition =
        client.getKubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
    var given = definition.getMetadata().getAnnotations();
    var annotations = given == null ? new HashMap<String, String>() : new HashMap<>(given);
    annotations.put(
        WRITTEN, UUID.nameUUIDFromBytes(yaml.getBytes(StandardCharsets.UTF_8)).toString());
    definition.getMetadata().setAnnotations(annotations);
    return definition;
  }

  private static String mark(CustomResourceDefinition definition) {
    var annotations = definition.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(WRITTEN, "");
  }

  /** Whether the server would find nothing to change; it knows what it fills in by itself. */
  private boolean same(CustomResourceDefinition present, CustomResourceDefinition wanted) {
    var tried = client.resource(wanted).dryRun().update();
    return tried.getMetadata().getGeneration().equals(present.getMetadata().getGeneration());
  }

  /** What is there, once it is no longer on its way out. */
  private @Nullable CustomResourceDefinition settled(CustomResourceDefinition wanted) {
    var present = client.resource(wanted).get();
    if (present == null || present.getMetadata().getDeletionTimestamp() == null) {
      return present;
    }
    awaitThat(wanted, one -> one == null || one.getMetadata().getDeletionTimestamp() == null);
    return client.resource(wanted).get();
  }

  private void create(CustomResourceDefinition wanted) {
    client.resource(wanted).create();
    awaitEstablished(wanted);
  }

  private void refuseWhereUsed(CustomResourceDefinition present) {
    var ours =
        client.namespaces().withLabel(Cluster.TESTS).list().getItems().stream()
            .map(Namespace::getMetadata)
            .map(metadata -> metadata.getName())
            .collect(Collectors.toSet());
    var spec = present.getSpec();
    var version = spec.getVersions().getFirst().getName();
    var others =
        client
            .genericKubernetesResources(spec.getGroup() + "/" + version, spec.getNames().getKind())
            .inAnyNamespace()
            .list()
            .getItems()
            .stream()
            .map(GenericKubernetesResource::getMetadata)
            .filter(metadata -> !ours.contains(metadata.getNamespace()))
            .toList();
    if (!others.isEmpty()) {
      throw new IllegalStateException(
          "The cluster has the CRD %s in another version and %d objects of it, such as %s in namespace %s; tests would replace it. Take another cluster, or bring it up to date before: kubectl replace -f deploy/operator/crds"
              .formatted(
                  present.getMetadata().getName(),
                  others.size(),
                  others.getFirst().getName(),
                  others.getFirst().getNamespace()));
    }
  }

  private void awaitEstablished(CustomResourceDefinition wanted) {
    awaitThat(wanted, present -> present != null && established(present));
  }

  private void awaitThat(
      CustomResourceDefinition definition, Predicate<CustomResourceDefinition> holds) {
    client.resource(definition).waitUntilCondition(holds, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static boolean established(CustomResourceDefinition definition) {
    return definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private static void pause() {
    try {
      Thread.sleep(TAKEN_UP_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
