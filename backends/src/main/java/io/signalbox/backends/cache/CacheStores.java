package io.signalbox.backends.cache;

import io.signalbox.catalog.AnswerSource;
import io.signalbox.config.ResponseCacheConfig;
import io.signalbox.config.ResponseCacheConfig.RedisStore;
import io.signalbox.store.BreakingCacheStore;
import io.signalbox.store.CacheStore;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.function.Consumer;

/** Opens the stores of answers. None of them need be there yet. */
public final class CacheStores {
  private static final System.Logger LOG = System.getLogger(CacheStores.class.getName());

  private CacheStores() {}

  /**
   * The store that is wanted; one that can be away is left alone for a while after failures.
   *
   * @throws io.signalbox.store.StoreException when the configuration cannot be followed
   */
  public static CacheStore open(AnswerSource source) {
    return open(source, what -> LOG.log(Level.WARNING, what));
  }

  /**
   * The same.
   *
   * @param told is told, once, what the server cannot do
   */
  public static CacheStore open(AnswerSource source, Consumer<String> told) {
    var config = source.config();
    return switch (config.backendType()) {
      case MEMORY -> new MemoryCacheStore(config, source.dimensions());
      case REDIS -> redis(config.redis(), source, told);
      case VALKEY -> redis(config.valkey(), source, told);
      case POSTGRES ->
          new BreakingCacheStore(
              new PostgresCacheStore(
                  config.postgres(), source.password(), source.model(), source.dimensions(), told));
    };
  }

  private static CacheStore redis(RedisStore config, AnswerSource source, Consumer<String> told) {
    return new BreakingCacheStore(
        new RedisCacheStore(
            word(source.config()),
            config,
            source.password(),
            source.model(),
            source.dimensions(),
            told));
  }

  private static String word(ResponseCacheConfig config) {
    return config.backendType().name().toLowerCase(Locale.ROOT);
  }
}
