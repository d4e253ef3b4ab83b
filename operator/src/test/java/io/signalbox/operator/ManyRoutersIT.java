package io.signalbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.signalbox.kubernetes.resource.SemanticRouter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Five hundred resources: all run, and a restart finds nothing to write. */
final class ManyRoutersIT {
  private static final int ROUTERS = 500;

  @Test
  void fiveHundredRoutersAreRunAndARestartWritesNothing() throws Exception {
    try (var bench = Workbench.open()) {
      // On a cluster with nodes, a thousand pods would be too many.
      var replicas = "replicas: %d\n".formatted(bench.cluster.real() ? 0 : 2);
      for (int i = 0; i < ROUTERS; i++) {
        bench.apply("router-" + i, replicas);
      }
      long begin = System.nanoTime();
      try (var _ = bench.start()) {
        Workbench.await(
            "status of all",
            Duration.ofMinutes(10),
            () -> observed(bench) == ROUTERS ? Optional.of(true) : Optional.empty());
      }
      long seconds = (System.nanoTime() - begin) / 1_000_000_000;
      assertThat(
              bench
                  .client
                  .resources(Deployment.class)
                  .inNamespace(bench.namespace)
                  .list()
                  .getItems())
          .hasSize(ROUTERS);
      var before = bench.written();
      long restart = System.nanoTime();
      try (var started = bench.start()) {
        Workbench.await(
            "a look at all",
            Duration.ofMinutes(10),
            () -> OperatorIT.looks(started) >= ROUTERS ? Optional.of(true) : Optional.empty());
        System.gc();
        var used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.err.printf(
            "%d routers: run in %d s, looked at after a restart in %d s, heap %d MiB%n",
            ROUTERS, seconds, (System.nanoTime() - restart) / 1_000_000_000, used >> 20);
        assertThat(used >> 20)
            .as("MiB of heap, the stand-in and the test included")
            .isLessThan(512);
        assertThat(OperatorIT.number(started, "signalbox_operator_resources")).isEqualTo(ROUTERS);
      }
      assertThat(bench.written()).isEqualTo(before);
    }
  }

  private static long observed(Workbench bench) {
    return bench
        .client
        .resources(SemanticRouter.class)
        .inNamespace(bench.namespace)
        .list()
        .getItems()
        .stream()
        .filter(
            router -> router.getStatus() != null && router.getStatus().observedGeneration() != null)
        .count();
  }
}
