package io.signalbox.operator.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.signalbox.operator.dependent.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether objects that nobody watches are there, such as a storage class. What is there is taken to
 * be so for some minutes; what is not is asked for again each time. Where it may not be asked,
 * nothing is missing as far as anybody knows.
 */
public final class Presence {
  private record Thing(Kind kind, @Nullable String namespace, String name) {}

  private static final Duration KEPT = Duration.ofMinutes(5);

  private final KubernetesClient client;
  private final Clock clock;
  private final Map<Thing, Instant> present = new ConcurrentHashMap<>();

  public Presence(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Whether the API server says that there is no such object.
   *
   * @param namespace null for a kind that is in none
   */
  public boolean lacks(Kind kind, @Nullable String namespace, String name) {
    var thing = new Thing(kind, namespace, name);
    var now = clock.instant();
    var until = present.get(thing);
    if (until != null && now.isBefore(until)) {
      return false;
    }
    if (absent(thing)) {
      present.remove(thing);
      return true;
    }
    present.put(thing, now.plus(KEPT));
    return false;
  }

  private boolean absent(Thing thing) {
    var kind = client.genericKubernetesResources(thing.kind().apiVersion(), thing.kind().kind());
    try {
      return (thing.namespace() == null
                  ? kind.withName(thing.name())
                  : kind.inNamespace(thing.namespace()).withName(thing.name()))
              .get()
          == null;
    } catch (KubernetesClientException unknown) {
      // Without the right to ask, or an answer, there is nothing to complain of.
      return false;
    }
  }
}
