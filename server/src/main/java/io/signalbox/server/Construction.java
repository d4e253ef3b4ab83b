package io.signalbox.server;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.CheckingPorts.Need;
import io.signalbox.config.Document;
import io.signalbox.config.load.Loaded;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.StandardParts;
import io.signalbox.server.admin.AdminApi;
import io.signalbox.server.admin.MetricsServer;
import io.signalbox.server.admin.Operation;
import io.signalbox.server.admin.OutcomeOperation;
import io.signalbox.server.admin.ReplayOperations;
import io.signalbox.server.admin.StartupStatus;
import io.signalbox.server.admin.StartupStatus.Phase;
import io.signalbox.server.admin.config.Activation;
import io.signalbox.server.observe.LifecycleLog;
import io.signalbox.server.reload.ConfigEvents;
import io.signalbox.server.reload.ConfigWatch;
import io.signalbox.server.reload.Reloader;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts everything that serves, in the order that each needs the one before. What is made again at
 * each reload comes from {@link Generations}.
 */
final class Construction implements AutoCloseable {
  private static final long HEAP_LOOK_MILLIS = 10_000;

  private final Assembly.Options options;
  private final long startedAt = System.nanoTime();
  private final Catalog catalog = StandardParts.catalog();
  private final LifecycleLog log = new LifecycleLog();
  private final StartupStatus status = new StartupStatus(Clock.systemUTC());
  private final Activation activation = new Activation();
  private final Models models = new Models();
  private final Generations generations;
  private final Opened opened = new Opened();
  private @Nullable Doors doors;
  private @Nullable AdminApi api;
  private @Nullable MetricsServer metrics;
  private volatile @Nullable Router router;

  Construction(Assembly.Options options) {
    this.options = options;
    this.generations = new Generations(options, catalog, models);
  }

  StartupStatus status() {
    return status;
  }

  /** Where calls come in; to be asked after {@link #run}. */
  Doors doors() {
    return Objects.requireNonNull(doors);
  }

  @Nullable AdminApi api() {
    return api;
  }

  @Nullable MetricsServer metrics() {
    return metrics;
  }

  void run() {
    opened.keep(options.source());
    status.source(options.source()::state);
    var loaded = generations.load();
    var needed = EnumSet.noneOf(Need.class);
    var document = checked(loaded, needed::add);
    log.serverStarting(version(), options.config().toString());
    opened.keep(models);
    loadAside(needed);
    var vertx = openVertx();
    OldGeneration.ofThisMachine()
        .ifPresent(old -> vertx.setPeriodic(HEAP_LOOK_MILLIS, tick -> old.look()));
    var entrance = new Doors(document, catalog, log);
    var instruments =
        opened.keep(
            new Instruments(
                document, loaded.directory(), catalog, models, version(), entrance.budget()));
    startMetrics(vertx, document, instruments.registry());
    startApi(vertx, loaded, document, instruments);
    status.enter(Phase.INITIALIZING_MODELS, "");
    var serving = router(loaded, instruments);
    router = serving;
    doors = opened.keep(entrance);
    entrance.openExtProc(options.extProc(), serving, instruments.events());
    instruments.countStreams(entrance::openStreams);
    entrance.openGateways(vertx, serving, instruments.events());
    warmUp(loaded);
    status.models(models.loaded(), models.loaded());
    follow(loaded, serving, instruments);
    status.enter(Phase.READY, "");
    entrance.ready();
    log.startupComplete(Duration.ofNanos(System.nanoTime() - startedAt));
  }

  /** Refuses a document that cannot be served, before any model is loaded or port is opened. */
  private Document checked(Loaded loaded, Consumer<Need> need) {
    var compiled = generations.check(loaded, need);
    var document = loaded.document();
    if (compiled.recipes() == null || document == null) {
      throw new ConfigRefusedException(compiled.problems());
    }
    ManagementSetup.refuseExposure(loaded, document, options);
    return document;
  }

  /** Beside the servers, which take as long to start; whoever needs a model waits for it. */
  private void loadAside(Set<Need> needed) {
    if (!needed.isEmpty()) {
      Thread.ofPlatform().daemon().name("load-models").start(() -> needed.forEach(models::load));
    }
  }

  private Vertx openVertx() {
    var files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    var vertx =
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setWorkerPoolSize(2)
                .setFileSystemOptions(files));
    opened.keep(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    return vertx;
  }

  private void startMetrics(Vertx vertx, Document document, PrometheusRegistry registry) {
    int port = options.metricsPort();
    if (port > 0) {
      var measured =
          document.global().services().observability().metrics().enabled() ? registry : null;
      var started =
          new Port("metrics", port)
              .open(() -> MetricsServer.start(vertx, measured, status, Doors.ALL_INTERFACES, port));
      metrics = opened.keep(started);
      log.listening("metrics", Doors.ALL_INTERFACES, port);
    }
  }

  private void startApi(Vertx vertx, Loaded loaded, Document document, Instruments instruments) {
    if (options.api().port() < 0) {
      return;
    }
    var setup =
        new ManagementSetup(
            options, catalog, status, activation, loaded, document, generations::trial);
    var bind = setup.bind();
    var parts =
        setup.parts(() -> Optional.ofNullable(router), models::facts, operations(instruments));
    log.apiServerStarting(bind.host(), bind.port());
    var started =
        new Port("management API", bind.port())
            .open(() -> AdminApi.start(vertx, parts, bind.host(), bind.port()));
    api = opened.keep(started);
  }

  private List<Operation> operations(Instruments instruments) {
    var operations = new ArrayList<>(ReplayOperations.of(() -> Optional.of(instruments.records())));
    operations.add(OutcomeOperation.of(models::outcomes, Clock.systemUTC()));
    var cache =
        new CacheSetup(
            models, options.environment(), instruments.cacheTally(), instruments.cacheMeters());
    operations.addAll(cache.operations(() -> Optional.ofNullable(router).map(Router::current)));
    return operations;
  }

  private Router router(Loaded loaded, Instruments instruments) {
    var compiled = generations.compile(loaded, instruments.events(), instruments::recorder);
    return new Router(Generations.recipes(compiled), instruments.events(), instruments.around());
  }

  private void warmUp(Loaded loaded) {
    var unheard = new Router(Generations.recipes(generations.compile(loaded)), RouterEvents.NONE);
    new WarmUp(catalog.protocols().getFirst()).run(unheard);
  }

  /** Brings what changes in the document, or in what is laid over it, into effect from now on. */
  private void follow(Loaded loaded, Router serving, Instruments instruments) {
    var listeners = new ArrayList<ConfigEvents>(List.of(status, log));
    listeners.addAll(instruments.configEvents());
    listeners.addAll(List.of(activation, options.source()));
    var reloader =
        Reloader.start(
            generations::load,
            again -> generations.compile(again, instruments.events(), instruments::recorder),
            serving,
            loaded,
            listeners);
    Runnable reload =
        () -> {
          boolean _ = reloader.reload();
        };
    watch(loaded, reload);
    options.source().follow(reload);
  }

  private void watch(Loaded loaded, Runnable reload) {
    try {
      opened.keep(
          ConfigWatch.start(options.config(), loaded.sha256(), ConfigWatch.Pace.STANDARD, reload));
    } catch (IOException unwatchable) {
      throw new UncheckedIOException("cannot watch " + options.config(), unwatchable);
    }
  }

  private static String version() {
    var version = Construction.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public void close() {
    opened.close();
  }
}
