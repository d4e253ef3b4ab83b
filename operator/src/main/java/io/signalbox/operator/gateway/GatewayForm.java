package io.signalbox.operator.gateway;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.signalbox.operator.backend.ResolvedBackend;
import java.util.List;
import java.util.Map;

/** What an implementation of the Gateway API wants to be told in a form of its own. */
interface GatewayForm {
  /** Those of the servers that a rule can refer to. */
  List<ResolvedBackend> reachable(List<ResolvedBackend> backends);

  /** The resources that stand for servers; none where rules refer to Services. */
  List<GenericKubernetesResource> servers(List<ResolvedBackend> backends);

  /** How a rule refers to a server. */
  Map<String, Object> reference(ResolvedBackend backend);

  /** What else stands in each rule. */
  Map<String, Object> ruleFields();

  /** Whether a route can be chosen by what the router decided. */
  boolean routesByModel();

  /**
   * The policy that makes the gateway ask the router.
   *
   * @param targets what it applies to, in the router's namespace
   * @param byModel whether a route is to be chosen by what the router decided
   */
  GenericKubernetesResource policy(List<Map<String, String>> targets, boolean byModel);
}
