package io.signalbox.server;

import io.signalbox.catalog.Catalog;
import io.signalbox.config.ConfigLoader;
import io.signalbox.config.Document;
import io.signalbox.config.Loaded;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.StandardParts;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.extproc.ExtProcServer;
import io.signalbox.server.gateway.Gateway;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls the constructors of everything that serves, in the order that each needs the one before.
 */
public final class Assembly implements AutoCloseable {
  private static final Duration CLOSING_GRACE = Duration.ofSeconds(2);

  private final Models models;
  private final Vertx vertx;
  private final ExtProcServer extProc;
  private final List<Gateway> gateways;

  private Assembly(Models models, Vertx vertx, ExtProcServer extProc, List<Gateway> gateways) {
    this.models = models;
    this.vertx = vertx;
    this.extProc = extProc;
    this.gateways = gateways;
  }

  /**
   * What to serve, and where.
   *
   * @param config the configuration document
   * @param environment the variables that the document may refer to
   * @param lenient whether unknown and unsupported keys are warned about instead of refused
   * @param extProcPort of the gRPC service
   * @param apiPort of the management API; 0 for the document's, less for none
   * @param apiBind address of the management API; empty for the document's
   * @param metricsPort of the metrics; 0 or less for none
   * @param portOffset added to the ports of listeners and local backends in the document
   */
  public record Options(
      Path config,
      Map<String, String> environment,
      boolean lenient,
      int extProcPort,
      int apiPort,
      String apiBind,
      int metricsPort,
      int portOffset) {

    /** The standard ports and the environment of the process. */
    public static Options of(Path config) {
      return new Options(config, System.getenv(), false, 50051, 0, "", 9190, 0);
    }

    public Options withEnvironment(Map<String, String> variables) {
      return new Options(
          config, variables, lenient, extProcPort, apiPort, apiBind, metricsPort, portOffset);
    }

    public Options withLenient(boolean wanted) {
      return new Options(
          config, environment, wanted, extProcPort, apiPort, apiBind, metricsPort, portOffset);
    }

    public Options withExtProcPort(int port) {
      return new Options(
          config, environment, lenient, port, apiPort, apiBind, metricsPort, portOffset);
    }

    public Options withApi(int port, String bind) {
      return new Options(
          config, environment, lenient, extProcPort, port, bind, metricsPort, portOffset);
    }

    public Options withApiPort(int port) {
      return withApi(port, apiBind);
    }

    public Options withMetricsPort(int port) {
      return new Options(
          config, environment, lenient, extProcPort, apiPort, apiBind, port, portOffset);
    }

    public Options withPortOffset(int offset) {
      return new Options(
          config, environment, lenient, extProcPort, apiPort, apiBind, metricsPort, offset);
    }
  }

  /**
   * Starts everything and returns when calls are served.
   *
   * @throws ConfigRefusedException when the document cannot be served; nothing is started then
   * @throws PortInUseException when a port belongs to another process
   */
  public static Assembly start(Options options) {
    var loaded =
        new PortOffset(options.portOffset())
            .apply(ConfigLoader.load(options.config(), options.environment(), options.lenient()));
    var models = new Models();
    var catalog = StandardParts.catalog();
    var events = RouterEvents.NONE;
    var compiled = compile(options, loaded, models, catalog, events);
    var document = loaded.document();
    if (compiled.recipes() == null || document == null) {
      throw new ConfigRefusedException(compiled.problems());
    }
    var router = new Router(compiled.recipes(), events);
    var vertx = vertx();
    var extProc = extProc(options, router, catalog, events);
    var gateways = gateways(document, vertx, router, catalog, events);
    extProc.ready();
    return new Assembly(models, vertx, extProc, gateways);
  }

  private static Compiled compile(
      Options options, Loaded loaded, Models models, Catalog catalog, RouterEvents events) {
    var document = loaded.document();
    double threshold =
        document == null
            ? 1
            : document.global().modelCatalog().modules().classifier().domain().threshold();
    return new RecipeCompiler(catalog, models.ports(threshold), events, options.lenient())
        .compile(loaded);
  }

  private static ExtProcServer extProc(
      Options options, Router router, Catalog catalog, RouterEvents events) {
    try {
      return ExtProcServer.start(
          options.extProcPort(), router, catalog, events, DoorLimits.STANDARD);
    } catch (IOException taken) {
      throw new PortInUseException("ExtProc", options.extProcPort());
    }
  }

  private static List<Gateway> gateways(
      Document document, Vertx vertx, Router router, Catalog catalog, RouterEvents events) {
    var gateways = new ArrayList<Gateway>();
    for (var listener : document.listeners()) {
      try {
        gateways.add(
            Gateway.start(
                vertx,
                router,
                catalog,
                events,
                DoorLimits.STANDARD,
                listener.address(),
                listener.port(),
                listener.timeout()));
      } catch (UncheckedIOException taken) {
        throw new PortInUseException("gateway", listener.port());
      }
    }
    return gateways;
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

  /** Returns when calls are served; {@link #start} already waits for that. */
  public void awaitReady() {}

  public int extProcPort() {
    return extProc.port();
  }

  /** The management API's port, or -1 without one. */
  public int apiPort() {
    return -1;
  }

  /** The metrics' port, or -1 without one. */
  public int metricsPort() {
    return -1;
  }

  /** Ports of the listeners, in the document's order. */
  public List<Integer> gatewayPorts() {
    return gateways.stream().map(Gateway::port).toList();
  }

  /** Takes no new calls, lets open ones finish for so long, then stops everything. */
  public void drain(Duration grace) {
    var doors = new ArrayList<Thread>();
    doors.add(Thread.ofVirtual().start(() -> extProc.drain(grace)));
    gateways.forEach(gateway -> doors.add(Thread.ofVirtual().start(() -> gateway.drain(grace))));
    try {
      for (var door : doors) {
        door.join();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
    models.close();
  }

  @Override
  public void close() {
    drain(CLOSING_GRACE);
  }
}
