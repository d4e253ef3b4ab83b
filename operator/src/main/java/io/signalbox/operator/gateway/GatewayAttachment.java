package io.signalbox.operator.gateway;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.operator.backend.Resolution;
import io.signalbox.operator.platform.Platform;
import java.util.List;

/** What connects the Gateway of {@code spec.gateway.existingRef} to a router. */
public final class GatewayAttachment {
  private GatewayAttachment() {}

  /**
   * The resources to apply, in the order to apply them; empty when the resource names no Gateway or
   * when nothing can be attached to that kind.
   */
  public static List<GenericKubernetesResource> of(
      SemanticRouter router, Platform platform, GatewayKind kind, Resolution resolution) {
    return List.of();
  }
}
