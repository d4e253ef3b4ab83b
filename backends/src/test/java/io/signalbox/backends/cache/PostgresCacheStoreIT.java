package io.signalbox.backends.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.backends.postgres.Postgres;
import io.signalbox.config.ResponseCacheConfig.PostgresStore;
import io.signalbox.config.RouterReplayConfig.SslMode;
import io.signalbox.store.BreakingCacheStore;
import io.signalbox.store.CacheStore;
import io.signalbox.store.CacheStoreContract;
import io.signalbox.store.StoreException;
import io.signalbox.store.VectorIndex.Near;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real Postgres with pgvector. */
final class PostgresCacheStoreIT extends CacheStoreContract {
  private static final AtomicInteger TABLES = new AtomicInteger();
  private static Postgres postgres;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final String tables = "answers_" + TABLES.incrementAndGet();

  @BeforeAll
  static void start() throws Exception {
    postgres = Postgres.start();
  }

  @AfterAll
  static void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    for (var one : opened) {
      one.close();
    }
  }

  @Override
  protected CacheStore open() {
    return store("postgres", postgres.port(), "m", DIMENSIONS);
  }

  private PostgresCacheStore store(String user, int port, String model, int dimensions) {
    var database = user.equals("postgres") ? user : "plain";
    var config =
        new PostgresStore(
            "127.0.0.1", port, database, user, null, SslMode.DISABLE, 4, 2000, tables);
    return new PostgresCacheStore(config, null, model, dimensions, told::add);
  }

  private PostgresCacheStore opened(PostgresCacheStore store) {
    opened.add(store);
    return store;
  }

  @Override
  protected void pass(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  private static void sql(String statement) throws SQLException {
    try (var connection = postgres.source().getConnection();
        var statements = connection.createStatement()) {
      statements.execute(statement);
    }
  }

  private List<String> ids(CacheStore from) {
    return from.vectors().nearest("p", EAST, 10, 0.5).stream().map(Near::id).toList();
  }

  @Test
  void replicasShareAndModelsDoNot() {
    store().values().put("p/a", bytes("one"), LONG);
    store().vectors().add("p", "a", EAST, LONG);
    var replica = opened(store("postgres", postgres.port(), "m", DIMENSIONS));
    awaitAnswer(replica);
    assertThat(replica.values().get("p/a")).isEqualTo(bytes("one"));
    assertThat(ids(replica)).containsExactly("a");
    var otherModel = opened(store("postgres", postgres.port(), "M", DIMENSIONS));
    awaitAnswer(otherModel);
    assertThat(ids(otherModel)).isEmpty();
  }

  @Test
  void refusesVectorsOfATableWithOthersAndKeepsValues() {
    var other = opened(store("postgres", postgres.port(), "m", DIMENSIONS + 1));
    awaitValues(other);
    assertThatThrownBy(other::check)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("vectors of 8 numbers (expected: 9");
    assertThatThrownBy(() -> other.vectors().nearest("p", new float[DIMENSIONS + 1], 1, 0))
        .isInstanceOf(StoreException.class);
    assertThat(other.capabilities()).containsExactly("exact", "shared");
    assertThat(told).hasSize(1);
  }

  private static void awaitValues(CacheStore store) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try {
        store.values().put("k", bytes("one"), LONG);
        assertThat(store.values().get("k")).isEqualTo(bytes("one"));
        return;
      } catch (StoreException early) {
        assertThat(System.nanoTime()).as(early.getMessage()).isLessThan(until);
      }
    }
  }

  @Test
  void bearsThatItsConnectionsAreCutAndItsTablesDropped() throws SQLException {
    store().values().put("k", bytes("one"), LONG);
    sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE pid <> pg_backend_pid() AND datname = current_database()");
    assertThat(store().values().get("k")).isEqualTo(bytes("one"));
    sql("DROP TABLE %1$s_values, %1$s_vectors".formatted(tables));
    assertThatThrownBy(() -> store().values().get("k")).isInstanceOf(StoreException.class);
    awaitAnswer(store());
    assertThat(store().values().get("k")).isNull();
    store().vectors().add("p", "a", EAST, LONG);
    assertThat(ids(store())).containsExactly("a");
  }

  @Test
  void aLockedTableCostsTheDeadline() throws SQLException {
    try (var connection = postgres.source().getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE %s_values IN ACCESS EXCLUSIVE MODE".formatted(tables));
      long start = System.nanoTime();
      assertThatThrownBy(() -> store().values().put("secret", bytes("hidden"), LONG))
          .isInstanceOf(StoreException.class)
          .hasMessageNotContaining("secret")
          .hasMessageNotContaining("hidden");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      connection.rollback();
    }
    awaitAnswer(store());
    store().values().put("k", bytes("one"), LONG);
  }

  @Test
  void aServerThatNeverAnswersCostsTheDeadlineAndThenNothing() throws Exception {
    try (var server = new RespServer(_ -> "OK")) {
      server.freeze(true);
      var frozen = opened(store("postgres", server.port(), "m", DIMENSIONS));
      var breaking = new BreakingCacheStore(frozen);
      long start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> breaking.values().get("k")).isInstanceOf(StoreException.class);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void withoutTheExtensionValuesWorkAndItIsToldOnce() throws SQLException {
    sql("CREATE ROLE weak LOGIN");
    sql("CREATE DATABASE plain");
    var there = postgres.source();
    there.setDatabaseName("plain");
    try (var connection = there.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("GRANT CREATE ON SCHEMA public TO weak");
    }
    var plain = opened(store("weak", postgres.port(), "m", DIMENSIONS));
    awaitAnswer(plain);
    plain.values().put("k", bytes("one"), LONG);
    plain.vectors().add("p", "a", EAST, LONG);
    plain.vectors().remove("p", "a");
    assertThat(plain.vectors().clear("")).isZero();
    assertThat(plain.values().get("k")).isEqualTo(bytes("one"));
    assertThat(ids(plain)).isEmpty();
    assertThat(plain.capabilities()).containsExactly("exact", "shared");
    assertThat(told)
        .containsExactly("answers are not found by meaning: the database has no pgvector");
  }

  @Test
  void whatEndedIsDeletedByTheWay() throws Exception {
    for (int i = 0; i < 50; i++) {
      store().values().put("old/" + i, bytes("x"), Duration.ofMillis(1));
      store().vectors().add("p", "old" + i, EAST, Duration.ofMillis(1));
    }
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    for (int i = 0; rows("values") + rows("vectors") > 100; i++) {
      store().values().put("new/" + i % 100, bytes("x"), LONG);
      assertThat(System.nanoTime()).isLessThan(until);
    }
  }

  private int rows(String table) throws SQLException {
    try (var connection = postgres.source().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM %s_%s".formatted(tables, table))) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void manyVectorsOfAPartitionAreFoundByTheGraph() throws SQLException {
    // In steps, since a slow machine takes long to build the graph.
    for (int first = 0; first <= 5500; first += 500) {
      sql(
          ("INSERT INTO %s_vectors (partition, model, id, embedding, expires_at)"
                  + " SELECT 'p', 'm', 'v' || n, ('[' || cos(n / 4000.0) || ',' || sin(n / 4000.0)"
                  + " || ',0,0,0,0,0,0]')::vector, now() + interval '1 hour'"
                  + " FROM generate_series(%d, %d) n")
              .formatted(tables, first, first + 499));
    }
    var found = store().vectors().nearest("p", EAST, 5, 0.9);
    assertThat(found).extracting(Near::id).containsExactly("v0", "v1", "v2", "v3", "v4");
  }

  @Test
  void namesOfTablesAreNothingElse() {
    for (var bad : List.of("", "a b", "a;b", "\"a\"", "1a", "a".repeat(42), "a.b")) {
      assertThatThrownBy(() -> new PostgresTables(bad, 8, told::add))
          .as(bad)
          .isInstanceOf(StoreException.class);
    }
  }
}
