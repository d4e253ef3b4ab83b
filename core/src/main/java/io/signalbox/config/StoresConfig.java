package io.signalbox.config;

import org.jspecify.annotations.Nullable;

/** What the router keeps of calls, to use it again. */
public record StoresConfig(
    @Doc("Answers, for questions that come again; decisions use them by plugin.") @Default("{}")
        ResponseCacheConfig responseCache,
    @Doc("The older name of response_cache.") @Nullable ResponseCacheConfig semanticCache) {
  /** The settings of the cache of answers, by whichever name. */
  public ResponseCacheConfig answers() {
    return semanticCache == null ? responseCache : semanticCache;
  }
}
