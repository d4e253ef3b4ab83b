package io.signalbox.server;

import io.signalbox.backends.cache.CacheStores;
import io.signalbox.catalog.AnswerSource;
import io.signalbox.config.ResponseCacheConfig;
import io.signalbox.engine.Recipes;
import io.signalbox.parts.cache.StoreWords;
import io.signalbox.server.admin.Operation;
import io.signalbox.server.admin.cache.CacheOperations;
import io.signalbox.server.observe.CacheMeters;
import io.signalbox.server.observe.CacheTally;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What operates the cache of answers is made of. */
record CacheSetup(
    Models models, Map<String, String> environment, CacheTally tally, CacheMeters meters) {

  /** A store that a configuration would lead to. */
  private AnswerSource source(ResponseCacheConfig config, Supplier<Optional<Recipes>> recipes) {
    var embedder =
        recipes.get().flatMap(current -> current.setting().ports().embedder()).orElse(null);
    return StoreWords.source(config, embedder);
  }

  List<Operation> operations(Supplier<Optional<Recipes>> recipes) {
    return CacheOperations.of(
        new CacheOperations.Parts(
            models.answers(),
            recipes,
            config -> CacheStores.open(source(config, recipes)),
            environment,
            tally,
            meters::cleared,
            Clock.systemUTC()));
  }
}
