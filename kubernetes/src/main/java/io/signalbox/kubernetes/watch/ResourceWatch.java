package io.signalbox.kubernetes.watch;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.signalbox.kubernetes.intelligent.Kind;
import io.signalbox.kubernetes.watch.Complaints.Asked;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Copies of all pools and routes of a namespace, kept up to date. A watch that breaks is begun
 * anew; while the API server is away the copies stay as they are.
 */
final class ResourceWatch implements AutoCloseable {
  private final Map<Kind, SharedIndexInformer<GenericKubernetesResource>> informers =
      new EnumMap<>(Kind.class);
  private final CompletableFuture<Void> refused = new CompletableFuture<>();
  private final Runnable changed;
  private final Complaints complaints;
  private CompletableFuture<Void> synced = new CompletableFuture<>();

  /**
   * @param changed called for every event, on the client's threads; must not block
   */
  ResourceWatch(
      KubernetesClient client, String namespace, Runnable changed, Complaints complaints) {
    this.changed = changed;
    this.complaints = complaints;
    for (var kind : Kind.values()) {
      var informer =
          client
              .genericKubernetesResources(definition(kind))
              .inNamespace(namespace)
              .runnableInformer(0);
      informer.exceptionHandler((started, failure) -> goesOn(kind, failure));
      informer.addEventHandler(new Changed(changed));
      informers.put(kind, informer);
    }
  }

  /** How the API server calls a kind. */
  static ResourceDefinitionContext definition(Kind kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(Kind.GROUP)
        .withVersion(Kind.VERSION)
        .withKind(kind.title())
        .withPlural(kind.plural())
        .withNamespaced(true)
        .build();
  }

  void start() {
    synced =
        CompletableFuture.allOf(
            informers.values().stream()
                .map(informer -> informer.start().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    // An empty list comes without an event.
    var _ = synced.thenRun(changed);
  }

  private boolean goesOn(Kind kind, Throwable failure) {
    complaints.tell(
        new Asked("list and watch", "get, list, watch", Kind.GROUP, kind.plural()), failure);
    int code = Complaints.code(failure);
    if (code == Complaints.FORBIDDEN || code == Complaints.NOT_FOUND) {
      refused.complete(null);
    }
    return true;
  }

  /** Waits until everything is known, or the API server says that it will not tell. */
  void awaitSync(Duration patience) {
    try {
      CompletableFuture.anyOf(synced, refused).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      complaints.tell("the API server has not told the routing resources yet; the file serves");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether everything has been known once. */
  boolean synced() {
    return informers.values().stream().allMatch(SharedIndexInformer::hasSynced);
  }

  List<GenericKubernetesResource> objects(Kind kind) {
    return Objects.requireNonNull(informers.get(kind)).getStore().list();
  }

  @Override
  public void close() {
    informers.values().forEach(SharedIndexInformer::close);
  }

  private record Changed(Runnable changed)
      implements ResourceEventHandler<GenericKubernetesResource> {
    @Override
    public void onAdd(GenericKubernetesResource object) {
      changed.run();
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
      changed.run();
    }

    @Override
    public void onDelete(@Nullable GenericKubernetesResource object, boolean unknown) {
      changed.run();
    }
  }
}
