package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Recipes;
import io.signalbox.server.door.Budget;
import io.signalbox.server.reload.ConfigEvents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Metrics of the process: its configuration, its open streams, its virtual machine. */
public final class ProcessMetrics implements ConfigEvents {
  private final PrometheusRegistry registry;
  private final Gauge generation;
  private final Counter reloads;
  private final Map<String, LongSupplier> drops = new ConcurrentSkipListMap<>();

  /** Registers all meters but the one of streams. */
  public ProcessMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    generation =
        Gauge.builder()
            .name("signalbox_config_generation")
            .help("Number of the configuration that new calls begin with, counted from 1.")
            .register(registry);
    reloads =
        new Meters(registry)
            .counter("signalbox_config_reload_total", "Attempts to load it anew.", "result");
    reloads.initLabelValues("ok");
    reloads.initLabelValues("failed");
    CounterWithCallback.builder()
        .name("signalbox_observations_dropped_total")
        .help("Audit events, records and spans that were lost.")
        .labelNames("kind")
        .callback(callback ->
            drops.forEach((kind, count) -> callback.call((double) count.getAsLong(), kind)))
        .register(registry);
    JvmMetrics.builder().register(registry);
  }

  /** Registers the gauge of open ExtProc streams, which is asked at each scrape. */
  public void countStreams(IntSupplier open) {
    GaugeWithCallback.builder()
        .name("signalbox_open_streams")
        .help("ExtProc streams that are open.")
        .callback(callback -> callback.call(open.getAsInt()))
        .register(registry);
  }

  /** Counts what one kind of observer drops, which is asked at each scrape. */
  public void countDropped(String kind, LongSupplier dropped) {
    drops.put(kind, dropped);
  }

  /** Registers gauges of what all doors hold, which are asked at each scrape. */
  public void watch(Budget budget) {
    GaugeWithCallback.builder()
        .name("signalbox_open_calls")
        .help("Calls that are open, over all doors.")
        .callback(callback -> callback.call(budget.calls()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("signalbox_held_bytes")
        .help("Bytes of bodies that are held, over all doors.")
        .callback(callback -> callback.call((double) budget.bytes()))
        .register(registry);
  }

  @Override
  public void activated(long number, Recipes recipes, List<Problem> warnings) {
    generation.set((double) number);
    if (number > 1) {
      reloads.labelValues("ok").inc();
    }
  }

  @Override
  public void refused(List<Problem> problems) {
    reloads.labelValues("failed").inc();
  }
}
