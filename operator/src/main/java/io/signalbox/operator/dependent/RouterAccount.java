package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.List;

/** The account of the router's pods, unless the resource names one that exists. */
public final class RouterAccount implements Dependent {
  @Override
  public List<Kind> kinds() {
    return List.of(Kind.of(ServiceAccount.class));
  }

  @Override
  public List<ServiceAccount> desired(Plan plan) {
    var account = plan.spec().serviceAccount();
    if (account != null && Boolean.FALSE.equals(account.create())) {
      return List.of();
    }
    var metadata = plan.metadata(plan.accountName());
    if (account != null && account.annotations() != null) {
      metadata.setAnnotations(account.annotations());
    }
    return List.of(new ServiceAccountBuilder().withMetadata(metadata).build());
  }
}
