package io.signalbox.server.gateway;

import io.signalbox.fleet.Fleet;
import io.signalbox.fleet.Model;
import io.signalbox.fleet.Reliability.HealthCheck;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Asks backends from time to time whether they work, where the configuration says how. */
final class HealthChecks implements AutoCloseable {
  private static final long TICK_MILLIS = 100;

  private final Vertx vertx;
  private final Supplier<Fleet> fleet;
  private final BackendPools pools;
  private final BackendClient client;
  private final long timer;

  HealthChecks(Vertx vertx, Supplier<Fleet> fleet, BackendPools pools, BackendClient client) {
    this.vertx = vertx;
    this.fleet = fleet;
    this.pools = pools;
    this.client = client;
    this.timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
  }

  private void tick() {
    var current = fleet.get();
    pools.retain(current);
    for (var model : current.models().values()) {
      var check = model.reliability().healthCheck();
      if (check != null) {
        ask(model, check);
      }
    }
  }

  private void ask(Model model, HealthCheck check) {
    var pool = pools.of(model);
    for (var backend : pool.dueForCheck()) {
      client
          .probe(backend, check.path(), check.timeout())
          .onComplete(asked -> pool.checked(backend, asked.succeeded() && asked.result()));
    }
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }
}
