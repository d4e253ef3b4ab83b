package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import java.util.List;

/** Gives the router's account the router's role. */
public final class RouterRoleBinding implements Dependent {
  @Override
  public List<Kind> kinds() {
    return List.of(Kind.of(RoleBinding.class));
  }

  @Override
  public List<RoleBinding> desired(Plan plan) {
    return List.of(
        new RoleBindingBuilder()
            .withMetadata(plan.metadata(plan.name()))
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", plan.name())
            .addNewSubject()
            .withKind("ServiceAccount")
            .withName(plan.accountName())
            .withNamespace(plan.namespace())
            .endSubject()
            .build());
  }
}
