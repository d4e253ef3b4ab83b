package io.signalbox.backends.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.catalog.AnswerSource;
import io.signalbox.config.ResponseCacheConfig;
import io.signalbox.config.ResponseCacheConfig.Backend;
import io.signalbox.config.ResponseCacheConfig.Connection;
import io.signalbox.config.ResponseCacheConfig.Eviction;
import io.signalbox.config.ResponseCacheConfig.Index;
import io.signalbox.config.ResponseCacheConfig.IndexType;
import io.signalbox.config.ResponseCacheConfig.PostgresStore;
import io.signalbox.config.ResponseCacheConfig.RedisStore;
import io.signalbox.config.ResponseCacheConfig.Search;
import io.signalbox.config.ResponseCacheConfig.Tls;
import io.signalbox.config.ResponseCacheConfig.VectorField;
import io.signalbox.config.ResponseCacheConfig.Verify;
import io.signalbox.config.RouterReplayConfig.SslMode;
import io.signalbox.store.StoreException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CacheStoresTest {
  private static final RedisStore NOWHERE =
      new RedisStore(
          new Connection("127.0.0.1", 1, 0, null, 0, new Tls(false)),
          new Index("i", "p:", new VectorField("v", null), IndexType.FLAT),
          new Search(5));

  private static AnswerSource source(Backend backend) {
    var postgres =
        new PostgresStore("127.0.0.1", 1, "d", "u", null, SslMode.DISABLE, 4, 50, "answers");
    var config =
        new ResponseCacheConfig(
            true,
            backend,
            null,
            10,
            1 << 20,
            60,
            Eviction.LRU,
            Verify.STRICT,
            null,
            NOWHERE,
            NOWHERE,
            postgres);
    return new AnswerSource(config, "password", "m", 3);
  }

  @ParameterizedTest
  @EnumSource
  void opensWithoutAServerAndDoesNotKeepCallersLong(Backend backend) {
    try (var store = CacheStores.open(source(backend), _ -> {})) {
      assertThat(store.backend()).isEqualToIgnoringCase(backend.name());
      assertThat(store.shared()).isEqualTo(backend != Backend.MEMORY);
      if (store.shared()) {
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
          assertThatThrownBy(() -> store.values().get("k")).isInstanceOf(StoreException.class);
        }
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(10).toNanos());
        assertThatThrownBy(store::check).isInstanceOf(StoreException.class);
      } else {
        store.values().put("k", new byte[] {1}, Duration.ofMinutes(1));
        assertThat(store.values().get("k")).containsExactly(1);
      }
    }
  }
}
