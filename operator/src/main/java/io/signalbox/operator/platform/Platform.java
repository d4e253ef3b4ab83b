package io.signalbox.operator.platform;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a cluster is able to do, by the API groups that it serves. Groups say more than tries to
 * list something: what is forbidden, or fails for a moment, tells nothing of the cluster.
 *
 * @param openshift {@code route.openshift.io}
 * @param gatewayApi {@code gateway.networking.k8s.io}
 * @param agentgateway {@code agentgateway.dev}
 * @param envoyGateway {@code gateway.envoyproxy.io}
 * @param kserve {@code serving.kserve.io}
 */
public record Platform(
    boolean openshift,
    boolean gatewayApi,
    boolean agentgateway,
    boolean envoyGateway,
    boolean kserve) {
  /** Kubernetes with nothing beside it. */
  public static final Platform PLAIN = new Platform(false, false, false, false, false);

  /**
   * Asks the API server for its groups.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when it does not answer; nothing
   *     is known then, and the caller asks again
   */
  public static Platform detect(KubernetesClient client) {
    var list = client.getApiGroups();
    var groups = list == null ? null : list.getGroups();
    if (groups == null) {
      throw new IllegalStateException("the API server lists no API groups; nothing is known of it");
    }
    return of(groups.stream().map(APIGroup::getName).collect(Collectors.toSet()));
  }

  /** By the names of API groups. */
  public static Platform of(Set<String> groups) {
    return new Platform(
        groups.contains("route.openshift.io"),
        groups.contains("gateway.networking.k8s.io"),
        groups.contains("agentgateway.dev"),
        groups.contains("gateway.envoyproxy.io"),
        groups.contains("serving.kserve.io"));
  }
}
