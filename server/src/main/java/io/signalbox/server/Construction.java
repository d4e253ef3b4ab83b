package io.signalbox.server;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.CheckingPorts.Need;
import io.signalbox.config.ConfigLoader;
import io.signalbox.config.Document;
import io.signalbox.config.GlobalConfig.Limits;
import io.signalbox.config.Loaded;
import io.signalbox.config.Overlay;
import io.signalbox.config.Problem;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Recipes;
import io.signalbox.engine.Remembering;
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
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.Defects;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.extproc.ExtProcServer;
import io.signalbox.server.gateway.Gateway;
import io.signalbox.server.observe.CacheEntries;
import io.signalbox.server.observe.CacheMeters;
import io.signalbox.server.observe.CacheTally;
import io.signalbox.server.observe.LearningMeters;
import io.signalbox.server.observe.LifecycleLog;
import io.signalbox.server.observe.LogListener;
import io.signalbox.server.observe.MetricsListener;
import io.signalbox.server.observe.ProcessMetrics;
import io.signalbox.server.reload.ConfigSource;
import io.signalbox.server.reload.ConfigWatch;
import io.signalbox.server.reload.Reloader;
import io.signalbox.store.CallRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the constructors of everything that serves, in the order that each needs the one before,
 * and remembers what to close.
 */
final class Construction implements AutoCloseable {
  private static final String ALL_INTERFACES = "0.0.0.0";
  private static final long HEAP_LOOK_MILLIS = 10_000;

  private final Assembly.Options options;
  private final long startedAt = System.nanoTime();
  private final Catalog catalog = StandardParts.catalog();
  private final LifecycleLog log = new LifecycleLog();
  private final StartupStatus status = new StartupStatus(Clock.systemUTC());
  private final Activation activation = new Activation();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Models models = new Models();
  private final Set<Need> modelsNeeded = EnumSet.noneOf(Need.class);
  private final List<Gateway> gateways = new ArrayList<>();
  private final CacheTally cacheTally = new CacheTally(Clock.systemUTC());
  private @Nullable CacheSetup cache;
  private @Nullable ExtProcServer extProc;
  private @Nullable AdminApi api;
  private @Nullable MetricsServer metrics;
  private @Nullable Budget budget;
  private volatile @Nullable Observers observers;
  private volatile @Nullable Router router;

  Construction(Assembly.Options options) {
    this.options = options;
  }

  StartupStatus status() {
    return status;
  }

  ExtProcServer extProc() {
    return Objects.requireNonNull(extProc);
  }

  List<Gateway> gateways() {
    return gateways;
  }

  @Nullable AdminApi api() {
    return api;
  }

  @Nullable MetricsServer metrics() {
    return metrics;
  }

  void run() {
    keep(options.source(), ConfigSource::close);
    status.source(options.source()::state);
    var loaded = load();
    var document = checked(loaded);
    log.serverStarting(version(), options.config().toString());
    opened.push(models);
    if (!modelsNeeded.isEmpty()) {
      // Beside the servers, which take as long to start; whoever needs a model waits for it.
      Thread.ofPlatform()
          .daemon()
          .name("load-models")
          .start(() -> modelsNeeded.forEach(models::load));
    }
    var vertx = keep(vertx(), Construction::stop);
    OldGeneration.ofThisMachine()
        .ifPresent(old -> vertx.setPeriodic(HEAP_LOOK_MILLIS, tick -> old.look()));
    var registry = new PrometheusRegistry();
    var process = new ProcessMetrics(registry);
    budget = budget(document.global().limits());
    process.watch(budget);
    var meters = new MetricsListener(registry, catalog);
    var cacheMeters = new CacheMeters(registry);
    var cacheSetup = new CacheSetup(models, options.environment(), cacheTally, cacheMeters);
    var _ = new CacheEntries(registry, cacheSetup::stores, System::nanoTime);
    cache = cacheSetup;
    var watching = observers(document, loaded.directory(), process);
    observers = watching;
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
    listeners.addAll(watching.listeners());
    var events = RouterEvents.all(listeners);
    startMetrics(vertx, document, registry);
    startApi(vertx, loaded, document);
    status.enter(Phase.INITIALIZING_MODELS, "");
    var serving = new Router(recipes(compile(loaded, events)), events, watching.around());
    router = serving;
    var server = keep(startExtProc(document, serving, events), ExtProcServer::close);
    extProc = server;
    process.countStreams(server::openStreams);
    startGateways(vertx, document, serving, events);
    new WarmUp(catalog.protocols().getFirst())
        .run(new Router(recipes(compile(loaded, RouterEvents.NONE)), RouterEvents.NONE));
    status.models(models.loaded(), models.loaded());
    var reloader =
        Reloader.start(
            this::load,
            again -> compile(again, events),
            serving,
            loaded,
            List.of(status, log, meters, process, activation, options.source()));
    watch(loaded, reloader);
    options
        .source()
        .follow(() -> {
          boolean _ = reloader.reload();
        });
    status.enter(Phase.READY, "");
    server.ready();
    log.startupComplete(Duration.ofNanos(System.nanoTime() - startedAt));
  }

  private Loaded load() {
    return options.source().load(this::read, this::judge);
  }

  private Loaded read(Overlay overlay) {
    return new PortOffset(options.portOffset())
        .apply(
            ConfigLoader.load(options.config(), options.environment(), options.lenient(), overlay));
  }

  /** All that is wrong with a document; no model is loaded for it. */
  private List<Problem> judge(Loaded loaded) {
    return check(loaded, _ -> {}).problems();
  }

  private Compiled check(Loaded loaded, Consumer<Need> need) {
    return new RecipeCompiler(catalog, Models.checking(need), RouterEvents.NONE, options.lenient())
        .compile(loaded);
  }

  /** Refuses a document that cannot be served, before any model is loaded or port is opened. */
  private Document checked(Loaded loaded) {
    var compiled = check(loaded, modelsNeeded::add);
    var document = loaded.document();
    if (compiled.recipes() == null || document == null) {
      throw new ConfigRefusedException(compiled.problems());
    }
    ManagementSetup.refuseExposure(loaded, document, options);
    return document;
  }

  private Observers observers(Document document, Path directory, ProcessMetrics process) {
    try {
      return keep(
          new Observers(document.global(), directory, catalog, version(), process),
          Observers::close);
    } catch (UncheckedIOException unusable) {
      throw new UncheckedIOException(
          "a file of global.services cannot be opened", unusable.getCause());
    }
  }

  private Compiled compile(Loaded loaded, RouterEvents events) {
    var watching = observers;
    var ports =
        models.ports(
            watching == null || events.equals(RouterEvents.NONE)
                ? () -> CallRecorder.NONE
                : watching::recorder,
            loaded);
    return new RecipeCompiler(catalog, ports, events, options.lenient()).compile(loaded);
  }

  private static Recipes recipes(Compiled compiled) {
    if (compiled.recipes() == null) {
      throw new ConfigRefusedException(compiled.problems());
    }
    return compiled.recipes();
  }

  private static Budget budget(Limits limits) {
    var bytes = limits.maxHeldBytes();
    return new Budget(
        limits.maxOpenCalls(), bytes == null ? Runtime.getRuntime().maxMemory() / 8 : bytes);
  }

  private Budget budget() {
    return Objects.requireNonNull(budget);
  }

  private void startApi(Vertx vertx, Loaded loaded, Document document) {
    if (options.api().port() < 0) {
      return;
    }
    var setup =
        new ManagementSetup(
            options,
            catalog,
            status,
            activation,
            loaded,
            document,
            read -> compile(read, RouterEvents.NONE),
            this::judge);
    var bind = setup.bind();
    var parts = setup.parts(() -> Optional.ofNullable(router), models::facts, operations());
    log.apiServerStarting(bind.host(), bind.port());
    api =
        keep(
            open(
                "management API",
                bind.port(),
                () -> AdminApi.start(vertx, parts, bind.host(), bind.port())),
            AdminApi::close);
  }

  private List<Operation> operations() {
    var operations =
        new ArrayList<>(
            ReplayOperations.of(() -> Optional.ofNullable(observers).map(Observers::records)));
    operations.add(OutcomeOperation.of(models::outcomes, Clock.systemUTC()));
    operations.addAll(
        Objects.requireNonNull(cache)
            .operations(() -> Optional.ofNullable(router).map(Router::current)));
    return operations;
  }

  private ExtProcServer startExtProc(Document document, Router serving, RouterEvents events) {
    var limits = document.global().limits();
    var bind = options.extProc().withMaxConnectionAge(limits.maxConnectionAge());
    var started =
        open(
            "ExtProc",
            bind.port(),
            () -> {
              try {
                return ExtProcServer.start(
                    bind, serving, catalog, events, DoorLimits.of(limits), budget());
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
    log.listening("extproc", ALL_INTERFACES, started.port());
    return started;
  }

  private void startMetrics(Vertx vertx, Document document, PrometheusRegistry registry) {
    int port = options.metricsPort();
    if (port > 0) {
      var measured =
          document.global().services().observability().metrics().enabled() ? registry : null;
      metrics =
          keep(
              open(
                  "metrics",
                  port,
                  () -> MetricsServer.start(vertx, measured, status, ALL_INTERFACES, port)),
              MetricsServer::close);
      log.listening("metrics", ALL_INTERFACES, port);
    }
  }

  private void startGateways(Vertx vertx, Document document, Router serving, RouterEvents events) {
    var limits = document.global().limits();
    for (var listener : document.listeners()) {
      var gateway =
          open(
              "gateway",
              listener.port(),
              () ->
                  Gateway.start(
                      vertx,
                      serving,
                      catalog,
                      events,
                      DoorLimits.of(limits),
                      budget(),
                      listener.address(),
                      listener.port(),
                      listener.timeout()));
      gateways.add(keep(gateway, Gateway::close));
      log.listening("gateway", listener.address(), gateway.port());
    }
  }

  private void watch(Loaded loaded, Reloader reloader) {
    try {
      var watch =
          ConfigWatch.start(
              options.config(),
              loaded.sha256(),
              ConfigWatch.Pace.STANDARD,
              () -> {
                boolean _ = reloader.reload();
              });
      keep(watch, ConfigWatch::close);
    } catch (IOException unwatchable) {
      throw new UncheckedIOException("cannot watch " + options.config(), unwatchable);
    }
  }

  /** Opens a port; one that is taken is named. */
  private static <T> T open(String what, int port, Supplier<T> start) {
    try {
      return start.get();
    } catch (UncheckedIOException failed) {
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException
            || String.valueOf(cause.getMessage()).contains("Address already in use")) {
          throw new PortInUseException(what, port);
        }
      }
      throw failed;
    }
  }

  private static Vertx vertx() {
    var files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    return Vertx.vertx(
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()))
            .setWorkerPoolSize(2)
            .setFileSystemOptions(files));
  }

  private static void stop(Vertx vertx) {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Remembers to close a thing; the last opened is closed first. */
  private <T> T keep(T thing, Consumer<T> close) {
    opened.push(() -> close.accept(thing));
    return thing;
  }

  private static String version() {
    var version = Construction.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception broken) {
        Defects.log(broken);
      }
    }
  }
}
