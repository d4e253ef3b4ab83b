package io.signalbox.server;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.catalog.Catalog;
import io.signalbox.config.Document;
import io.signalbox.engine.Remembering;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.Upstream;
import io.signalbox.server.door.Budget;
import io.signalbox.server.observe.CacheEntries;
import io.signalbox.server.observe.CacheMeters;
import io.signalbox.server.observe.CacheTally;
import io.signalbox.server.observe.LearningMeters;
import io.signalbox.server.observe.LogListener;
import io.signalbox.server.observe.MetricsListener;
import io.signalbox.server.observe.ProcessMetrics;
import io.signalbox.server.reload.ConfigEvents;
import io.signalbox.store.CallRecorder;
import io.signalbox.store.ReplayStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/** Everything that listens to calls: meters, the log, what learns, and {@link Observers}. */
final class Instruments implements AutoCloseable {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ProcessMetrics process = new ProcessMetrics(registry);
  private final CacheTally cacheTally = new CacheTally(Clock.systemUTC());
  private final CacheMeters cacheMeters;
  private final MetricsListener meters;
  private final Observers observers;
  private final RouterEvents events;

  /**
   * Starts what the document asks for.
   *
   * @param directory where relative paths start
   * @param version of this router
   * @throws UncheckedIOException when a file of the document cannot be opened
   */
  Instruments(
      Document document,
      Path directory,
      Catalog catalog,
      Models models,
      String version,
      Budget budget) {
    process.watch(budget);
    meters = new MetricsListener(registry, catalog);
    cacheMeters = new CacheMeters(registry);
    var _ = new CacheEntries(registry, models.answers()::stores, System::nanoTime);
    observers = observers(document, directory, catalog, version);
    var listeners =
        new ArrayList<RouterEvents>(
            List.of(
                meters,
                new LearningMeters(registry, models.memory().experience()),
                models.vitals(),
                cacheTally,
                cacheMeters,
                new Remembering(models.memory()),
                new LogListener(catalog)));
    listeners.addAll(observers.listeners());
    events = RouterEvents.all(listeners);
  }

  private Observers observers(Document document, Path directory, Catalog catalog, String version) {
    try {
      return new Observers(document.global(), directory, catalog, version, process);
    } catch (UncheckedIOException unusable) {
      throw new UncheckedIOException(
          "a file of global.services cannot be opened", unusable.getCause());
    }
  }

  /** Where the meters are. */
  PrometheusRegistry registry() {
    return registry;
  }

  /** Who listens to calls. */
  RouterEvents events() {
    return events;
  }

  /** Who listens to what becomes of the configuration. */
  List<ConfigEvents> configEvents() {
    return List.of(meters, process);
  }

  /** What every upstream is wrapped into. */
  UnaryOperator<Upstream> around() {
    return observers.around();
  }

  /** Where plugins say what is kept of calls. */
  CallRecorder recorder() {
    return observers.recorder();
  }

  /** Where the records of calls are. */
  ReplayStore records() {
    return observers.records();
  }

  /** What the cache of answers did. */
  CacheTally cacheTally() {
    return cacheTally;
  }

  CacheMeters cacheMeters() {
    return cacheMeters;
  }

  /** Registers the gauge of open ExtProc streams, which is asked at each scrape. */
  void countStreams(IntSupplier open) {
    process.countStreams(open);
  }

  @Override
  public void close() {
    observers.close();
  }
}
