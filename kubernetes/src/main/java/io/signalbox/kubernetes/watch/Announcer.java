package io.signalbox.kubernetes.watch;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.signalbox.kubernetes.intelligent.Kind;
import io.signalbox.kubernetes.intelligent.RoutingResource;
import io.signalbox.kubernetes.intelligent.Verdict;
import io.signalbox.kubernetes.watch.Complaints.Asked;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Events about resources that do not serve, or not as they were meant. The name of an event is made
 * of what it says, so that no replica and no start tells it twice.
 */
final class Announcer {
  private static final Asked ASKED = new Asked("create", "create", "", "events");
  private static final int CONFLICT = 409;
  private static final int MAX_TOLD = 2000;
  private static final int MAX_MESSAGE = 1024;
  private static final int MAX_NAME = 230;

  private final KubernetesClient client;
  private final String namespace;
  private final InstantSource clock;
  private final Complaints complaints;
  private final Set<String> told = new LinkedHashSet<>();

  Announcer(KubernetesClient client, String namespace, InstantSource clock, Complaints complaints) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
    this.complaints = complaints;
  }

  /** Tells what a verdict says against a resource, if anything. */
  void announce(RoutingResource resource, Verdict verdict) {
    if (!verdict.ready()) {
      tell(resource, verdict.reason().word(), verdict.message());
    }
    verdict.notes().forEach(note -> tell(resource, note.reason(), note.message()));
  }

  private void tell(RoutingResource resource, String reason, String message) {
    var name = name(resource, reason + message);
    if (!told.add(name + resource.uid())) {
      return;
    }
    if (told.size() > MAX_TOLD) {
      told.remove(told.iterator().next());
    }
    try {
      var _ = client.resource(event(resource, name, reason, message)).create();
    } catch (KubernetesClientException failed) {
      // An event is a courtesy: the condition says the same, so it is not tried again.
      if (failed.getCode() != CONFLICT) {
        complaints.tell(ASKED, failed);
      }
    }
  }

  private Event event(RoutingResource resource, String name, String reason, String message) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(Kind.GROUP + "/" + Kind.VERSION)
        .withKind(resource.kind().title())
        .withName(resource.name())
        .withNamespace(namespace)
        .withUid(resource.uid())
        .endInvolvedObject()
        .withType("Warning")
        .withReason(reason)
        .withMessage(message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message)
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withCount(1)
        .withNewSource()
        .withComponent("signalbox")
        .endSource()
        .build();
  }

  private static String name(RoutingResource resource, String text) {
    var object = resource.name();
    var shown = object.length() > MAX_NAME ? object.substring(0, MAX_NAME) : object;
    var hash = Integer.toHexString((resource.uid() + resource.generation() + text).hashCode());
    return shown + "." + hash;
  }
}
