package io.signalbox.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.kubernetes.resource.SemanticRouterStatus;
import io.signalbox.operator.dependent.ObjectName;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what changed, as Kubernetes events. Only turns are told: a condition that says what
 * it said before is no news, so a restart of the operator is silent. The same news again raises the
 * count of its event.
 */
public final class Announcements {
  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
  private static final int FORBIDDEN = 403;
  private static final int CONFLICT = 409;
  private static final int LONGEST = 1000;
  private static final Set<String> BAD_WHEN_TRUE = Set.of("Degraded");

  /** Reasons of {@code Degraded} that another condition tells in full. */
  private static final Set<String> TOLD_ELSEWHERE =
      Set.of("ConfigRefused", "BackendsUnresolved", "AdaptersNotServed");

  /**
   * Conditions whose turns are news; the others follow the Deployment, which has its own events.
   */
  private static final Set<String> TOLD =
      Set.of("ConfigValid", "BackendsResolved", "AdaptersServed", "Degraded");

  private final KubernetesClient client;
  private final Clock clock;

  public Announcements(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Tells what was written and which conditions turned. */
  public void tell(SemanticRouter router, SemanticRouterStatus now, List<String> changes) {
    if (!changes.isEmpty()) {
      send(router, "Normal", "Applied", String.join(", ", changes));
    }
    var before =
        Conditions.of(router).stream()
            .collect(
                Collectors.toMap(Condition::getType, Function.identity(), (one, other) -> one));
    var conditions = now.conditions();
    if (conditions != null) {
      conditions.stream()
          .filter(condition -> TOLD.contains(condition.getType()))
          .filter(condition -> !TOLD_ELSEWHERE.contains(condition.getReason()))
          .filter(condition -> isNews(before.get(condition.getType()), condition))
          .forEach(condition ->
              send(
                  router,
                  isBad(condition) ? "Warning" : "Normal",
                  condition.getReason(),
                  condition.getMessage()));
    }
  }

  /** Tells of something that is wrong and that no condition holds. */
  public void warn(SemanticRouter router, String reason, String message) {
    send(router, "Warning", reason, message);
  }

  private static boolean isNews(@Nullable Condition before, Condition now) {
    if (before == null) {
      return isBad(now);
    }
    return !before.getStatus().equals(now.getStatus())
        || !before.getReason().equals(now.getReason())
        || (isBad(now) && !Objects.equals(before.getMessage(), now.getMessage()));
  }

  private static boolean isBad(Condition condition) {
    var bad = BAD_WHEN_TRUE.contains(condition.getType()) ? "True" : "False";
    return bad.equals(condition.getStatus());
  }

  /** A cluster that takes no events still gets its routers: a failure is logged, no more. */
  private void send(SemanticRouter router, String type, String reason, String message) {
    var event = event(router, type, reason, cut(message));
    try {
      client.v1().events().resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        countAgain(event);
      } else if (namespaceGoes(e)) {
        LOG.debug("event {} was not written: its namespace goes", reason);
      } else {
        LOG.warn("event {} was not written: {}", reason, e.getMessage());
      }
    }
  }

  private static boolean namespaceGoes(KubernetesClientException e) {
    var message = e.getMessage();
    return e.getCode() == FORBIDDEN && message != null && message.contains("being terminated");
  }

  private void countAgain(Event event) {
    try {
      client
          .v1()
          .events()
          .resource(event)
          .edit(present ->
              new EventBuilder(present)
                  .withCount(Objects.requireNonNullElse(present.getCount(), 1) + 1)
                  .withLastTimestamp(event.getLastTimestamp())
                  .build());
    } catch (KubernetesClientException e) {
      LOG.warn("event {} was not counted: {}", event.getReason(), e.getMessage());
    }
  }

  private Event event(SemanticRouter router, String type, String reason, String message) {
    var metadata = router.getMetadata();
    var time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    var key = metadata.getUid() + "/" + type + "/" + reason + "/" + message;
    var digest = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    var name = ObjectName.of(metadata.getName());
    return new EventBuilder()
        .withNewMetadata()
        .withName(name + "." + digest.toString().replace("-", ""))
        .withNamespace(metadata.getNamespace())
        .withLabels(Map.of("app.kubernetes.io/instance", name))
        .endMetadata()
        .withInvolvedObject(
            new ObjectReferenceBuilder()
                .withApiVersion(router.getApiVersion())
                .withKind(router.getKind())
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .build())
        .withType(type)
        .withReason(reason)
        .withMessage(message)
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .withNewSource("signalbox-operator", null)
        .build();
  }

  private static String cut(String message) {
    return message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
  }
}
