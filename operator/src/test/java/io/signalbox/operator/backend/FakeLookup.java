package io.signalbox.operator.backend;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resources of a cluster that is not there. */
final class FakeLookup implements Lookup {
  final List<Service> services = new ArrayList<>();
  final List<GenericKubernetesResource> inferences = new ArrayList<>();
  boolean kserve = true;

  /** A namespace of which nothing is known. */
  String unwatched = "";

  /** Answers with this status instead, unless it is 0. */
  int fails;

  @Override
  public boolean watches(String namespace) {
    return !namespace.equals(unwatched);
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    fail();
    return services.stream().filter(one -> is(one, namespace, name)).findFirst();
  }

  @Override
  public List<Service> services(String namespace, Map<String, String> labels) {
    fail();
    return services.stream()
        .filter(one -> one.getMetadata().getNamespace().equals(namespace))
        .filter(one -> one.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  @Override
  public boolean hasKserve() {
    return kserve;
  }

  @Override
  public Optional<GenericKubernetesResource> inferenceService(String namespace, String name) {
    fail();
    return inferences.stream().filter(one -> is(one, namespace, name)).findFirst();
  }

  private void fail() {
    if (fails != 0) {
      throw new KubernetesClientException("no", fails, null);
    }
  }

  private static boolean is(HasMetadata one, String namespace, String name) {
    return one.getMetadata().getNamespace().equals(namespace)
        && one.getMetadata().getName().equals(name);
  }
}
