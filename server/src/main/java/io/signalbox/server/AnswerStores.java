package io.signalbox.server;

import io.signalbox.backends.cache.CacheStores;
import io.signalbox.catalog.AnswerSource;
import io.signalbox.config.ResponseCacheConfig;
import io.signalbox.server.admin.cache.OpenStores;
import io.signalbox.store.CacheStore;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stores of answers of the process, each opened once and kept over reloads. One that holds
 * nothing but memory goes when no recipe uses it any more; the others are closed at the end.
 */
final class AnswerStores implements OpenStores, AutoCloseable {
  /** What tells one store from another. */
  private record Key(
      ResponseCacheConfig.Backend backend,
      Object place,
      @Nullable String password,
      String model,
      int dimensions) {}

  private final Function<AnswerSource, CacheStore> opening;
  private final Map<Key, Open> shared = new LinkedHashMap<>();
  private final Map<Key, Local> local = new LinkedHashMap<>();

  /** A store in memory, which goes when nobody uses it. */
  private record Local(AnswerSource source, WeakReference<CacheStore> reference) {
    @Nullable CacheStore store() {
      return reference.get();
    }
  }

  AnswerStores() {
    this(CacheStores::open);
  }

  AnswerStores(Function<AnswerSource, CacheStore> opening) {
    this.opening = opening;
  }

  /**
   * The store that a source leads to.
   *
   * @throws io.signalbox.store.StoreException when it cannot be had at all
   */
  synchronized CacheStore open(AnswerSource source) {
    var key = key(source);
    var known = shared.get(key);
    var kept = local.get(key);
    if (known != null) {
      return known.store();
    }
    var there = kept == null ? null : kept.store();
    if (there != null) {
      return there;
    }
    var opened = opening.apply(source);
    if (opened.shared()) {
      shared.put(key, new Open(source, opened));
    } else {
      local.values().removeIf(gone -> gone.store() == null);
      local.put(key, new Local(source, new WeakReference<>(opened)));
    }
    return opened;
  }

  /** Every store that is in use. */
  @Override
  public synchronized List<Open> all() {
    var all = new ArrayList<>(shared.values());
    for (var kept : local.values()) {
      var store = kept.store();
      if (store != null) {
        all.add(new Open(kept.source(), store));
      }
    }
    return all;
  }

  /** The stores that are in use. */
  List<CacheStore> stores() {
    return all().stream().map(Open::store).toList();
  }

  private static Key key(AnswerSource source) {
    var config = source.config();
    Object place =
        switch (config.backendType()) {
          case MEMORY -> List.of(config.maxEntries(), config.maxBytes(), config.evictionPolicy());
          case REDIS -> config.redis();
          case VALKEY -> config.valkey();
          case POSTGRES -> config.postgres();
        };
    return new Key(
        config.backendType(), place, source.password(), source.model(), source.dimensions());
  }

  @Override
  public synchronized void close() {
    all().forEach(open -> open.store().close());
    shared.clear();
    local.clear();
  }
}
