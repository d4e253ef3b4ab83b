package io.signalbox.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kubernetes.intelligent.Manifests;
import io.signalbox.kubernetes.intelligent.Reason;
import io.signalbox.kubernetes.intelligent.RoutingResource;
import io.signalbox.kubernetes.intelligent.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResourceStatusTest {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final Verdict READY = new Verdict(Reason.READY, "it serves", List.of());
  private static final Verdict BAD =
      new Verdict(Reason.VALIDATION_FAILED, "it does not", List.of());

  private final RoutingResource pool = Manifests.of(Manifests.pool("p", "a", "b")).getFirst();
  private final RoutingResource route =
      Manifests.of(Manifests.route("r", "stem", "physics", 5, "a")).getFirst();

  @Test
  void aPoolTellsItsModels() {
    var status = ResourceStatus.change(pool, READY, Map.of(), NOW).orElseThrow();
    assertThat(status)
        .containsEntry("modelCount", 2)
        .containsEntry("observedGeneration", 1L)
        .containsEntry(
            "conditions",
            List.of(
                Map.of(
                    "type", "Ready",
                    "status", "True",
                    "reason", "Ready",
                    "message", "it serves",
                    "lastTransitionTime", "2026-02-03T04:05:06Z",
                    "observedGeneration", 1L)));
  }

  @Test
  void aRouteTellsItsSignalsAndDecisions() {
    assertThat(ResourceStatus.change(route, BAD, Map.of(), NOW).orElseThrow().get("statistics"))
        .isEqualTo(Map.of("decisions", 1, "domains", 0, "embeddings", 0, "keywords", 1));
  }

  @Test
  void whatStandsThereAlreadyIsNotWrittenAgain() {
    var status = ResourceStatus.change(pool, READY, Map.of(), NOW).orElseThrow();
    assertThat(ResourceStatus.change(pool, READY, status, NOW.plusSeconds(60))).isEmpty();
  }

  @Test
  void theTimeIsThatOfTheLastTurn() {
    var ready = ResourceStatus.change(pool, READY, Map.of(), NOW).orElseThrow();
    var bad = ResourceStatus.change(pool, BAD, ready, NOW.plusSeconds(60)).orElseThrow();
    var worse = new Verdict(Reason.CONFLICT, "another reason", List.of());
    var still = ResourceStatus.change(pool, worse, bad, NOW.plusSeconds(90)).orElseThrow();
    assertThat(String.valueOf(still.get("conditions")))
        .contains("2026-02-03T04:06:06Z", "Conflict");
  }

  @Test
  void conditionsOfOthersStay() {
    var other = Map.of("type", "Audited", "status", "True");
    var status =
        ResourceStatus.change(pool, READY, Map.of("conditions", List.of(other), "x", 1), NOW)
            .orElseThrow();
    assertThat(status).containsEntry("x", 1);
    assertThat((List<?>) status.get("conditions")).hasSize(2).first().isEqualTo(other);
  }
}
