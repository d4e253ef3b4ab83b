package io.signalbox.server;

import io.signalbox.catalog.Catalog;
import io.signalbox.config.Document;
import io.signalbox.config.GlobalConfig.Limits;
import io.signalbox.config.Listener;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.extproc.ExtProcBind;
import io.signalbox.server.extproc.ExtProcServer;
import io.signalbox.server.gateway.Gateway;
import io.signalbox.server.observe.LifecycleLog;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where calls come in: ExtProc and the gateways of the document. They share one budget. */
final class Doors implements AutoCloseable {
  static final String ALL_INTERFACES = "0.0.0.0";

  private final Catalog catalog;
  private final LifecycleLog log;
  private final Limits limits;
  private final List<Listener> listeners;
  private final Budget budget;
  private final List<Gateway> gateways = new ArrayList<>();
  private @Nullable ExtProcServer extProc;

  /** Opens nothing yet. */
  Doors(Document document, Catalog catalog, LifecycleLog log) {
    this.catalog = catalog;
    this.log = log;
    this.limits = document.global().limits();
    this.listeners = document.listeners();
    this.budget = budget(limits);
  }

  private static Budget budget(Limits limits) {
    var bytes = limits.maxHeldBytes();
    return new Budget(
        limits.maxOpenCalls(), bytes == null ? Runtime.getRuntime().maxMemory() / 8 : bytes);
  }

  /** What all doors together may hold. */
  Budget budget() {
    return budget;
  }

  /**
   * Opens ExtProc; its health service says so only after {@link #ready}.
   *
   * @throws PortInUseException when its port is taken
   */
  void openExtProc(ExtProcBind bind, Router router, RouterEvents events) {
    var aged = bind.withMaxConnectionAge(limits.maxConnectionAge());
    extProc =
        new Port("ExtProc", bind.port())
            .open(() -> {
              try {
                return ExtProcServer.start(
                    aged, router, catalog, events, DoorLimits.of(limits), budget);
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
    log.listening("extproc", ALL_INTERFACES, extProc().port());
  }

  /**
   * Opens a gateway for each listener.
   *
   * @throws PortInUseException when the port of one is taken
   */
  void openGateways(Vertx vertx, Router router, RouterEvents events) {
    for (var listener : listeners) {
      var gateway =
          new Port("gateway", listener.port())
              .open(() ->
                  Gateway.start(
                      vertx,
                      router,
                      catalog,
                      events,
                      DoorLimits.of(limits),
                      budget,
                      listener.address(),
                      listener.port(),
                      listener.timeout()));
      gateways.add(gateway);
      log.listening("gateway", listener.address(), gateway.port());
    }
  }

  private ExtProcServer extProc() {
    return Objects.requireNonNull(extProc, "ExtProc is not open");
  }

  /** ExtProc's TCP port. */
  int extProcPort() {
    return extProc().port();
  }

  /** ExtProc streams that are open now. */
  int openStreams() {
    return extProc().openStreams();
  }

  /** Ports of the gateways, in the document's order. */
  List<Integer> gatewayPorts() {
    return gateways.stream().map(Gateway::port).toList();
  }

  /** Tells health checks that calls are welcome. */
  void ready() {
    extProc().ready();
  }

  /** Takes no new calls and lets open ones finish for so long, at all doors at once. */
  void drain(Duration grace) {
    var draining = new ArrayList<Thread>();
    draining.add(Thread.ofVirtual().start(() -> extProc().drain(grace)));
    for (var gateway : gateways) {
      draining.add(Thread.ofVirtual().start(() -> gateway.drain(grace)));
    }
    try {
      for (var door : draining) {
        door.join();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes what is open, the last opened first. */
  @Override
  public void close() {
    try (var opened = new Opened()) {
      if (extProc != null) {
        opened.keep(extProc);
      }
      gateways.forEach(opened::keep);
    }
  }
}
