package io.signalbox.backends.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.backends.postgres.Postgres;
import io.signalbox.store.ReplayRecords;
import io.signalbox.store.ReplayStore;
import io.signalbox.store.ReplayStoreContract;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Against a real Postgres. */
final class PostgresReplayStoreIT extends ReplayStoreContract {
  private static final AtomicInteger TABLES = new AtomicInteger();
  private static Postgres postgres;

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

  @Override
  protected ReplayStore open() {
    return open("replay_" + TABLES.incrementAndGet());
  }

  private PostgresReplayStore open(String table) {
    return new PostgresReplayStore(postgres.source(), 4, table, new Bounds(MOST, AGE, this::now));
  }

  @Test
  void severalRoutersShareATable() {
    try (var one = open("shared");
        var other = open("shared")) {
      one.put(ReplayRecords.of("a", 1));
      assertThat(other.find("a")).contains(ReplayRecords.of("a", 1));
      assertThat(one.shared()).isTrue();
    }
  }

  @Test
  void bearsThatItsConnectionsAreCut() throws SQLException {
    store().put(ReplayRecords.of("a", 1));
    try (var connection = postgres.source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE pid <> pg_backend_pid() AND datname = current_database()");
    }
    store().put(ReplayRecords.of("b", 2));
    assertThat(store().find("a")).isPresent();
    assertThat(store().find("b")).isPresent();
  }

  @Test
  void aDatabaseThatIsNotThereIsSaidAndNoMore() {
    var nowhere = new PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"127.0.0.1"});
    nowhere.setPortNumbers(new int[] {1});
    nowhere.setDatabaseName("none");
    nowhere.setConnectTimeout(1);
    try (var store = new PostgresReplayStore(nowhere, 1, "t", new Bounds(MOST, AGE, this::now))) {
      assertThatThrownBy(() -> store.put(ReplayRecords.of("secret", 1)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void namesOfTablesAreNothingElse() {
    assertThat(PostgresReplayStore.tableName("router_replay2")).isTrue();
    for (var bad : new String[] {"", "a b", "a;b", "\"a\"", "1a", "a".repeat(64), "a.b"}) {
      assertThat(PostgresReplayStore.tableName(bad)).as(bad).isFalse();
    }
  }
}
