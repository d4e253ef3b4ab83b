package io.signalbox.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.operator.OperatorSettings.Election;
import io.signalbox.operator.dependent.Plan;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operator at work. Closing it ends all it started; routers go on without it. */
public final class RunningOperator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningOperator.class);

  /** Looks are short and wait for the API server; more at once would only queue there. */
  private static final int THREADS = 8;

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(2);
  private static final Duration LOOK_AROUND = Duration.ofMinutes(1);

  private final OperatorMetrics metrics = new OperatorMetrics();
  private final ReconcilerParts parts;
  private final SemanticRouterReconciler reconciler;
  private final Operator operator;
  private final ObservationServer observation;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private volatile boolean closing;

  private RunningOperator(KubernetesClient client, OperatorSettings settings) throws IOException {
    parts = ReconcilerParts.of(client, settings, metrics::written, Clock.systemUTC());
    reconciler = new SemanticRouterReconciler(parts);
    operator = new Operator(configuration -> configure(configuration, client, settings));
    operator.register(reconciler, controller -> configure(controller, settings));
    metrics.countResources(reconciler::routers);
    observation = ObservationServer.open(settings, metrics.registry(), this::ready, () -> !closing);
  }

  /**
   * Starts one. It watches at once, and writes once it leads.
   *
   * @throws IOException when a port is taken
   * @throws io.javaoperatorsdk.operator.OperatorException when it may not watch what it must
   */
  public static RunningOperator start(KubernetesClient client, OperatorSettings settings)
      throws IOException {
    var running = new RunningOperator(client, settings);
    try {
      running.operator.start();
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
    running.metrics.leading(settings.election().isEmpty());
    var _ =
        running.timer.scheduleWithFixedDelay(
            running::lookAround,
            LOOK_AROUND.toSeconds(),
            LOOK_AROUND.toSeconds(),
            TimeUnit.SECONDS);
    return running;
  }

  private void configure(
      ConfigurationServiceOverrider configuration,
      KubernetesClient client,
      OperatorSettings settings) {
    configuration
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withMetrics(metrics)
        .withConcurrentReconciliationThreads(THREADS)
        // A kind that may not be watched, in one namespace of many, must not stop the others.
        .withStopOnInformerErrorDuringStartup(false)
        .withCacheSyncTimeout(Duration.ofSeconds(30))
        .checkingCRDAndValidateLocalModel(false);
    settings
        .election()
        .ifPresent(election -> configuration.withLeaderElectionConfiguration(lease(election)));
  }

  private static void configure(
      ControllerConfigurationOverrider<SemanticRouter> controller, OperatorSettings settings) {
    controller
        .withFieldManager(Plan.FIELD_MANAGER)
        .withRetry(
            new GenericRetry()
                .setInitialInterval(FIRST_RETRY)
                .setIntervalMultiplier(2)
                .setMaxInterval(LAST_RETRY.toMillis())
                .withoutMaxAttempts())
        .withItemStore(
            new TransformingItemStore<>(router -> {
              router.getMetadata().setManagedFields(List.of());
              return router;
            }));
    if (settings.namespaces().isEmpty()) {
      controller.watchingAllNamespaces();
    } else {
      controller.settingNamespaces(settings.namespaces());
    }
  }

  private LeaderElectionConfiguration lease(Election election) {
    var third = election.lease().dividedBy(3);
    var built =
        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(OperatorSettings.LEASE)
            .withLeaseNamespace(election.namespace())
            .withLeaseDuration(election.lease())
            .withRenewDeadline(third.multipliedBy(2))
            .withRetryPeriod(third.dividedBy(2))
            .withExitOnStopLeading(false)
            .withLeaderCallbacks(
                new LeaderCallbacks(
                    () -> metrics.leading(true),
                    this::leadLost,
                    leader -> LOG.info("{} leads", leader)));
    election.identity().ifPresent(built::withIdentity);
    return built.build();
  }

  /** Another one writes from now on; this process has to end before it writes again. */
  private void leadLost() {
    metrics.leading(false);
    if (!closing) {
      LOG.error("The lead is lost; this operator ends, and starts anew to stand by");
      ended.countDown();
    }
  }

  private void lookAround() {
    try {
      reconciler.lookAround();
    } catch (RuntimeException e) {
      LOG.warn("The API server does not say what it serves; asked again later: {}", e.getMessage());
    }
  }

  private boolean ready() {
    var info = operator.getRuntimeInfo();
    return info.isStarted() && info.allEventSourcesAreHealthy();
  }

  /** The port where metrics are told. */
  public int metricsPort() {
    return observation.metricsPort();
  }

  /** The port where probes are answered. */
  public int healthPort() {
    return observation.healthPort();
  }

  /** Waits until the lead is lost or the operator is closed. */
  public void await() throws InterruptedException {
    ended.await();
  }

  /** Whether it ended by itself. */
  public boolean failed() {
    return !closing;
  }

  @Override
  public void close() {
    closing = true;
    timer.shutdownNow();
    operator.stop();
    parts.adapters().close();
    observation.close();
    ended.countDown();
  }
}
