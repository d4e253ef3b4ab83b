package io.signalbox.backends.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.SetArgs;
import io.signalbox.config.ResponseCacheConfig.RedisStore;
import io.signalbox.store.CacheStore;
import io.signalbox.store.KeyValueStore;
import io.signalbox.store.VectorIndex;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers in Redis or Valkey, which several routers can share. Values are strings below the
 * prefix of the configuration and {@code v/}; vectors are hashes below it and {@code q/}, which the
 * search module finds. Without that module there are no vectors, and values work.
 */
public final class RedisCacheStore implements CacheStore {
  private final String backend;
  private final RedisLink link;
  private final RedisKeys keys;
  private final String prefix;
  private final KeyValueStore values = new Values();
  private final RedisVectors vectors;

  /**
   * @param backend the word of the configuration for it
   * @param model the model that makes vectors
   * @param dimensions the length of its vectors
   * @param told is told, once, that vectors cannot be found
   */
  public RedisCacheStore(
      String backend,
      RedisStore config,
      @Nullable String password,
      String model,
      int dimensions,
      Consumer<String> told) {
    this.backend = backend;
    this.link = new RedisLink(config.connection(), password);
    this.keys = new RedisKeys(link);
    this.prefix = config.index().prefix() + "v/";
    var search = new RedisSearch(link, config.index(), dimensions, told);
    this.vectors = new RedisVectors(link, search, config.index().prefix() + "q/", model);
  }

  @Override
  public String backend() {
    return backend;
  }

  @Override
  public KeyValueStore values() {
    return values;
  }

  @Override
  public VectorIndex vectors() {
    return vectors;
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public List<String> capabilities() {
    return vectors.possible() ? List.of("exact", "semantic", "shared") : List.of("exact", "shared");
  }

  @Override
  public void check() {
    try {
      link.ask(commands -> commands.ping());
    } catch (RedisLink.Refusal refusal) {
      throw refusal.told();
    }
    vectors.check();
  }

  @Override
  public void close() {
    link.close();
  }

  private byte[] key(String path) {
    return (prefix + path).getBytes(UTF_8);
  }

  private String beginning(String path) {
    return RedisKeys.literally(prefix + path) + "*";
  }

  private final class Values implements KeyValueStore {
    @Override
    public byte @Nullable [] get(String key) {
      try {
        return link.<byte @Nullable []>ask(commands -> commands.get(key(key)));
      } catch (RedisLink.Refusal refusal) {
        throw refusal.told();
      }
    }

    @Override
    public void put(String key, byte[] value, Duration ttl) {
      var ending = SetArgs.Builder.px(Math.max(1, ttl.toMillis()));
      try {
        link.ask(commands -> commands.set(key(key), value, ending));
      } catch (RedisLink.Refusal refusal) {
        throw refusal.told();
      }
    }

    @Override
    public void remove(String key) {
      try {
        link.ask(commands -> commands.del(key(key)));
      } catch (RedisLink.Refusal refusal) {
        throw refusal.told();
      }
    }

    @Override
    public long clear(String prefix) {
      try {
        return keys.clear(beginning(prefix));
      } catch (RedisLink.Refusal refusal) {
        throw refusal.told();
      }
    }

    @Override
    public long count(String prefix) {
      try {
        return keys.count(beginning(prefix));
      } catch (RedisLink.Refusal refusal) {
        throw refusal.told();
      }
    }
  }
}
