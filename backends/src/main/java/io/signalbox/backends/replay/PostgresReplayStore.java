package io.signalbox.backends.replay;

import io.signalbox.backends.postgres.Connections;
import io.signalbox.config.RouterReplayConfig.PostgresStore;
import io.signalbox.store.ReplayPage;
import io.signalbox.store.ReplayQuery;
import io.signalbox.store.ReplayRecord;
import io.signalbox.store.ReplayRecord.Keys;
import io.signalbox.store.ReplayStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Keeps records in a table of a Postgres database, which several routers can share. The table is
 * made at the first use, so that the database need not be there before the router is.
 */
public final class PostgresReplayStore implements ReplayStore {
  private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final int TIMEOUT_SECONDS = 10;
  private static final int PUTS_BETWEEN_CLEANINGS = 200;
  private static final int EACH_PAGE = 200;
  private static final String FOUND =
      " WHERE time >= ? AND (? = '' OR recipe = ?) AND (? = '' OR decision = ?)"
          + " AND (? = '' OR session_id = ?) AND (? = '' OR original_model = ? OR selected_model = ?)"
          + " AND (? = '' OR strpos(lower(request_id), ?) > 0 OR strpos(lower(recipe), ?) > 0)"
          + " AND (? <> 'CACHED' OR from_cache) AND (? <> 'STREAMED' OR streaming)";

  private final String table;
  private final Bounds bounds;
  private final Connections connections;
  private int puts;

  /**
   * @param source gives connections
   * @param maxConnections at once
   * @param table of the database
   * @throws IllegalArgumentException when that is no name of a table
   */
  public PostgresReplayStore(DataSource source, int maxConnections, String table, Bounds bounds) {
    if (!tableName(table)) {
      throw new IllegalArgumentException("not a name of a table");
    }
    this.table = table;
    this.bounds = bounds;
    this.connections = new Connections(source, maxConnections, this::prepare);
  }

  /** One in the database that the configuration names; nothing is asked of it yet. */
  public static PostgresReplayStore open(PostgresStore config, Bounds bounds) {
    return new PostgresReplayStore(
        source(config), config.maxOpenConns(), config.tableName(), bounds);
  }

  private static PGSimpleDataSource source(PostgresStore config) {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {config.host()});
    source.setPortNumbers(new int[] {config.port()});
    source.setDatabaseName(config.database());
    source.setUser(config.user());
    if (config.password() != null) {
      source.setPassword(config.password().text());
    }
    source.setSslMode(config.sslMode().toString());
    source.setConnectTimeout(TIMEOUT_SECONDS);
    source.setLoginTimeout(TIMEOUT_SECONDS);
    source.setSocketTimeout(TIMEOUT_SECONDS);
    source.setApplicationName("signalbox");
    return source;
  }

  /** Whether a text can name a table: letters, digits and underscores, at most 63. */
  public static boolean tableName(String text) {
    return TABLE.matcher(text).matches();
  }

  private void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          ("CREATE TABLE IF NOT EXISTS %s (id text PRIMARY KEY, time timestamptz NOT NULL,"
                  + " request_id text NOT NULL, session_id text NOT NULL, recipe text NOT NULL,"
                  + " decision text NOT NULL, original_model text NOT NULL,"
                  + " selected_model text NOT NULL, streaming boolean NOT NULL,"
                  + " from_cache boolean NOT NULL, record text NOT NULL)")
              .formatted(table));
      statement.execute(
          "CREATE INDEX IF NOT EXISTS %s_time ON %s (time DESC, id DESC)"
              .formatted(table.substring(0, Math.min(58, table.length())), table));
    }
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public void put(ReplayRecord record) {
    var sql =
        ("INSERT INTO %s (id, time, request_id, session_id, recipe, decision, original_model,"
                + " selected_model, streaming, from_cache, record)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                + " decision = EXCLUDED.decision, recipe = EXCLUDED.recipe,"
                + " selected_model = EXCLUDED.selected_model, streaming = EXCLUDED.streaming,"
                + " from_cache = EXCLUDED.from_cache, record = EXCLUDED.record")
            .formatted(table);
    connections.use(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        var keys = record.keys();
        new Parameters(statement)
            .text(record.id())
            .time(record.time().atOffset(ZoneOffset.UTC))
            .text(keys.requestId())
            .text(keys.sessionId())
            .text(keys.recipe())
            .text(keys.decision())
            .text(keys.originalModel())
            .text(keys.selectedModel())
            .truth(keys.streaming())
            .truth(keys.fromCache())
            .text(record.json());
        return statement.executeUpdate();
      }
    });
    if (cleaningIsDue()) {
      clean();
    }
  }

  private synchronized boolean cleaningIsDue() {
    puts++;
    return puts % Math.min(PUTS_BETWEEN_CLEANINGS, bounds.records()) == 0;
  }

  private void clean() {
    var sql =
        ("DELETE FROM %1$s WHERE time < ? OR id IN"
                + " (SELECT id FROM %1$s ORDER BY time DESC, id DESC OFFSET ?)")
            .formatted(table);
    connections.use(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        statement.setObject(1, oldest());
        statement.setInt(2, bounds.records());
        return statement.executeUpdate();
      }
    });
  }

  private OffsetDateTime oldest() {
    return bounds.clock().instant().minus(bounds.age()).atOffset(ZoneOffset.UTC);
  }

  @Override
  public void remove(String id) {
    connections.use(connection -> {
      try (var statement =
          connection.prepareStatement("DELETE FROM %s WHERE id = ?".formatted(table))) {
        statement.setString(1, id);
        return statement.executeUpdate();
      }
    });
  }

  @Override
  public Optional<ReplayRecord> find(String id) {
    var sql = "SELECT * FROM %s WHERE id = ? AND time >= ?".formatted(table);
    return connections.use(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        statement.setString(1, id);
        statement.setObject(2, oldest());
        return records(statement).stream().findFirst();
      }
    });
  }

  @Override
  public ReplayPage list(ReplayQuery query, int offset, int limit) {
    var count = "SELECT count(*) FROM %s%s".formatted(table, FOUND);
    int total =
        connections.use(connection -> {
          try (var statement = connection.prepareStatement(count)) {
            bind(statement, query);
            try (var rows = statement.executeQuery()) {
              return rows.next() ? rows.getInt(1) : 0;
            }
          }
        });
    return new ReplayPage(page(query, offset, limit), Math.min(total, bounds.records()));
  }

  private List<ReplayRecord> page(ReplayQuery query, int offset, int limit) {
    var sql =
        "SELECT * FROM %s%s ORDER BY time DESC, id DESC OFFSET ? LIMIT ?".formatted(table, FOUND);
    int most = Math.clamp((long) bounds.records() - offset, 0, limit);
    return connections.use(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        var parameters = bind(statement, query);
        parameters.number(offset).number(most);
        return records(statement);
      }
    });
  }

  private Parameters bind(PreparedStatement statement, ReplayQuery query) throws SQLException {
    var search = query.search().toLowerCase(Locale.ROOT);
    return new Parameters(statement)
        .time(oldest())
        .text(query.recipe())
        .text(query.recipe())
        .text(query.decision())
        .text(query.decision())
        .text(query.sessionId())
        .text(query.sessionId())
        .text(query.model())
        .text(query.model())
        .text(query.model())
        .text(search)
        .text(search)
        .text(search)
        .text(query.answers().name())
        .text(query.answers().name());
  }

  @Override
  public void each(ReplayQuery query, Consumer<ReplayRecord> consumer) {
    int offset = 0;
    List<ReplayRecord> page;
    do {
      page = page(query, offset, EACH_PAGE);
      page.forEach(consumer);
      offset += page.size();
    } while (page.size() == EACH_PAGE);
  }

  private static List<ReplayRecord> records(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      var records = new ArrayList<ReplayRecord>();
      while (rows.next()) {
        records.add(record(rows));
      }
      return records;
    }
  }

  private static ReplayRecord record(ResultSet row) throws SQLException {
    return new ReplayRecord(
        row.getString("id"),
        row.getObject("time", OffsetDateTime.class).toInstant(),
        new Keys(
            row.getString("request_id"),
            row.getString("session_id"),
            row.getString("recipe"),
            row.getString("decision"),
            row.getString("original_model"),
            row.getString("selected_model"),
            row.getBoolean("streaming"),
            row.getBoolean("from_cache")),
        row.getString("record"));
  }

  @Override
  public void close() {
    connections.close();
  }
}
