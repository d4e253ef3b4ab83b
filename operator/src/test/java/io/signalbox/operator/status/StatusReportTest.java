package io.signalbox.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.kubernetes.resource.SemanticRouterStatus;
import io.signalbox.operator.apply.Outcome;
import io.signalbox.operator.backend.Resolution;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StatusReportTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static SemanticRouter router() {
    var router = new SemanticRouter();
    router.getMetadata().setName("r");
    router.getMetadata().setNamespace("n");
    router.getMetadata().setGeneration(3L);
    return router;
  }

  private static Findings findings(Optional<Deployment> deployment, List<String> problems) {
    return new Findings(
        problems,
        "Refused",
        List.of(),
        0,
        new Resolution(List.of(), List.of()),
        false,
        List.of(),
        new Outcome(),
        deployment,
        null,
        null,
        false,
        false,
        null);
  }

  private static Deployment deployment(int wanted, int ready) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withGeneration(1L)
        .endMetadata()
        .withNewSpec()
        .withReplicas(wanted)
        .endSpec()
        .withNewStatus()
        .withObservedGeneration(1L)
        .withReplicas(wanted)
        .withUpdatedReplicas(wanted)
        .withReadyReplicas(ready)
        .endStatus()
        .build();
  }

  private static Condition condition(SemanticRouterStatus status, String type) {
    return Objects.requireNonNull(status.conditions()).stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static SemanticRouterStatus status(int wanted, int ready) {
    return StatusReport.of(
        router(), findings(Optional.of(deployment(wanted, ready)), List.of()), NOON);
  }

  @Test
  void phaseFollowsTheReadyReplicas() {
    assertThat(status(2, 0).phase()).isEqualTo("Pending");
    assertThat(status(2, 1).phase()).isEqualTo("Progressing");
    assertThat(status(2, 2).phase()).isEqualTo("Running");
    assertThat(status(0, 0).phase()).isEqualTo("Running");
    assertThat(condition(status(2, 2), "Available").getReason()).isEqualTo("AllReplicasReady");
    assertThat(condition(status(2, 2), "Progressing").getStatus()).isEqualTo("False");
    assertThat(condition(status(2, 1), "Available").getStatus()).isEqualTo("True");
  }

  @Test
  void podsThatAreRefusedAreTold() {
    var refused =
        new DeploymentBuilder(deployment(2, 1))
            .editStatus()
            .addNewCondition()
            .withType("ReplicaFailure")
            .withStatus("True")
            .withReason("FailedCreate")
            .withMessage("exceeded quota: small")
            .endCondition()
            .endStatus()
            .build();
    var status = StatusReport.of(router(), findings(Optional.of(refused), List.of()), NOON);
    var degraded = condition(status, "Degraded");
    assertThat(degraded.getReason()).isEqualTo("PodsRefused");
    assertThat(degraded.getMessage()).contains("exceeded quota: small");
  }

  @Test
  void withoutDeploymentNothingIsAvailable() {
    var status = StatusReport.of(router(), findings(Optional.empty(), List.of("x: bad")), NOON);
    assertThat(condition(status, "Available").getReason()).isEqualTo("DeploymentNotFound");
    assertThat(condition(status, "ConfigValid").getMessage())
        .isEqualTo("Correct the resource: x: bad. Until then no router is started.");
    assertThat(condition(status, "Degraded").getReason()).isEqualTo("ConfigRefused");
    assertThat(status.observedGeneration()).isEqualTo(3);
  }

  @Test
  void theSameFindingsGiveTheSameStatusLater() {
    var router = router();
    router.setStatus(status(2, 1));
    var later =
        StatusReport.of(
            router, findings(Optional.of(deployment(2, 1)), List.of()), NOON.plusSeconds(3600));
    assertThat(later).isEqualTo(router.getStatus());
  }

  @Test
  void aTurnHasItsTime() {
    var router = router();
    router.setStatus(status(2, 1));
    var later =
        StatusReport.of(
            router, findings(Optional.of(deployment(2, 0)), List.of()), NOON.plusSeconds(60));
    assertThat(condition(later, "Available").getLastTransitionTime())
        .isEqualTo("2026-01-01T12:01:00Z");
    assertThat(condition(later, "ConfigValid").getLastTransitionTime())
        .isEqualTo("2026-01-01T12:00:00Z");
  }
}
