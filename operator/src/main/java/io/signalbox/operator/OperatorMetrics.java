package io.signalbox.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.operator.apply.Change;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** What the operator counts. No label names a resource: there may be many. */
final class OperatorMetrics implements Metrics {
  private static final double NANOS = 1e9;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter looks =
      Counter.builder()
          .name("signalbox_operator_reconciles_total")
          .help("Looks at resources, by how they ended.")
          .labelNames("outcome")
          .register(registry);
  private final Histogram duration =
      Histogram.builder()
          .name("signalbox_operator_reconcile_duration_seconds")
          .help("How long a look at a resource takes, writes included.")
          .classicOnly()
          .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
          .register(registry);
  private final Gauge running =
      Gauge.builder()
          .name("signalbox_operator_reconciles_running")
          .help("Looks at resources that are under way.")
          .register(registry);
  private final Gauge waiting =
      Gauge.builder()
          .name("signalbox_operator_queue_depth")
          .help("Resources that wait for a thread to look at them.")
          .register(registry);
  private final Counter retries =
      Counter.builder()
          .name("signalbox_operator_retries_total")
          .help("Looks that repeat one that failed.")
          .register(registry);
  private final Counter writes =
      Counter.builder()
          .name("signalbox_operator_writes_total")
          .help("Objects that were written, by kind and change.")
          .labelNames("kind", "change")
          .register(registry);
  private final Gauge leading =
      Gauge.builder()
          .name("signalbox_operator_leading")
          .help("1 while this process is the one that writes.")
          .register(registry);

  OperatorMetrics() {
    looks.initLabelValues("success");
    looks.initLabelValues("failure");
    JvmMetrics.builder().register(registry);
  }

  PrometheusRegistry registry() {
    return registry;
  }

  void countResources(LongSupplier count) {
    GaugeWithCallback.builder()
        .name("signalbox_operator_resources")
        .help("SemanticRouter resources that are watched.")
        .callback(callback -> callback.call((double) count.getAsLong()))
        .register(registry);
  }

  void written(String kind, Change change) {
    writes.labelValues(kind, change.name().toLowerCase(Locale.ROOT)).inc();
  }

  void leading(boolean leads) {
    leading.set(leads ? 1 : 0);
  }

  @Override
  public void reconcileCustomResource(
      HasMetadata resource, RetryInfo retry, Map<String, Object> metadata) {
    waiting.inc();
    if (retry != null && retry.getAttemptCount() > 0) {
      retries.inc();
    }
  }

  @Override
  public void reconciliationExecutionStarted(HasMetadata resource, Map<String, Object> metadata) {
    waiting.dec();
    running.inc();
  }

  @Override
  public void reconciliationExecutionFinished(HasMetadata resource, Map<String, Object> metadata) {
    running.dec();
  }

  @Override
  public void finishedReconciliation(HasMetadata resource, Map<String, Object> metadata) {
    looks.labelValues("success").inc();
  }

  @Override
  public void failedReconciliation(
      HasMetadata resource, Exception failure, Map<String, Object> metadata) {
    looks.labelValues("failure").inc();
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    long start = System.nanoTime();
    try {
      return execution.execute();
    } finally {
      duration.observe((System.nanoTime() - start) / NANOS);
    }
  }
}
