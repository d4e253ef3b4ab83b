package io.signalbox.kubernetes.watch;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.signalbox.kubernetes.intelligent.Kind;
import io.signalbox.kubernetes.intelligent.RoutingResource;
import io.signalbox.kubernetes.intelligent.Verdict;
import io.signalbox.kubernetes.watch.Complaints.Asked;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes verdicts into the status of resources, where they differ from what stands there. A write
 * names the version that was read, so that it never undoes what another has written since.
 */
final class StatusWriter {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final String namespace;
  private final InstantSource clock;
  private final Complaints complaints;
  private final Announcer announcer;
  private Duration pause = FIRST_PAUSE;

  StatusWriter(
      KubernetesClient client,
      String namespace,
      InstantSource clock,
      Complaints complaints,
      Announcer announcer) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
    this.complaints = complaints;
    this.announcer = announcer;
  }

  /**
   * Writes what is to be written.
   *
   * @param objects as last heard of
   * @param verdicts a resource that has changed since its verdict has none
   * @return how long to wait before another attempt, if one is needed
   */
  Optional<Duration> write(
      Map<Kind, List<GenericKubernetesResource>> objects, Map<RoutingResource, Verdict> verdicts) {
    boolean complete = true;
    for (var entry : objects.entrySet()) {
      for (var object : entry.getValue()) {
        var resource = RoutingResource.of(entry.getKey(), object);
        var verdict = verdicts.get(resource);
        complete &= verdict == null || write(object, resource, verdict);
      }
    }
    if (complete) {
      pause = FIRST_PAUSE;
      return Optional.empty();
    }
    var now = pause;
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    return Optional.of(now);
  }

  private boolean write(
      GenericKubernetesResource object, RoutingResource resource, Verdict verdict) {
    announcer.announce(resource, verdict);
    var present = status(object);
    var next = ResourceStatus.change(resource, verdict, present, clock.instant());
    if (next.isEmpty()) {
      return true;
    }
    try {
      var changed = new GenericKubernetesResource();
      changed.setApiVersion(object.getApiVersion());
      changed.setKind(object.getKind());
      changed.setMetadata(object.getMetadata());
      changed.setAdditionalProperties(new LinkedHashMap<>(object.getAdditionalProperties()));
      changed.setAdditionalProperty("status", next.get());
      var _ =
          client
              .genericKubernetesResources(ResourceWatch.definition(resource.kind()))
              .inNamespace(namespace)
              .resource(changed)
              .updateStatus();
      return true;
    } catch (KubernetesClientException failed) {
      return tell(resource, failed);
    }
  }

  /** Whether nothing is left to do about a write that failed. */
  private boolean tell(RoutingResource resource, KubernetesClientException failed) {
    if (failed.getCode() == Complaints.NOT_FOUND) {
      return true;
    }
    if (failed.getCode() != CONFLICT) {
      var status = resource.kind().plural() + "/status";
      complaints.tell(new Asked("update", "update", Kind.GROUP, status), failed);
    }
    return false;
  }

  private static Map<String, Object> status(GenericKubernetesResource object) {
    var status = new LinkedHashMap<String, Object>();
    if (object.getAdditionalProperties().get("status") instanceof Map<?, ?> present) {
      present.forEach((key, value) -> status.put(String.valueOf(key), value));
    }
    return status;
  }
}
