package io.signalbox.server;

import io.signalbox.config.ResponseCacheConfig;
import io.signalbox.engine.Recipes;
import io.signalbox.server.admin.Operation;
import io.signalbox.server.admin.cache.CacheOperations;
import io.signalbox.server.admin.cache.OpenStores;
import io.signalbox.server.observe.CacheMeters;
import io.signalbox.server.observe.CacheTally;
import io.signalbox.store.CacheStore;
import io.signalbox.store.StoreException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What operates the cache of answers is made of. */
record CacheSetup(
    Models models, Map<String, String> environment, CacheTally tally, CacheMeters meters) {

  /** The stores that are open. */
  List<CacheStore> stores() {
    return open().stream().map(OpenStores.Open::store).toList();
  }

  private List<OpenStores.Open> open() {
    return List.of();
  }

  private CacheStore open(ResponseCacheConfig config) {
    throw new StoreException("no store of answers can be opened here");
  }

  List<Operation> operations(Supplier<Optional<Recipes>> recipes) {
    return CacheOperations.of(
        new CacheOperations.Parts(
            this::open,
            recipes,
            this::open,
            environment,
            tally,
            meters::cleared,
            Clock.systemUTC()));
  }
}
