package io.signalbox.operator.apply;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.signalbox.operator.dependent.Kind;
import io.signalbox.operator.dependent.Plan;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects by server-side apply, and only where something is to be changed.
 *
 * <p>Two questions decide. Is the hash of what was last applied, kept in an annotation, the hash of
 * what is wanted? If not, the wish has changed, and fields may have to go. Does the object still
 * say all that is wanted? If not, somebody else changed it. Neither needs the managed fields, which
 * would be most of the memory of an informer.
 */
public final class Applier {
  /** The annotation that holds the hash of what was applied. */
  public static final String APPLIED = "signalbox.io/applied";

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int INVALID = 422;

  /**
   * The API server blames itself for what does not fit a schema, such as two entries of one key.
   */
  private static final int INTERNAL = 500;

  private static final String MISFIT = "failed to create typed patch object";

  private final KubernetesClient client;
  private final BiConsumer<String, Change> written;
  private final Contents contents;
  private final ReplicaHandover handover;

  /**
   * @param client how the API server is reached
   * @param written told of each write: the kind's name and what was done
   */
  public Applier(KubernetesClient client, BiConsumer<String, Change> written) {
    this.written = written;
    this.client = client;
    contents = new Contents(client.getKubernetesSerialization());
    handover = new ReplicaHandover(client);
  }

  /**
   * Brings one object to what it should be.
   *
   * @return what was done
   * @throws RefusedException where trying again does not help
   * @throws KubernetesClientException where it may: a conflict, too many calls, an error of the
   *     server
   */
  public Change apply(HasMetadata wanted, OwnedObjects owned) throws RefusedException {
    var kind = Kind.of(wanted);
    var metadata = wanted.getMetadata();
    var hash = contents.hash(wanted);
    annotate(wanted, hash);
    try {
      var known = owned.find(kind, metadata.getNamespace(), metadata.getName());
      if (known.isPresent() && settled(known.get(), wanted, hash)) {
        return Change.NONE;
      }
      var present = known.or(() -> Optional.ofNullable(handle(wanted).get()));
      if (present.isPresent()) {
        refuseUnlessOurs(kind, present.get(), wanted);
        handover.beforeWriting(wanted);
      }
      owned.written(kind, patch(wanted));
      var change = present.isPresent() ? Change.UPDATED : Change.CREATED;
      written.accept(kind.kind(), change);
      return change;
    } catch (KubernetesClientException e) {
      throw refusedOr(e, kind, metadata.getNamespace(), metadata.getName());
    }
  }

  /**
   * Deletes an object that is no longer wanted.
   *
   * @throws RefusedException when it may not be deleted
   */
  public Change delete(Kind kind, HasMetadata object) throws RefusedException {
    try {
      handle(object).lockResourceVersion(object.getMetadata().getResourceVersion()).delete();
      written.accept(kind.kind(), Change.DELETED);
      return Change.DELETED;
    } catch (KubernetesClientException e) {
      throw refusedOr(e, kind, object.getMetadata().getNamespace(), object.getMetadata().getName());
    }
  }

  private boolean settled(HasMetadata actual, HasMetadata wanted, String hash) {
    var annotations = actual.getMetadata().getAnnotations();
    return annotations != null
        && hash.equals(annotations.get(APPLIED))
        && contents.says(actual, wanted);
  }

  private static void annotate(HasMetadata object, String hash) {
    var given = object.getMetadata().getAnnotations();
    var annotations = given == null ? new HashMap<String, String>() : new HashMap<>(given);
    annotations.put(APPLIED, hash);
    object.getMetadata().setAnnotations(Map.copyOf(annotations));
  }

  /** Ours is what the same resource owns. An object of nobody may be precious to somebody. */
  private static void refuseUnlessOurs(Kind kind, HasMetadata present, HasMetadata wanted)
      throws RefusedException {
    var ours = ownerUid(wanted);
    if (ours == null || !ours.equals(ownerUid(present))) {
      var metadata = wanted.getMetadata();
      throw new RefusedException(Refusal.taken(kind, metadata.getNamespace(), metadata.getName()));
    }
  }

  private static @Nullable String ownerUid(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .map(owner -> owner.getUid())
        .findFirst()
        .orElse(null);
  }

  private HasMetadata patch(HasMetadata wanted) {
    return handle(wanted).fieldManager(Plan.FIELD_MANAGER).forceConflicts().serverSideApply();
  }

  private Resource<? extends HasMetadata> handle(HasMetadata object) {
    if (object instanceof GenericKubernetesResource generic) {
      return client
          .genericKubernetesResources(generic.getApiVersion(), generic.getKind())
          .inNamespace(object.getMetadata().getNamespace())
          .resource(generic);
    }
    return client.resource(object);
  }

  private static KubernetesClientException refusedOr(
      KubernetesClientException e, Kind kind, String namespace, String name)
      throws RefusedException {
    return switch (e.getCode()) {
      case FORBIDDEN -> throw new RefusedException(Refusal.forbidden(kind, namespace, name, e));
      case INVALID, BAD_REQUEST -> throw new RefusedException(Refusal.invalid(kind, name, e));
      case NOT_FOUND -> throw new RefusedException(Refusal.unknown(kind, name));
      case INTERNAL -> {
        if (e.getMessage() != null && e.getMessage().contains(MISFIT)) {
          throw new RefusedException(Refusal.invalid(kind, name, e));
        }
        yield e;
      }
      default -> e;
    };
  }
}
