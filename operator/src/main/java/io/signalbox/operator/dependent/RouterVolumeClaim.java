package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.signalbox.kubernetes.resource.PersistenceSpec;
import java.util.List;
import java.util.Optional;

/**
 * A volume for models of the user's own. The router needs none, so there is one only where the
 * resource has a {@code persistence} block that is not switched off. Data is not deleted by an
 * edit: a claim that is no longer wanted goes with its router. Without a class the cluster's own is
 * used.
 */
public final class RouterVolumeClaim implements Dependent {
  private static final String USUAL_SIZE = "10Gi";

  @Override
  public List<Kind> kinds() {
    return List.of(Kind.of(PersistentVolumeClaim.class));
  }

  @Override
  public List<PersistentVolumeClaim> desired(Plan plan) {
    var persistence = asked(plan).filter(RouterVolumeClaim::isNew);
    return persistence.map(spec -> List.of(claim(plan, spec))).orElseGet(List::of);
  }

  @Override
  public boolean pruned() {
    return false;
  }

  /** The name of the claim that pods mount, if they mount one. */
  static Optional<String> mounted(Plan plan) {
    return asked(plan).map(spec -> isNew(spec) ? plan.claimName() : spec.existingClaim());
  }

  private static Optional<PersistenceSpec> asked(Plan plan) {
    return Optional.ofNullable(plan.spec().persistence())
        .filter(spec -> !Boolean.FALSE.equals(spec.enabled()));
  }

  private static boolean isNew(PersistenceSpec spec) {
    return spec.existingClaim() == null || spec.existingClaim().isEmpty();
  }

  private static PersistentVolumeClaim claim(Plan plan, PersistenceSpec spec) {
    var metadata = plan.metadata(plan.claimName());
    if (spec.annotations() != null) {
      metadata.setAnnotations(spec.annotations());
    }
    var size = spec.size() == null ? USUAL_SIZE : spec.size();
    var storageClass = spec.storageClassName();
    return new PersistentVolumeClaimBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withAccessModes(spec.accessMode() == null ? "ReadWriteOnce" : spec.accessMode())
        .withStorageClassName(storageClass == null || storageClass.isEmpty() ? null : storageClass)
        .withNewResources()
        .addToRequests("storage", new Quantity(size))
        .endResources()
        .endSpec()
        .build();
  }
}
