package io.signalbox.backends.cache;

import io.signalbox.store.StoreException;
import io.signalbox.store.VectorIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Vectors in a table with pgvector. The vectors of a partition are compared one by one, unless
 * there are many; then the graph of all vectors is asked, which may overlook some, as the nearest
 * in it may be of other partitions.
 */
final class PostgresVectors implements VectorIndex {
  /** So many vectors are compared one by one. */
  private static final int MANY = 5000;

  private final PostgresLink link;
  private final PostgresTables tables;
  private final String model;

  PostgresVectors(PostgresLink link, PostgresTables tables, String model) {
    this.link = link;
    this.tables = tables;
    this.model = model;
  }

  @Override
  public List<Near> nearest(String partition, float[] vector, int most, double least) {
    refuseOtherLengths(vector);
    var asked = text(vector);
    return link.ask(connection -> {
      if (!tables.vectorsReady()) {
        return List.of();
      }
      var nearest = new Nearest(most, least);
      if (many(connection, partition)) {
        search(connection, graphQuery(), partition, asked, most, nearest);
      } else {
        search(connection, plainQuery(), partition, asked, most, nearest);
      }
      return nearest.list();
    });
  }

  private boolean many(Connection connection, String partition) throws SQLException {
    var sql =
        "SELECT count(*) FROM (SELECT 1 FROM %s WHERE partition = ? AND model = ? LIMIT %d) AS counted"
            .formatted(tables.vectors(), MANY + 1);
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, partition);
      statement.setString(2, model);
      try (var rows = statement.executeQuery()) {
        return rows.next() && rows.getInt(1) > MANY;
      }
    }
  }

  private String plainQuery() {
    return ("WITH mine AS MATERIALIZED (SELECT id, embedding FROM %s"
            + " WHERE partition = ? AND model = ? AND expires_at > now())"
            + " SELECT id, 1 - (embedding <=> asked.v) AS cosine"
            + " FROM mine, (SELECT CAST(? AS vector) AS v) asked ORDER BY cosine DESC LIMIT ?")
        .formatted(tables.vectors());
  }

  private String graphQuery() {
    return ("SELECT id, 1 - distance AS cosine FROM (SELECT id, partition, model, expires_at,"
            + " embedding <=> CAST(? AS vector) AS distance FROM %s"
            + " WHERE partition = ? AND model = ? AND expires_at > now()"
            + " ORDER BY distance LIMIT ?) near")
        .formatted(tables.vectors());
  }

  private void search(
      Connection connection, String sql, String partition, String asked, int most, Nearest nearest)
      throws SQLException {
    boolean vectorFirst = sql.indexOf("vector)") < sql.indexOf("partition = ?");
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(vectorFirst ? 1 : 3, asked);
      statement.setString(vectorFirst ? 2 : 1, partition);
      statement.setString(vectorFirst ? 3 : 2, model);
      statement.setInt(4, most);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          nearest.offer(rows.getString(1), rows.getDouble(2));
        }
      }
    }
  }

  @Override
  public void add(String partition, String id, float[] vector, Duration ttl) {
    refuseOtherLengths(vector);
    var sql =
        ("INSERT INTO %s (partition, model, id, embedding, expires_at) VALUES (?, ?, ?,"
                + " CAST(? AS vector), now() + ? * interval '1 millisecond')"
                + " ON CONFLICT (partition, model, id) DO UPDATE SET"
                + " embedding = EXCLUDED.embedding, expires_at = EXCLUDED.expires_at")
            .formatted(tables.vectors());
    var text = text(vector);
    link.ask(connection -> {
      if (!tables.vectorsReady()) {
        return 0;
      }
      try (var statement = connection.prepareStatement(sql)) {
        statement.setString(1, partition);
        statement.setString(2, model);
        statement.setString(3, id);
        statement.setString(4, text);
        statement.setLong(5, Math.max(1, ttl.toMillis()));
        return statement.executeUpdate();
      }
    });
  }

  @Override
  public void remove(String partition, String id) {
    var sql =
        "DELETE FROM %s WHERE partition = ? AND model = ? AND id = ?".formatted(tables.vectors());
    link.ask(connection -> {
      if (!tables.vectorsReady()) {
        return 0;
      }
      try (var statement = connection.prepareStatement(sql)) {
        statement.setString(1, partition);
        statement.setString(2, model);
        statement.setString(3, id);
        return statement.executeUpdate();
      }
    });
  }

  /** Vectors of all models. */
  @Override
  public long clear(String prefix) {
    var sql = "DELETE FROM %s WHERE starts_with(partition, ?)".formatted(tables.vectors());
    return link.askLong(connection -> {
      if (!tables.semantic()) {
        return 0L;
      }
      try (var statement = connection.prepareStatement(sql)) {
        statement.setString(1, prefix);
        return statement.executeLargeUpdate();
      }
    });
  }

  private void refuseOtherLengths(float[] vector) {
    if (vector.length != tables.dimensions()) {
      throw new StoreException(
          "a vector of %d numbers (expected: %d)".formatted(vector.length, tables.dimensions()));
    }
  }

  private static String text(float[] vector) {
    var text = new StringBuilder(12 * vector.length).append('[');
    for (int i = 0; i < vector.length; i++) {
      text.append(i == 0 ? "" : ",").append(vector[i]);
    }
    return text.append(']').toString();
  }
}
