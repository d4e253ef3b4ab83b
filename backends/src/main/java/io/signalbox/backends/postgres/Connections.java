package io.signalbox.backends.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of connections to a database. One that breaks is let go; work that fails on a
 * connection which had been idle is done once more on a new one, since the database may have been
 * restarted in between.
 */
public final class Connections implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final DataSource source;
  private final Semaphore room;
  private final Work prepare;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean prepared;
  private boolean closed;

  /** What is done with a connection. */
  @FunctionalInterface
  public interface Work {
    void on(Connection connection) throws SQLException;
  }

  /**
   * What is asked of a connection.
   *
   * @param <T> the answer
   */
  @FunctionalInterface
  public interface Question<T> {
    T of(Connection connection) throws SQLException;
  }

  /**
   * @param prepare done with the first connection before anything else
   */
  public Connections(DataSource source, int most, Work prepare) {
    this.source = source;
    this.room = new Semaphore(most);
    this.prepare = prepare;
  }

  /**
   * Asks a question.
   *
   * @throws UncheckedIOException when the database cannot answer it; the message holds no value
   */
  public <T> T use(Question<T> question) {
    enter();
    try {
      var waiting = waiting();
      if (waiting != null) {
        try {
          return ask(waiting, question);
        } catch (SQLException broken) {
          // Once more, on a new connection.
        }
      }
      return ask(fresh(), question);
    } catch (SQLException broken) {
      // The text of the driver may quote what was to be stored.
      throw new UncheckedIOException(new IOException("SQL state " + broken.getSQLState()));
    } finally {
      room.release();
    }
  }

  private void enter() {
    try {
      if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new UncheckedIOException(new IOException("all connections are in use"));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", stop));
    }
  }

  private synchronized @Nullable Connection waiting() {
    return idle.poll();
  }

  private Connection fresh() throws SQLException {
    var connection = source.getConnection();
    try {
      prepare(connection);
      return connection;
    } catch (SQLException broken) {
      connection.close();
      throw broken;
    }
  }

  private synchronized void prepare(Connection connection) throws SQLException {
    if (!prepared) {
      prepare.on(connection);
      prepared = true;
    }
  }

  private <T> T ask(Connection connection, Question<T> question) throws SQLException {
    boolean well = false;
    try {
      var answer = question.of(connection);
      well = true;
      return answer;
    } finally {
      leave(connection, well);
    }
  }

  private synchronized void leave(Connection connection, boolean well) throws SQLException {
    if (well && !closed) {
      idle.push(connection);
    } else {
      connection.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (var connection : idle) {
      try {
        connection.close();
      } catch (SQLException ignored) {
        // It is of no use any more.
      }
    }
    idle.clear();
  }
}
