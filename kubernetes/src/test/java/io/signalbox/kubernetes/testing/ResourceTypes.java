package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds that the stand-in knows: those built in, and those that CRDs install. Not for several threads at once. */
final class ResourceTypes {
  private static final List<Class<? extends HasMetadata>> BUILT_IN =
      List.of(
          Namespace.class,
          ConfigMap.class,
          Secret.class,
          Service.class,
          ServiceAccount.class,
          PersistentVolumeClaim.class,
          PersistentVolume.class,
          Pod.class,
          Node.class,
          Endpoints.class,
          LimitRange.class,
          ResourceQuota.class,
          io.fabric8.kubernetes.api.model.Event.class,
          io.fabric8.kubernetes.api.model.events.v1.Event.class,
          Deployment.class,
          ReplicaSet.class,
          StatefulSet.class,
          DaemonSet.class,
          Job.class,
          CronJob.class,
          HorizontalPodAutoscaler.class,
          PodDisruptionBudget.class,
          Ingress.class,
          IngressClass.class,
          NetworkPolicy.class,
          Role.class,
          RoleBinding.class,
          ClusterRole.class,
          ClusterRoleBinding.class,
          Lease.class,
          EndpointSlice.class,
          StorageClass.class,
          CustomResourceDefinition.class);

  private static final Set<String> WITHOUT_STATUS = Set.of("Event", "LimitRange");

  private final Map<String, ResourceType> types = new LinkedHashMap<>();

  ResourceTypes() {
    BUILT_IN.forEach(type -> add(builtIn(type)));
  }

  private static ResourceType builtIn(Class<? extends HasMetadata> type) {
    var kind = HasMetadata.getKind(type);
    boolean status =
        !WITHOUT_STATUS.contains(kind)
            && Arrays.stream(type.getDeclaredFields()).anyMatch(f -> f.getName().equals("status"));
    return new ResourceType(
        HasMetadata.getGroup(type),
        HasMetadata.getVersion(type),
        HasMetadata.getPlural(type),
        kind.toLowerCase(Locale.ROOT),
        kind,
        Namespaced.class.isAssignableFrom(type),
        status,
        type,
        null);
  }

  private void add(ResourceType type) {
    types.put(key(type.group(), type.version(), type.plural()), type);
  }

  private static String key(String group, String version, String plural) {
    return group + "/" + version + "/" + plural;
  }

  /** The kind that a request asks for. */
  Optional<ResourceType> find(String group, String version, String plural) {
    return Optional.ofNullable(types.get(key(group, version, plural)));
  }

  Collection<ResourceType> all() {
    return types.values();
  }

  /** Serves the versions of a CRD, in place of what an older state of it served. */
  void install(JsonNode definition) {
    remove(definition);
    var spec = definition.path("spec");
    var names = spec.path("names");
    for (var version : spec.path("versions")) {
      if (version.path("served").asBoolean()) {
        var schema = version.path("schema").path("openAPIV3Schema");
        add(
            new ResourceType(
                spec.path("group").asText(),
                version.path("name").asText(),
                names.path("plural").asText(),
                names.path("singular").asText(),
                names.path("kind").asText(),
                spec.path("scope").asText().equals("Namespaced"),
                version.path("subresources").has("status"),
                null,
                new CrdVersion(schema, rules(schema))));
      }
    }
  }

  /** The rules of one version, as if it were the only one. */
  private static CrdSchema rules(JsonNode schema) {
    var version = Map.of("storage", true, "schema", Map.of("openAPIV3Schema", Json.map(schema)));
    return CrdSchema.of(Map.of("spec", Map.of("versions", List.of(version))));
  }

  /** Serves nothing of a CRD any more. */
  void remove(JsonNode definition) {
    var spec = definition.path("spec");
    var group = spec.path("group").asText();
    var plural = spec.path("names").path("plural").asText();
    new ArrayList<>(types.values())
        .stream()
            .filter(type -> type.group().equals(group) && type.plural().equals(plural))
            .forEach(type -> types.remove(key(group, type.version(), plural)));
  }
}
