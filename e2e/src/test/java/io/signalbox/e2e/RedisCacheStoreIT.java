package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.backends.cache.RedisCacheStore;
import io.signalbox.config.ResponseCacheConfig.Connection;
import io.signalbox.config.ResponseCacheConfig.Index;
import io.signalbox.config.ResponseCacheConfig.IndexType;
import io.signalbox.config.ResponseCacheConfig.RedisStore;
import io.signalbox.config.ResponseCacheConfig.Search;
import io.signalbox.config.ResponseCacheConfig.Tls;
import io.signalbox.config.ResponseCacheConfig.VectorField;
import io.signalbox.store.BreakingCacheStore;
import io.signalbox.store.CacheStore;
import io.signalbox.store.KeyValueStoreContract;
import io.signalbox.store.StoreException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Answers in a real Redis, which has no search module. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RedisCacheStoreIT extends KeyValueStoreContract {
  private static final String PASSWORD = "a secret of the test";

  private final List<String> told = new CopyOnWriteArrayList<>();
  private Process server;
  private Path directory;
  private int port;

  @BeforeAll
  void start(@TempDir Path files) throws IOException {
    directory = files;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    server = serve();
  }

  private Process serve() throws IOException {
    return new ProcessBuilder(
            Parts.redisServer().toString(),
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--requirepass",
            PASSWORD,
            "--appendonly",
            "yes",
            "--appendfsync",
            "always",
            "--dir",
            directory.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @AfterAll
  void stop() throws InterruptedException {
    if (server != null) {
      server.destroyForcibly();
      server.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Override
  protected CacheStore open() {
    return store(PASSWORD);
  }

  private RedisCacheStore store(String password) {
    var config =
        new RedisStore(
            new Connection("127.0.0.1", port, 0, null, 1, new Tls(false)),
            new Index(
                "semantic_cache_idx",
                "semantic-cache:",
                new VectorField("embedding", null),
                IndexType.HNSW),
            new Search(5));
    return new RedisCacheStore("redis", config, password, "m", 8, told::add);
  }

  @Override
  protected void pass(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  @Test
  void replicasShareAndARestartKeepsWhatIsWrittenDown() throws Exception {
    store().values().put("p/a", bytes("one"), LONG);
    try (var other = store(PASSWORD)) {
      awaitAnswer(other);
      assertThat(other.values().get("p/a")).isEqualTo(bytes("one"));
      server.destroyForcibly().waitFor();
      assertThatThrownBy(() -> other.values().get("p/a")).isInstanceOf(StoreException.class);
      server = serve();
      awaitAnswer(other);
      assertThat(other.values().get("p/a")).isEqualTo(bytes("one"));
    }
  }

  @Test
  void saysThatItCannotFindByMeaning() {
    assertThat(store().vectors().nearest("p", new float[8], 1, 0)).isEmpty();
    store().vectors().add("p", "a", new float[8], LONG);
    assertThat(store().capabilities()).containsExactly("exact", "shared");
    assertThat(told).allMatch(words -> words.contains("no search module"));
  }

  @Test
  void aStoppedServerCostsTheDeadlineAndIsThenLeftAlone() throws Exception {
    store().values().put("k", bytes("one"), LONG);
    var breaking = new BreakingCacheStore(store());
    signal("STOP");
    try {
      long start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> breaking.values().get("k")).isInstanceOf(StoreException.class);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    } finally {
      signal("CONT");
    }
    awaitAnswer(store());
    assertThat(store().values().get("k")).isEqualTo(bytes("one"));
  }

  private void signal(String name) throws Exception {
    var pid = Long.toString(server.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  @Test
  void aWrongPasswordIsNoAnswer() {
    try (var refused = store("wrong")) {
      assertThatThrownBy(() -> refused.values().get("k"))
          .isInstanceOf(StoreException.class)
          .hasMessageNotContaining("wrong");
    }
  }
}
