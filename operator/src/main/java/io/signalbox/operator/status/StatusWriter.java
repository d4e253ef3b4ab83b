package io.signalbox.operator.status;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.kubernetes.resource.SemanticRouterStatus;
import io.signalbox.operator.dependent.Plan;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes a status where it differs. A look that follows a write at once may see the resource as it
 * was before; so the last write is remembered until the watch has caught up.
 */
public final class StatusWriter {
  private record Written(long version, SemanticRouterStatus status) {}

  private static final PatchContext PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(Plan.FIELD_MANAGER)
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final Map<String, Written> recent = new ConcurrentHashMap<>();

  public StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /** Puts the newest known status into a resource that a watch may have told late. */
  public void refresh(SemanticRouter router) {
    var uid = router.getMetadata().getUid();
    var written = recent.get(uid);
    if (written == null) {
      return;
    }
    if (version(router) >= written.version()) {
      recent.remove(uid, written);
    } else {
      router.setStatus(written.status());
    }
  }

  /**
   * Writes a status unless the resource has it.
   *
   * @return whether it was written
   */
  public boolean write(SemanticRouter router, SemanticRouterStatus status) {
    if (status.equals(router.getStatus())) {
      return false;
    }
    var patch = new SemanticRouter();
    patch.getMetadata().setName(router.getMetadata().getName());
    patch.getMetadata().setNamespace(router.getMetadata().getNamespace());
    patch.setStatus(status);
    var answer = client.resource(patch).subresource("status").patch(PATCH, patch);
    if (answer != null) {
      recent.put(router.getMetadata().getUid(), new Written(version(answer), status));
    }
    return true;
  }

  /** Forgets all resources but those of these uids. */
  public void retain(Set<String> present) {
    recent.keySet().retainAll(present);
  }

  private static long version(SemanticRouter router) {
    return Long.parseLong(router.getMetadata().getResourceVersion());
  }
}
