package io.signalbox.operator.watch;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.signalbox.operator.gateway.GatewayKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which implementation serves a Gateway, by its class. Classes hardly change; answers are kept. */
public final class GatewayClasses {
  private record Known(GatewayKind kind, Instant until) {}

  private static final Duration KEPT = Duration.ofMinutes(5);

  private final KubernetesClient client;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  public GatewayClasses(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** The implementation of a Gateway. */
  public GatewayKind of(GenericKubernetesResource gateway) {
    String name = gateway.get("spec", "gatewayClassName");
    if (name == null) {
      return GatewayKind.UNKNOWN;
    }
    var now = clock.instant();
    var kept = known.get(name);
    if (kept != null && now.isBefore(kept.until())) {
      return kept.kind();
    }
    var kind = GatewayKind.of(name, controller(name));
    known.put(name, new Known(kind, now.plus(KEPT)));
    return kind;
  }

  private @Nullable String controller(String name) {
    var found =
        client
            .genericKubernetesResources("gateway.networking.k8s.io/v1", "GatewayClass")
            .withName(name)
            .get();
    return found == null ? null : found.get("spec", "controllerName");
  }
}
