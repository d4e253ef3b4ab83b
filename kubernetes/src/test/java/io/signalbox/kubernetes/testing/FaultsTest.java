package io.signalbox.kubernetes.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The faults of the stand-in, as clients meet them. */
final class FaultsTest {
  private final Cluster cluster = Cluster.standIn();
  private final Faults faults = cluster.faults().orElseThrow();
  private final String namespace = cluster.namespace("faults");
  private final KubernetesClient impatient =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(cluster.client().getConfiguration())
                  .withRequestRetryBackoffLimit(0)
                  .build())
          .build();

  @AfterEach
  void close() {
    impatient.close();
    faults.clear();
    faults.start();
    cluster.close();
  }

  private ConfigMap map(String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withData(Map.of("value", value))
        .build();
  }

  private static int code(ThrowingCallable call) {
    var failure = catchThrowableOfType(KubernetesClientException.class, call);
    return Objects.requireNonNull(failure).getCode();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Test
  void theNextAnswersAreThosePlanned() {
    for (int status : new int[] {409, 429, 500, 503}) {
      faults.answerNext(status, 1);
      assertThat(code(() -> impatient.resource(map("a", "1")).get())).isEqualTo(status);
    }
    assertThat(impatient.resource(map("a", "1")).get()).isNull();
  }

  @Test
  void aClientThatWaitsGetsOverTooManyRequests() {
    faults.answerNext(429, 2);

    assertThat(cluster.client().resource(map("a", "1")).create().getData()).hasSize(1);
  }

  @Test
  void plannedWritesLeaveReadsAlone() {
    faults.answerNextWrites("configmaps", 409, 1);

    assertThat(impatient.resource(map("a", "1")).get()).isNull();
    assertThat(code(() -> impatient.resource(map("a", "1")).create())).isEqualTo(409);
  }

  @Test
  void aMissingRightIsForbidden() {
    faults.deny(namespace, "configmaps", "create");

    assertThat(code(() -> impatient.resource(map("a", "1")).create())).isEqualTo(403);
    assertThat(impatient.configMaps().inNamespace("default").list().getItems()).isEmpty();
  }

  @Test
  void onlyChangesCountAsWrites() {
    long writes = faults.writes();
    long requests = faults.writeRequests();
    impatient.resource(map("a", "1")).serverSideApply();
    impatient.resource(map("a", "1")).serverSideApply();

    assertThat(faults.writes()).as(faults.changes()::toString).isEqualTo(writes + 1);
    assertThat(faults.writeRequests()).isEqualTo(requests + 2);
  }

  @Test
  void anInformerGetsOverDroppedAndExpiredWatchesAndAServerThatWasAway() {
    try (var informer = cluster.client().configMaps().inNamespace(namespace).inform()) {
      await(() -> faults.watches() == 1);
      follows(informer, "before");

      faults.dropWatches();
      follows(informer, "dropped");

      faults.expireWatches();
      follows(informer, "expired");

      faults.stop();
      faults.start();
      follows(informer, "restarted");
      assertThat(informer.getStore().list()).hasSize(4);
    }
  }

  private void follows(SharedIndexInformer<ConfigMap> informer, String name) {
    cluster.client().resource(map(name, "1")).create();
    await(() -> informer.getStore().getByKey(namespace + "/" + name) != null);
  }
}
