package io.signalbox.backends.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.config.ResponseCacheConfig.Connection;
import io.signalbox.config.ResponseCacheConfig.Index;
import io.signalbox.config.ResponseCacheConfig.IndexType;
import io.signalbox.config.ResponseCacheConfig.RedisStore;
import io.signalbox.config.ResponseCacheConfig.Search;
import io.signalbox.config.ResponseCacheConfig.Tls;
import io.signalbox.config.ResponseCacheConfig.VectorField;
import io.signalbox.store.BreakingCacheStore;
import io.signalbox.store.CacheStore;
import io.signalbox.store.CacheStoreContract;
import io.signalbox.store.StoreException;
import io.signalbox.store.VectorIndex.Near;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in that is as strict as the documentation of Redis. */
final class RedisCacheStoreTest extends CacheStoreContract {
  private final RedisDouble redis = new RedisDouble(true);
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private @Nullable RespServer server;

  @Override
  protected CacheStore open() throws IOException {
    var started = new RespServer(redis);
    server = started;
    opened.add(started);
    return store(started.port(), DIMENSIONS, "m");
  }

  private RespServer server() {
    return Objects.requireNonNull(server);
  }

  private RedisCacheStore store(int port, int dimensions, String model) {
    return store(port, dimensions, model, null);
  }

  private RedisCacheStore store(
      int port, int dimensions, String model, @Nullable Integer configured) {
    var connection = new Connection("127.0.0.1", port, 3, null, 1, new Tls(false));
    var index =
        new Index(
            "semantic_cache_idx",
            "semantic-cache:",
            new VectorField("embedding", configured),
            IndexType.HNSW);
    var config = new RedisStore(connection, index, new Search(5));
    return new RedisCacheStore("redis", config, RedisDouble.PASSWORD, model, dimensions, told::add);
  }

  private <T extends AutoCloseable> T opened(T one) {
    opened.add(one);
    return one;
  }

  @AfterEach
  void closeAll() throws Exception {
    for (var one : opened) {
      one.close();
    }
  }

  @Override
  protected void pass(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  private List<String> ids(CacheStore from) {
    return from.vectors().nearest("p", EAST, 10, 0.5).stream().map(Near::id).toList();
  }

  @Test
  void keepsEverythingBelowItsPrefix() {
    store().values().put("p/a", bytes("one"), LONG);
    store().vectors().add("p", "a", EAST, LONG);
    assertThat(redis.kept().keySet()).hasSize(2).allMatch(key -> key.startsWith("semantic-cache:"));
    redis.kept().keySet().removeIf(key -> key.startsWith("semantic-cache:"));
    assertThat(store().values().get("p/a")).isNull();
    assertThat(ids(store())).isEmpty();
  }

  @Test
  void everythingEnds() {
    store().values().put("p/a", bytes("one"), LONG);
    store().vectors().add("p", "a", EAST, LONG);
    long soon = System.currentTimeMillis() + LONG.toMillis();
    assertThat(redis.kept().values()).allMatch(one -> one.endsAt <= soon);
  }

  @Test
  void replicasAndLaterOnesSeeTheSame() throws IOException {
    store().values().put("p/a", bytes("one"), LONG);
    store().vectors().add("p", "a", EAST, LONG);
    var other = opened(store(server().port(), DIMENSIONS, "m"));
    awaitAnswer(other);
    assertThat(other.values().get("p/a")).isEqualTo(bytes("one"));
    assertThat(ids(other)).containsExactly("a");
    assertThat(redis.asked("FT.CREATE")).isEqualTo(1);
    server().close();
    server().listen();
    awaitAnswer(store());
    assertThat(ids(store())).containsExactly("a");
  }

  @Test
  void makesTheIndexAnewAfterEverythingWasFlushed() {
    for (var words :
        List.of(
            "semantic_cache_idx: no such index",
            "Unknown index name (or name is an alias itself)",
            "SEARCH_INDEX_NOT_FOUND Index not found: semantic_cache_idx",
            "Index with name 'semantic_cache_idx' not found in database 3")) {
      redis.search().sayAbsent(words);
      store().vectors().add("p", "a", EAST, LONG);
      redis.flush();
      assertThat(ids(store())).isEmpty();
      store().vectors().add("p", "b", EAST, LONG);
      assertThat(ids(store())).containsExactly("b");
    }
  }

  @Test
  void vectorsOfTwoModelsNeverMeet() {
    store().vectors().add("p", "a", EAST, LONG);
    var other = opened(store(server().port(), DIMENSIONS, "M"));
    awaitAnswer(other);
    assertThat(ids(other)).isEmpty();
    other.vectors().add("p", "a", at(0.9), LONG);
    assertThat(ids(store())).containsExactly("a");
    assertThat(store().vectors().nearest("p", EAST, 1, 0).getFirst().cosine()).isGreaterThan(0.99);
    assertThat(store().vectors().clear("")).isEqualTo(2);
  }

  @Test
  void refusesAnIndexOfOtherDimensionsAndKeepsValues() {
    var other = opened(store(server().port(), DIMENSIONS + 1, "m"));
    other.values().put("k", bytes("one"), LONG);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(other::check)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("vectors of 8 numbers (expected: 9");
    }
    assertThatThrownBy(() -> other.vectors().nearest("p", new float[DIMENSIONS + 1], 1, 0))
        .isInstanceOf(StoreException.class);
    assertThat(other.capabilities()).doesNotContain("semantic");
    assertThat(other.values().get("k")).isEqualTo(bytes("one"));
    assertThat(told).hasSize(1);
    redis.flush();
    other.check();
    assertThat(other.capabilities()).contains("semantic");
  }

  @Test
  void refusesADimensionThatTheModelDoesNotHave() {
    var other = opened(store(server().port(), DIMENSIONS, "m", 768));
    assertThatThrownBy(
            () -> {
              awaitValues(other);
              other.check();
            })
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("768 (expected: 8");
  }

  private static void awaitValues(CacheStore store) {
    store.values().put("k", bytes("one"), LONG);
  }

  @Test
  void withoutTheModuleValuesWorkAndItIsToldOnce() throws IOException {
    var plain = opened(new RespServer(new RedisDouble(false)));
    var other = opened(store(plain.port(), DIMENSIONS, "m"));
    awaitAnswer(other);
    other.check();
    other.vectors().add("p", "a", EAST, LONG);
    assertThat(ids(other)).isEmpty();
    other.values().put("k", bytes("one"), LONG);
    assertThat(other.values().get("k")).isEqualTo(bytes("one"));
    assertThat(other.capabilities()).containsExactly("exact", "shared");
    assertThat(told)
        .containsExactly("answers are not found by meaning: the server has no search module");
  }

  @Test
  void aFrozenServerCostsTheDeadlineAndThenNothing() {
    var breaking = new BreakingCacheStore(store());
    server().freeze(true);
    long start = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      assertThatThrownBy(() -> breaking.values().get("secret"))
          .isInstanceOf(StoreException.class)
          .hasMessageNotContaining("secret");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    server().freeze(false);
    awaitAnswer(store());
    store().values().put("k", bytes("one"), LONG);
    assertThat(store().values().get("k")).isEqualTo(bytes("one"));
  }

  @Test
  void aConnectionWithoutAnswersIsGivenUp() throws Exception {
    server().freeze(true);
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> store().values().get("k")).isInstanceOf(StoreException.class);
    }
    // The old connection never gets an answer; a new one does.
    server().close();
    server().freeze(false);
    server().listen();
    awaitAnswer(store());
  }

  @Test
  void slowAnswersAreNotTakenForOthers() {
    store().values().put("a", bytes("one"), LONG);
    store().values().put("b", bytes("two"), LONG);
    server().delay(1100);
    assertThatThrownBy(() -> store().values().get("a")).isInstanceOf(StoreException.class);
    server().delay(0);
    awaitAnswer(store());
    assertThat(store().values().get("b")).isEqualTo(bytes("two"));
  }

  @Test
  void killedUnderLoadEveryCallEndsAndLaterOnesAreRight() throws Exception {
    store().values().put("k", bytes("one"), LONG);
    var wrong = new CopyOnWriteArrayList<String>();
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 100; i++) {
                  try {
                    var got = store().values().get("k");
                    if (got == null || got.length != 3) {
                      wrong.add("not what was put");
                    }
                  } catch (StoreException away) {
                    Thread.onSpinWait();
                  }
                }
              }));
    }
    server().close();
    for (var thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    }
    assertThat(wrong).isEmpty();
    server().listen();
    awaitAnswer(store());
    assertThat(store().values().get("k")).isEqualTo(bytes("one"));
  }

  @Test
  void errorsOfTheServerTellNeitherKeysNorValues() {
    redis.kept().clear();
    var odd = new RedisDouble.Kept();
    odd.hash = java.util.Map.of("f", "v");
    redis.kept().put("semantic-cache:v/secret", odd);
    assertThatThrownBy(() -> store().values().get("secret"))
        .isInstanceOf(StoreException.class)
        .hasMessage("the server refuses: WRONGTYPE");
  }
}
