package io.signalbox.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.signalbox.operator.apply.OwnedObjects;
import io.signalbox.operator.apply.Refusal;
import io.signalbox.operator.dependent.Kind;
import io.signalbox.operator.dependent.Plan;
import io.signalbox.operator.watch.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a resource names and leaves to others to make: account, claim, classes. */
final class Needs {
  private static final Kind ACCOUNT = Kind.of(ServiceAccount.class);
  private static final Kind CLAIM = Kind.of(PersistentVolumeClaim.class);
  private static final Kind STORAGE_CLASS = Kind.of(StorageClass.class);
  private static final Kind INGRESS_CLASS = Kind.of(IngressClass.class);

  private final OwnedObjects owned;
  private final Presence presence;

  Needs(OwnedObjects owned, Presence presence) {
    this.owned = owned;
    this.presence = presence;
  }

  /** What no pod can start without. */
  List<Refusal> ofPods(Plan plan) {
    var missing = new ArrayList<Refusal>();
    var account = plan.spec().serviceAccount();
    if (account != null && Boolean.FALSE.equals(account.create())) {
      var name = plan.accountName();
      if (presence.lacks(ACCOUNT, plan.namespace(), name)) {
        missing.add(
            new Refusal(
                "ServiceAccountNotFound",
                "spec.serviceAccount: there is no ServiceAccount %s in namespace %s; create it, or set create: true."
                    .formatted(name, plan.namespace())));
      }
    }
    var persistence = plan.spec().persistence();
    if (persistence != null && !Boolean.FALSE.equals(persistence.enabled())) {
      given(persistence.existingClaim())
          .filter(name -> presence.lacks(CLAIM, plan.namespace(), name))
          .ifPresent(name ->
              missing.add(
                  new Refusal(
                      "ClaimNotFound",
                      "spec.persistence.existingClaim: there is no PersistentVolumeClaim %s in namespace %s; create it, or take the field away."
                          .formatted(name, plan.namespace()))));
    }
    return missing;
  }

  /**
   * What a claim waits for. A volume made by hand may carry the name of a class that is no object,
   * so a claim that found one lacks nothing.
   */
  List<Refusal> ofClaim(Plan plan) {
    var persistence = plan.spec().persistence();
    if (persistence == null
        || Boolean.FALSE.equals(persistence.enabled())
        || given(persistence.existingClaim()).isPresent()
        || owned.find(CLAIM, plan.namespace(), plan.claimName()).filter(Needs::bound).isPresent()) {
      return List.of();
    }
    return given(persistence.storageClassName())
        .filter(name -> presence.lacks(STORAGE_CLASS, null, name))
        .map(name ->
            new Refusal(
                "StorageClassNotFound",
                "spec.persistence.storageClassName: there is no StorageClass %s, so PersistentVolumeClaim %s waits; create the class or a volume of it, or name another one (kubectl get storageclasses) and delete the claim."
                    .formatted(name, plan.claimName())))
        .stream()
        .toList();
  }

  private static boolean bound(HasMetadata object) {
    return object instanceof PersistentVolumeClaim claim
        && claim.getStatus() != null
        && "Bound".equals(claim.getStatus().getPhase());
  }

  /** What may be meant all the same, since some controllers ask for no such object. */
  List<String> doubts(Plan plan) {
    var ingress = plan.spec().ingress();
    if (ingress == null || !Boolean.TRUE.equals(ingress.enabled())) {
      return List.of();
    }
    return given(ingress.className())
        .filter(name -> presence.lacks(INGRESS_CLASS, null, name))
        .map(name ->
            "spec.ingress.className: there is no IngressClass %s; correct it (kubectl get ingressclasses)."
                .formatted(name))
        .stream()
        .toList();
  }

  private static Optional<String> given(@Nullable String name) {
    return Optional.ofNullable(name).filter(text -> !text.isEmpty());
  }
}
