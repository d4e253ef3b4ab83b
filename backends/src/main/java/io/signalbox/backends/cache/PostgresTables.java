package io.signalbox.backends.cache;

import io.signalbox.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The tables of a store in Postgres: one of values, and one of vectors where the database has
 * pgvector. They are made when they are not there; vectors of another length are not touched.
 */
final class PostgresTables {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,40}");

  /** Longer vectors cannot be in a graph of pgvector; they are compared one by one. */
  private static final int MOST_IN_GRAPH = 2000;

  private static final long LOCK = 0x5167_6e61_6c62_6f78L;

  private final String prefix;
  private final int dimensions;
  private final Consumer<String> told;
  private final AtomicBoolean toldOnce = new AtomicBoolean();
  private volatile boolean vectorsPossible = true;
  private volatile String problem = "";

  /**
   * @throws StoreException when the prefix cannot begin the name of a table
   */
  PostgresTables(String prefix, int dimensions, Consumer<String> told) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new StoreException("table_prefix: letters, digits and _, at most 41");
    }
    this.prefix = prefix;
    this.dimensions = dimensions;
    this.told = told;
  }

  String values() {
    return prefix + "_values";
  }

  String vectors() {
    return prefix + "_vectors";
  }

  int dimensions() {
    return dimensions;
  }

  /**
   * Whether vectors can be kept.
   *
   * @throws StoreException when the table has others
   */
  boolean vectorsReady() {
    if (!problem.isEmpty()) {
      throw new StoreException(problem);
    }
    return vectorsPossible;
  }

  boolean semantic() {
    return vectorsPossible && problem.isEmpty();
  }

  /** Makes what is not there. Routers that start together wait for each other. */
  void prepare(Connection connection) throws SQLException {
    boolean possible = extended(connection);
    connection.setAutoCommit(false);
    run(connection, "SELECT pg_advisory_xact_lock(%d)".formatted(LOCK));
    makeValues(connection);
    if (possible) {
      makeVectors(connection);
    }
    connection.commit();
    problem = possible ? difference(connection) : "";
    vectorsPossible = possible;
    if (!problem.isEmpty()) {
      tell(problem);
    } else if (!possible) {
      tell("the database has no pgvector");
    }
  }

  private void tell(String reason) {
    if (toldOnce.compareAndSet(false, true)) {
      told.accept("answers are not found by meaning: " + reason);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean extended(Connection connection) throws SQLException {
    if (number(connection, "SELECT count(*) FROM pg_extension WHERE extname = 'vector'") == 0) {
      try {
        run(connection, "CREATE EXTENSION IF NOT EXISTS vector");
      } catch (SQLException refused) {
        // Not installed, or not allowed; or another router was quicker.
        return number(connection, "SELECT count(*) FROM pg_extension WHERE extname = 'vector'") > 0;
      }
    }
    return true;
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private void makeValues(Connection connection) throws SQLException {
    run(
        connection,
        ("CREATE TABLE IF NOT EXISTS %s (key text COLLATE \"C\" PRIMARY KEY,"
                + " value bytea NOT NULL, expires_at timestamptz NOT NULL)")
            .formatted(values()));
    makeEnds(connection, values());
  }

  private static void makeEnds(Connection connection, String table) throws SQLException {
    run(connection, "CREATE INDEX IF NOT EXISTS %1$s_ends ON %1$s (expires_at)".formatted(table));
  }

  private void makeVectors(Connection connection) throws SQLException {
    run(
        connection,
        ("CREATE TABLE IF NOT EXISTS %s (model text COLLATE \"C\" NOT NULL,"
                + " partition text COLLATE \"C\" NOT NULL, id text COLLATE \"C\" NOT NULL,"
                + " embedding vector(%d) NOT NULL, expires_at timestamptz NOT NULL,"
                + " PRIMARY KEY (partition, model, id))")
            .formatted(vectors(), dimensions));
    makeEnds(connection, vectors());
    if (dimensions <= MOST_IN_GRAPH) {
      run(
          connection,
          "CREATE INDEX IF NOT EXISTS %1$s_graph ON %1$s USING hnsw (embedding vector_cosine_ops)"
              .formatted(vectors()));
    }
  }

  /** How the table differs from what would be made, or "". */
  private String difference(Connection connection) throws SQLException {
    // The length of a vector is the modifier of its type.
    int found =
        number(
            connection,
            ("SELECT atttypmod FROM pg_attribute WHERE attrelid = '%s'::regclass"
                    + " AND attname = 'embedding'")
                .formatted(vectors()));
    return found == dimensions
        ? ""
        : "table %s: vectors of %d numbers (expected: %d, of the embedding model)"
            .formatted(vectors(), found, dimensions);
  }
}
