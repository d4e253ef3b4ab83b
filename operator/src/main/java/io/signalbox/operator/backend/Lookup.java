package io.signalbox.operator.backend;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what endpoints point to, from informers or from the API server. */
public interface Lookup {
  /** Whether Services of a namespace can be known here. */
  boolean watches(String namespace);

  /** The Service of that name. */
  Optional<Service> service(String namespace, String name);

  /** The Services that carry all the labels, in any order. */
  List<Service> services(String namespace, Map<String, String> labels);

  /** Whether the cluster knows InferenceServices at all. */
  boolean hasKserve();

  /** The InferenceService ({@code serving.kserve.io/v1beta1}) of that name. */
  Optional<GenericKubernetesResource> inferenceService(String namespace, String name);
}
