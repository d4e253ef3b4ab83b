package io.signalbox.backends.cache;

import io.signalbox.backends.postgres.Connections.Question;
import io.signalbox.config.ResponseCacheConfig.PostgresStore;
import io.signalbox.store.CacheStore;
import io.signalbox.store.KeyValueStore;
import io.signalbox.store.VectorIndex;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers in tables of a Postgres database, which several routers can share; times are told
 * by the clock of the database. Without pgvector there are no vectors, and values work.
 */
public final class PostgresCacheStore implements CacheStore {
  private static final int PUTS_BETWEEN_CLEANINGS = 200;
  private static final int CLEANED_AT_ONCE = 1000;

  private final PostgresTables tables;
  private final PostgresLink link;
  private final KeyValueStore values = new Values();
  private final VectorIndex vectors;
  private final AtomicInteger puts = new AtomicInteger();

  /**
   * @param model the model that makes vectors
   * @param dimensions the length of its vectors
   * @param told is told, once, that vectors cannot be found
   */
  public PostgresCacheStore(
      PostgresStore config,
      @Nullable String password,
      String model,
      int dimensions,
      Consumer<String> told) {
    this.tables = new PostgresTables(config.tablePrefix(), dimensions, told);
    this.link = new PostgresLink(config, password, tables);
    this.vectors = new PostgresVectors(link, tables, model);
  }

  @Override
  public String backend() {
    return "postgres";
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
    return tables.semantic() ? List.of("exact", "semantic", "shared") : List.of("exact", "shared");
  }

  @Override
  public void check() {
    link.ask(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute("SELECT FROM %s LIMIT 1".formatted(tables.values()));
      }
    });
    var _ = tables.vectorsReady();
  }

  @Override
  public void close() {
    link.close();
  }

  private void cleanNowAndThen() {
    if (puts.incrementAndGet() % PUTS_BETWEEN_CLEANINGS == 0) {
      link.later(clean(tables.values()));
      if (tables.semantic()) {
        link.later(clean(tables.vectors()));
      }
    }
  }

  private static Question<Integer> clean(String table) {
    var sql =
        ("DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s"
                + " WHERE expires_at <= now() ORDER BY expires_at LIMIT %2$d))")
            .formatted(table, CLEANED_AT_ONCE);
    return connection -> {
      try (var statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    };
  }

  private final class Values implements KeyValueStore {
    @Override
    public byte @Nullable [] get(String key) {
      var sql =
          "SELECT value FROM %s WHERE key = ? AND expires_at > now()".formatted(tables.values());
      return link.<byte @Nullable []>ask(connection -> {
        try (var statement = connection.prepareStatement(sql)) {
          statement.setString(1, key);
          try (var rows = statement.executeQuery()) {
            return rows.next() ? rows.getBytes(1) : null;
          }
        }
      });
    }

    @Override
    public void put(String key, byte[] value, Duration ttl) {
      var sql =
          ("INSERT INTO %s (key, value, expires_at)"
                  + " VALUES (?, ?, now() + ? * interval '1 millisecond')"
                  + " ON CONFLICT (key) DO UPDATE SET"
                  + " value = EXCLUDED.value, expires_at = EXCLUDED.expires_at")
              .formatted(tables.values());
      link.ask(connection -> {
        try (var statement = connection.prepareStatement(sql)) {
          statement.setString(1, key);
          statement.setBytes(2, value);
          statement.setLong(3, Math.max(1, ttl.toMillis()));
          return statement.executeUpdate();
        }
      });
      cleanNowAndThen();
    }

    @Override
    public void remove(String key) {
      var sql = "DELETE FROM %s WHERE key = ?".formatted(tables.values());
      link.ask(connection -> {
        try (var statement = connection.prepareStatement(sql)) {
          statement.setString(1, key);
          return statement.executeUpdate();
        }
      });
    }

    /** What ended, and is still there, is deleted and does not count. */
    @Override
    public long clear(String prefix) {
      return link.askLong(
          number(
              "WITH gone AS (DELETE FROM %s WHERE starts_with(key, ?) RETURNING expires_at)"
                  + " SELECT count(*) FROM gone WHERE expires_at > now()",
              prefix));
    }

    @Override
    public long count(String prefix) {
      return link.askLong(
          number(
              "SELECT count(*) FROM %s WHERE starts_with(key, ?) AND expires_at > now()", prefix));
    }

    private Question<Long> number(String sql, String prefix) {
      return connection -> {
        try (var statement = connection.prepareStatement(sql.formatted(tables.values()))) {
          statement.setString(1, prefix);
          try (var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0L;
          }
        }
      };
    }
  }
}
