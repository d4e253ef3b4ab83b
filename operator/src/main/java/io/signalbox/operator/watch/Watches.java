package io.signalbox.operator.watch;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.operator.apply.OwnedObjects;
import io.signalbox.operator.backend.Lookup;
import io.signalbox.operator.dependent.Dependent;
import io.signalbox.operator.dependent.Dependents;
import io.signalbox.operator.dependent.Kind;
import io.signalbox.operator.dependent.Plan;
import io.signalbox.operator.platform.Platform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The informers: of what routers own, selected by label, and of what they look at. Managed fields
 * are dropped on the way into the stores; they would be most of what is held.
 */
public final class Watches implements OwnedObjects, Lookup {
  private static final Kind SERVICE = Kind.of(Service.class);
  private static final Kind INFERENCE_SERVICE =
      Kind.generic("serving.kserve.io", "v1beta1", "InferenceService", "inferenceservices");
  private static final Kind GATEWAY =
      Kind.generic("gateway.networking.k8s.io", "v1", "Gateway", "gateways");

  private final Map<Kind, InformerEventSource<? extends HasMetadata, SemanticRouter>> sources =
      new ConcurrentHashMap<>();
  private final Set<String> namespaces;

  /**
   * @param namespaces those whose routers are run; empty for all
   */
  public Watches(Set<String> namespaces) {
    this.namespaces = Set.copyOf(namespaces);
  }

  /** The sources that a cluster of that sort has and that are not watched yet. */
  public Map<Kind, InformerEventSource<? extends HasMetadata, SemanticRouter>> missing(
      Platform platform, EventSourceContext<SemanticRouter> context) {
    return watched(platform).stream()
        .filter(kind -> !sources.containsKey(kind))
        .collect(Collectors.toMap(Function.identity(), kind -> source(kind, context)));
  }

  /**
   * Reads from a source from now on. It must have been started, or be started before any reading.
   */
  public void add(Kind kind, InformerEventSource<? extends HasMetadata, SemanticRouter> source) {
    sources.put(kind, source);
  }

  /** Whether all that such a cluster serves is watched. */
  public boolean complete(Platform platform) {
    return sources.keySet().containsAll(watched(platform));
  }

  /** Whether objects of a kind are watched, and so served by the cluster. */
  public boolean serves(Kind kind) {
    return sources.containsKey(kind);
  }

  private static Set<Kind> watched(Platform platform) {
    var kinds = new HashSet<Kind>();
    Dependents.ALL.stream()
        .map(Dependent::kinds)
        .flatMap(List::stream)
        .filter(kind -> served(kind, platform))
        .forEach(kinds::add);
    if (platform.kserve()) {
      kinds.add(INFERENCE_SERVICE);
    }
    if (platform.gatewayApi()) {
      kinds.add(GATEWAY);
    }
    return kinds;
  }

  private static boolean served(Kind kind, Platform platform) {
    return switch (kind.group()) {
      case "route.openshift.io" -> platform.openshift();
      case "gateway.networking.k8s.io" -> platform.gatewayApi();
      case "agentgateway.dev" -> platform.agentgateway();
      case "gateway.envoyproxy.io" -> platform.envoyGateway();
      default -> true;
    };
  }

  private static InformerEventSource<? extends HasMetadata, SemanticRouter> source(
      Kind kind, EventSourceContext<SemanticRouter> context) {
    if (!kind.isGeneric()) {
      return source(
          kind, InformerEventSourceConfiguration.from(kind.type(), SemanticRouter.class), context);
    }
    return source(
        kind,
        InformerEventSourceConfiguration.from(
            new GroupVersionKind(kind.group(), kind.version(), kind.kind()), SemanticRouter.class),
        context);
  }

  private static <R extends HasMetadata> InformerEventSource<R, SemanticRouter> source(
      Kind kind,
      InformerEventSourceConfiguration.Builder<R> configuration,
      EventSourceContext<SemanticRouter> context) {
    var owned = Mappers.<R>fromOwnerReferences(SemanticRouter.class);
    var lookedAt = References.<R>lookingAt(kind.kind(), context.getPrimaryCache());
    SecondaryToPrimaryMapper<R> mapper =
        object -> {
          var wakes = new HashSet<ResourceID>(owned.toPrimaryResourceIDs(object));
          wakes.addAll(lookedAt.apply(object));
          return wakes;
        };
    configuration
        .withName(kind.kind())
        .withSecondaryToPrimaryMapper(mapper)
        .withItemStore(new TransformingItemStore<R>(Watches::withoutManagedFields))
        .withInformerListLimit(500L);
    if (!kind.equals(INFERENCE_SERVICE) && !kind.equals(GATEWAY) && !kind.equals(SERVICE)) {
      configuration.withLabelSelector(Plan.OWNED_SELECTOR);
    } else if (!kind.equals(SERVICE)) {
      configuration.withWatchAllNamespaces();
    }
    return new InformerEventSource<>(configuration.build(), context);
  }

  private static <R extends HasMetadata> R withoutManagedFields(R object) {
    object.getMetadata().setManagedFields(List.of());
    return object;
  }

  @Override
  public Optional<HasMetadata> find(Kind kind, String namespace, String name) {
    return get(kind, namespace, name)
        .filter(object ->
            Plan.FIELD_MANAGER.equals(object.getMetadata().getLabels().get(Plan.MANAGED_BY)));
  }

  @Override
  public List<HasMetadata> of(Kind kind, String namespace, String ownerUid) {
    var source = sources.get(kind);
    if (source == null) {
      return List.of();
    }
    var found = new ArrayList<HasMetadata>();
    source.list(namespace, object -> owns(ownerUid, object)).forEach(found::add);
    return found;
  }

  private static boolean owns(String uid, HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> uid.equals(owner.getUid()));
  }

  @Override
  public void written(Kind kind, HasMetadata object) {
    var source = sources.get(kind);
    if (source != null) {
      remember(source, object);
    }
  }

  private static <R extends HasMetadata> void remember(
      InformerEventSource<R, SemanticRouter> source, HasMetadata object) {
    if (source.resourceType().isInstance(object)) {
      source.handleRecentResourceCreate(
          ResourceID.fromResource(object),
          withoutManagedFields(source.resourceType().cast(object)));
    }
  }

  private Optional<HasMetadata> get(Kind kind, String namespace, @Nullable String name) {
    var source = sources.get(kind);
    if (source == null || name == null) {
      return Optional.empty();
    }
    return source.get(new ResourceID(name, namespace)).map(HasMetadata.class::cast);
  }

  /** A Gateway, if it is there. */
  public Optional<GenericKubernetesResource> gateway(String namespace, String name) {
    return get(GATEWAY, namespace, name).map(GenericKubernetesResource.class::cast);
  }

  @Override
  public boolean watches(String namespace) {
    return namespaces.isEmpty() || namespaces.contains(namespace);
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    return get(SERVICE, namespace, name).map(Service.class::cast);
  }

  @Override
  public List<Service> services(String namespace, Map<String, String> labels) {
    var source = Objects.requireNonNull(sources.get(SERVICE));
    var found = new ArrayList<Service>();
    source
        .list(
            namespace,
            service -> service.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
        .forEach(service -> found.add((Service) service));
    return found;
  }

  @Override
  public boolean hasKserve() {
    return sources.containsKey(INFERENCE_SERVICE);
  }

  @Override
  public Optional<GenericKubernetesResource> inferenceService(String namespace, String name) {
    return get(INFERENCE_SERVICE, namespace, name).map(GenericKubernetesResource.class::cast);
  }
}
