package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.signalbox.kubernetes.resource.AutoscalingSpec;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.kubernetes.resource.SemanticRouterSpec;
import io.signalbox.operator.config.RouterDocument;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What one router is to be, told once for all its objects.
 *
 * @param router the resource as the API server has it
 * @param openshift whether the cluster assigns user ids and serves Routes
 * @param document what the router is configured with
 * @param image what the container runs
 * @param addresses how many servers of models the document leads to
 * @param attachments what connects a gateway to the router
 */
public record Plan(
    SemanticRouter router,
    boolean openshift,
    RouterDocument document,
    String image,
    int addresses,
    List<GenericKubernetesResource> attachments) {
  /** Whose fields ours are, in server-side apply. */
  public static final String FIELD_MANAGER = "signalbox-operator";

  /** The label of all that this operator owns; informers select by it. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The selector of all that this operator owns. */
  public static final String OWNED_SELECTOR = MANAGED_BY + "=" + FIELD_MANAGER;

  public Plan {
    attachments = List.copyOf(attachments);
  }

  /** The name that Deployment and Service share: that of the resource, where one may have it. */
  public String name() {
    return ObjectName.of(router.getMetadata().getName());
  }

  /** The namespace of the resource and of all its objects. */
  public String namespace() {
    return router.getMetadata().getNamespace();
  }

  /** What the resource asks for. */
  public SemanticRouterSpec spec() {
    return Objects.requireNonNull(router.getSpec(), "spec");
  }

  /** The ports of {@code spec.service}. */
  public Ports ports() {
    return Ports.of(spec().service());
  }

  /** The name of the ConfigMap. */
  public String configName() {
    return name() + "-config";
  }

  /** The name of the claim that is made for a resource that names none. */
  public String claimName() {
    return name() + "-models";
  }

  /** The name of the ServiceAccount that the pods use. */
  public String accountName() {
    var account = spec().serviceAccount();
    var given = account == null ? null : account.name();
    return given == null || given.isEmpty() ? name() : given;
  }

  /** Whether a HorizontalPodAutoscaler says how many replicas there are. */
  public boolean autoscaled() {
    var autoscaling = spec().autoscaling();
    return autoscaling != null && Boolean.TRUE.equals(autoscaling.enabled());
  }

  /** How many replicas there are at least, unless somebody switches the router off. */
  public int leastReplicas() {
    AutoscalingSpec autoscaling = spec().autoscaling();
    if (autoscaled() && autoscaling != null) {
      return autoscaling.minReplicas() == null ? 1 : autoscaling.minReplicas();
    }
    var replicas = spec().replicas();
    return replicas == null ? 1 : replicas;
  }

  /** How many replicas there may be. */
  public int mostReplicas() {
    AutoscalingSpec autoscaling = spec().autoscaling();
    return autoscaled() && autoscaling != null
        ? RouterAutoscaler.most(autoscaling)
        : leastReplicas();
  }

  /** The labels that select the router's pods; they never change. */
  public Map<String, String> selector() {
    return new TreeMap<>(
        Map.of("app.kubernetes.io/name", "semantic-router", "app.kubernetes.io/instance", name()));
  }

  /** The labels of all objects of the router. */
  public Map<String, String> labels() {
    var labels = new TreeMap<>(selector());
    labels.put(MANAGED_BY, FIELD_MANAGER);
    return labels;
  }

  /** Metadata of an object of the router: deleted with it, found by its labels. */
  public ObjectMeta metadata(String objectName) {
    return new ObjectMetaBuilder()
        .withName(objectName)
        .withNamespace(namespace())
        .withLabels(labels())
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion(router.getApiVersion())
                .withKind(router.getKind())
                .withName(router.getMetadata().getName())
                .withUid(router.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build())
        .build();
  }
}
