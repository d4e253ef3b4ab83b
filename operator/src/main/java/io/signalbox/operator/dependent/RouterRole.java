package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;

/**
 * What a router may do, within its namespace only: read the pools and routes that configure it, say
 * what became of them, and agree with its replicas on who says it. No Secret is among it.
 */
public final class RouterRole implements Dependent {
  /** The rules; the operator must hold them all, since nobody may grant more than they have. */
  public static final List<PolicyRule> RULES =
      List.of(
          rule("vllm.ai", List.of("intelligentpools", "intelligentroutes"), "get", "list", "watch"),
          rule(
              "vllm.ai",
              List.of("intelligentpools/status", "intelligentroutes/status"),
              "get",
              "patch",
              "update"),
          rule("coordination.k8s.io", List.of("leases"), "create", "get", "patch", "update"),
          rule("", List.of("events"), "create", "patch"));

  @Override
  public List<Kind> kinds() {
    return List.of(Kind.of(Role.class));
  }

  @Override
  public List<Role> desired(Plan plan) {
    return List.of(
        new RoleBuilder().withMetadata(plan.metadata(plan.name())).withRules(RULES).build());
  }

  private static PolicyRule rule(String group, List<String> resources, String... verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resources)
        .withVerbs(verbs)
        .build();
  }
}
