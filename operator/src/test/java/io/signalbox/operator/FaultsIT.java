package io.signalbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.signalbox.kubernetes.testing.Cluster;
import io.signalbox.kubernetes.testing.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator against an API server that does not answer as it should: always the stand-in. */
final class FaultsIT {
  private final Workbench bench = new Workbench(Cluster.standIn());
  private final Faults faults = bench.cluster.faults().orElseThrow();
  private Workbench.Started started;

  @BeforeEach
  void start() throws Exception {
    started = bench.start();
  }

  @AfterEach
  void close() {
    faults.clear();
    started.close();
    bench.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 429, 500, 503})
  void failedWritesAreTriedAgain(int status) {
    faults.answerNextWrites("deployments", status, 2);
    bench.apply("router", "replicas: 2\n");
    assertThat(bench.deployment("router").getSpec().getReplicas()).isEqualTo(2);
    bench.awaitObserved("router");
    Workbench.awaitTrue(
        "no longer degraded",
        () ->
            bench
                .condition("router", "Degraded")
                .filter(condition -> condition.getStatus().equals("False"))
                .isPresent());
  }

  @Test
  void droppedWatchesAreTakenUpAgain() {
    bench.apply("router", "replicas: 1\n");
    bench.deployment("router");
    bench.awaitObserved("router");
    faults.dropWatches();
    bench.apply("router", "replicas: 2\n");
    Workbench.awaitTrue(
        "two replicas", () -> bench.deployment("router").getSpec().getReplicas() == 2);
    bench.awaitObserved("router");
    faults.expireWatches();
    bench.client.resource(bench.get(ConfigMap.class, "router-config")).delete();
    Workbench.awaitTrue(
        "ConfigMap again", () -> bench.get(ConfigMap.class, "router-config") != null);
  }

  @Test
  void missingRightIsNamed() {
    faults.deny(bench.namespace, "roles", "patch");
    bench.apply("router", "replicas: 1\n");
    var condition = bench.awaitCondition("router", "Degraded", "True", "Forbidden");
    assertThat(condition.getMessage())
        .contains("roles", "rbac.authorization.k8s.io", bench.namespace);
    assertThat(bench.get(Deployment.class, "router")).isNotNull();
    assertThat(bench.get(Role.class, "router")).isNull();
  }

  @Test
  void whatMayNotBeAskedIsNotMissing() {
    faults.deny("", "storageclasses", "get");
    bench.apply("router", "persistence: {storageClassName: nowhere}\n");
    bench.deployment("router");
    bench.awaitCondition("router", "Degraded", "False", "AsExpected");
  }

  /** Waits until nothing was written for a while; the number of writes by then. */
  private long quiet() throws InterruptedException {
    long last = -1;
    while (last != faults.writeRequests()) {
      last = faults.writeRequests();
      Thread.sleep(2_000);
    }
    return last;
  }

  @Test
  void nothingIsWrittenWhereNothingChanged() throws Exception {
    bench.apply("router", "replicas: 2\nautoscaling: {enabled: true}\npersistence: {}\n");
    bench.deployment("router");
    bench.awaitObserved("router");
    long before = quiet();
    started.close();
    started = bench.start();
    Workbench.awaitTrue("a look", () -> OperatorIT.looks(started) > 0);
    assertThat(faults.writeRequests()).isEqualTo(before);
  }
}
