package io.signalbox.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.signalbox.kubernetes.intelligent.Kind;
import io.signalbox.kubernetes.intelligent.Manifests;
import io.signalbox.kubernetes.testing.Cluster;
import io.signalbox.kubernetes.testing.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClusterRoutingIT {
  private final Cluster cluster = Cluster.open();
  private String namespace = "";

  @BeforeEach
  void install() {
    cluster.installCrds();
    namespace = cluster.namespace("routes");
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void apply(String manifest) {
    var object = Serialization.unmarshal(manifest, GenericKubernetesResource.class);
    object.getMetadata().setNamespace(namespace);
    cluster.client().resource(object).forceConflicts().serverSideApply();
  }

  private void delete(Kind kind, String name) {
    var _ =
        cluster
            .client()
            .genericKubernetesResources(ResourceWatch.definition(kind))
            .inNamespace(namespace)
            .withName(name)
            .delete();
  }

  private @Nullable GenericKubernetesResource object(Kind kind, String name) {
    return cluster
        .client()
        .genericKubernetesResources(ResourceWatch.definition(kind))
        .inNamespace(namespace)
        .withName(name)
        .get();
  }

  /** Reason and message of the condition; empty while there is none for what the object says. */
  private String ready(Kind kind, String name) {
    var object = object(kind, name);
    if (object == null
        || !(object.getAdditionalProperties().get("status") instanceof Map<?, ?> s)) {
      return "";
    }
    var status = Serialization.unmarshal(Serialization.asJson(s), GenericKubernetesResource.class);
    var conditions =
        Serialization.unmarshal(
            Serialization.asJson(status.getAdditionalProperties().get("conditions")),
            Condition[].class);
    var condition = conditions[0];
    return Objects.equals(condition.getObservedGeneration(), object.getMetadata().getGeneration())
        ? condition.getReason() + ": " + condition.getMessage()
        : "";
  }

  private static void await(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in 30 s: " + what).isLessThan(deadline);
      try {
        Thread.sleep(50);
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }
  }

  private void awaitReady(Kind kind, String name, String start) {
    await(name + " is " + start, () -> ready(kind, name).startsWith(start));
  }

  private Faults faults() {
    assumeTrue(cluster.faults().isPresent(), "a real API server has no faults to order");
    return cluster.faults().orElseThrow();
  }

  @Test
  void routingFollowsTheResources() {
    try (var router = new FakeRouter(cluster, namespace, "one")) {
      assertThat(router.models()).containsExactly("house", "elsewhere");
      apply(Manifests.pool("p", "house", "quick"));
      apply(Manifests.route("r", "stem", "physics", 5, "quick"));
      await("both serve", () -> router.decisions().equals(List.of("stem")));
      assertThat(router.models()).containsExactly("house", "quick");
      awaitReady(Kind.POOL, "p", "Ready: 2 models in effect");
      awaitReady(Kind.ROUTE, "r", "Ready: 1 decision in effect");

      apply(Manifests.route("r", "stem", "physics", 5, "gone"));
      awaitReady(Kind.ROUTE, "r", "ValidationFailed: spec.decisions[0].modelRefs[0].model: gone");
      assertThat(router.decisions()).containsExactly("stem");
      assertThat(router.state().refused()).containsExactly("IntelligentRoute r");

      delete(Kind.ROUTE, "r");
      await("the route is gone", () -> router.decisions().isEmpty());
      delete(Kind.POOL, "p");
      await("the file serves", () -> router.models().equals(List.of("house", "elsewhere")));
    }
  }

  @Test
  void anObjectMadeAnewWithTheSameGenerationIsSeen() {
    apply(Manifests.pool("p", "house"));
    apply(Manifests.route("r", "stem", "physics", 5, "house"));
    try (var router = new FakeRouter(cluster, namespace, "one")) {
      assertThat(router.decisions()).containsExactly("stem");
      delete(Kind.ROUTE, "r");
      apply(Manifests.route("r", "art", "paint", 5, "house"));
      await("the new one serves", () -> router.decisions().equals(List.of("art")));
      awaitReady(Kind.ROUTE, "r", "Ready");
    }
  }

  @Test
  void aConflictEndsWithItsCause() {
    apply(Manifests.pool("p", "house"));
    apply(Manifests.route("r", "stem", "physics", 5, "house"));
    try (var router = new FakeRouter(cluster, namespace, "one")) {
      awaitReady(Kind.ROUTE, "r", "Ready");
      awaitNextSecond("r");
      apply(Manifests.route("s", "stem", "chemistry", 5, "house"));
      awaitReady(Kind.ROUTE, "s", "Conflict");
      assertThat(router.decisions()).containsExactly("stem");
      delete(Kind.ROUTE, "r");
      awaitReady(Kind.ROUTE, "s", "Ready");
    }
  }

  /** Ages are told in seconds, and names decide within one. */
  private void awaitNextSecond(String name) {
    var object = Objects.requireNonNull(object(Kind.ROUTE, name));
    var created = Instant.parse(object.getMetadata().getCreationTimestamp());
    await("the next second", () -> Instant.now().isAfter(created.plusSeconds(1)));
  }

  @Test
  void nothingIsWrittenWhereNothingChanges() {
    apply(Manifests.pool("p", "house"));
    apply(Manifests.route("r", "stem", "physics", 5, "house"));
    String before;
    try (var router = new FakeRouter(cluster, namespace, "one")) {
      awaitReady(Kind.POOL, "p", "Ready");
      awaitReady(Kind.ROUTE, "r", "Ready");
      before = versions();
      int loads = router.loads();
      apply(Manifests.route("other", "art", "paint", 6, "house"));
      awaitReady(Kind.ROUTE, "other", "Ready");
      assertThat(versions()).isEqualTo(before);
      assertThat(router.loads()).isEqualTo(loads + 1);
    }
    try (var restarted = new FakeRouter(cluster, namespace, "one")) {
      delete(Kind.ROUTE, "other");
      await("it is followed", () -> restarted.decisions().equals(List.of("stem")));
      assertThat(versions()).isEqualTo(before);
    }
  }

  private String versions() {
    return Objects.requireNonNull(object(Kind.POOL, "p")).getMetadata().getResourceVersion()
        + " "
        + Objects.requireNonNull(object(Kind.ROUTE, "r")).getMetadata().getResourceVersion();
  }

  @Test
  void oneOfTwoReplicasWritesAndTheOtherTakesOver() {
    apply(Manifests.pool("p", "house"));
    var first = new FakeRouter(cluster, namespace, "one");
    try (var second = new FakeRouter(cluster, namespace, "two")) {
      awaitReady(Kind.POOL, "p", "Ready: 1 model");
      var lease = cluster.client().leases().inNamespace(namespace).withName(Leadership.LEASE);
      await("one leads", () -> "one".equals(lease.get().getSpec().getHolderIdentity()));
      first.close();
      apply(Manifests.pool("p", "house", "quick"));
      awaitReady(Kind.POOL, "p", "Ready: 2 models");
      assertThat(lease.get().getSpec().getHolderIdentity()).isEqualTo("two");
      assertThat(second.models()).hasSize(2);
    }
  }

  @Test
  void aRefusalIsOneEvent() {
    apply(Manifests.pool("p", "house"));
    apply(Manifests.route("r", "stem", "physics", 5, "gone"));
    try (var router = new FakeRouter(cluster, namespace, "one")) {
      awaitReady(Kind.ROUTE, "r", "ValidationFailed");
      assertThat(router.decisions()).isEmpty();
    }
    try (var again = new FakeRouter(cluster, namespace, "two")) {
      apply(Manifests.pool("p", "house", "quick"));
      awaitReady(Kind.POOL, "p", "Ready: 2 models");
      assertThat(again.decisions()).isEmpty();
    }
    assertThat(cluster.client().v1().events().inNamespace(namespace).list().getItems())
        .filteredOn(event -> event.getInvolvedObject().getName().equals("r"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getReason()).isEqualTo("ValidationFailed");
          assertThat(event.getMessage()).contains("gone (expected: a model card");
        });
  }

  @Test
  void aServerThatAnswersWithConflictsOrTooMuchIsAskedAgain() {
    var faults = faults();
    try (var router = new FakeRouter(cluster, namespace, "one")) {
      for (int status : new int[] {409, 429, 500}) {
        apply(Manifests.pool("p" + status, "house"));
        faults.answerNextWrites(Kind.POOL.plural(), status, 2);
        awaitReady(Kind.POOL, "p" + status, "Ready");
      }
      assertThat(router.models()).containsExactly("house");
    }
  }

  @Test
  void watchesThatAreDroppedBeginAnew() {
    var faults = faults();
    apply(Manifests.pool("p", "house"));
    try (var router = new FakeRouter(cluster, namespace, "one")) {
      faults.dropWatches();
      apply(Manifests.route("r", "stem", "physics", 5, "house"));
      await("it is seen", () -> router.decisions().equals(List.of("stem")));
      faults.expireWatches();
      apply(Manifests.route("s", "art", "paint", 6, "house"));
      await("it is seen", () -> router.decisions().equals(List.of("art", "stem")));
    }
  }

  @Test
  void whileTheServerIsAwayTheLastGoodServes() {
    var faults = faults();
    apply(Manifests.pool("p", "house"));
    apply(Manifests.route("r", "stem", "physics", 5, "house"));
    try (var router = new FakeRouter(cluster, namespace, "one")) {
      faults.stop();
      assertThat(router.decisions()).containsExactly("stem");
      faults.start();
      apply(Manifests.route("s", "art", "paint", 6, "house"));
      await("it is seen", () -> router.decisions().equals(List.of("art", "stem")));
      awaitReady(Kind.ROUTE, "s", "Ready");
    }
  }

  @Test
  void withoutRightsToLeasesTheStatusIsWrittenAllTheSame() {
    faults().deny(namespace, "leases", "");
    apply(Manifests.pool("p", "house"));
    try (var router = new FakeRouter(cluster, namespace, "one")) {
      awaitReady(Kind.POOL, "p", "Ready");
      assertThat(router.models()).containsExactly("house");
    }
  }

  @Test
  void withoutRightsToListTheFileServesUntilThereAreSome() {
    var faults = faults();
    faults.deny(namespace, Kind.POOL.plural(), "");
    apply(Manifests.route("r", "stem", "physics", 5, "house"));
    try (var router = new FakeRouter(cluster, namespace, "one")) {
      assertThat(router.state().synced()).isFalse();
      assertThat(router.models()).containsExactly("house", "elsewhere");
      assertThat(router.decisions()).isEmpty();
      faults.clear();
      await("the route serves", () -> router.decisions().equals(List.of("stem")));
    }
  }
}
