package io.signalbox.backends.cache;

import io.signalbox.backends.postgres.Connections;
import io.signalbox.backends.postgres.Connections.Question;
import io.signalbox.config.ResponseCacheConfig.PostgresStore;
import io.signalbox.store.StoreException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Asks a Postgres database within a deadline. The tables are made in the background when the
 * database can first be reached, and looked at again when it says that they are gone; that takes
 * longer than any call waits.
 */
final class PostgresLink implements AutoCloseable {
  private static final int CONNECT_SECONDS = 2;
  private static final Duration LONG_WORK = Duration.ofSeconds(30);
  private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
  private static final String NO_TABLE = "42P01";

  private final PostgresTables tables;
  private final Duration deadline;
  private final PGSimpleDataSource slow;
  private final Connections connections;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("answers-postgres-", 0).factory());
  private @Nullable CompletableFuture<Boolean> preparing;
  private long preparedAt;

  PostgresLink(PostgresStore config, @Nullable String password, PostgresTables tables) {
    this.tables = tables;
    this.deadline = Duration.ofMillis(config.timeoutMs());
    this.slow = source(config, password, LONG_WORK);
    // Every connection is asked briefly; how much of the graph is searched is pgvector's setting.
    var quick = source(config, password, deadline);
    this.connections = new Connections(quick, config.maxOpenConns(), _ -> {});
    var _ = prepared();
  }

  private static PGSimpleDataSource source(
      PostgresStore config, @Nullable String password, Duration patience) {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {config.host()});
    source.setPortNumbers(new int[] {config.port()});
    source.setDatabaseName(config.database());
    source.setUser(config.user());
    if (password != null && !password.isEmpty()) {
      source.setPassword(password);
    }
    source.setSslMode(config.sslMode().toString());
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    // In whole seconds, so that the database says it first.
    source.setSocketTimeout(Math.toIntExact(patience.toSeconds()) + 1);
    source.setApplicationName("signalbox");
    source.setOptions(
        "-c statement_timeout=%d -c hnsw.ef_search=400".formatted(patience.toMillis()));
    return source;
  }

  /**
   * Asks within the deadline.
   *
   * @throws StoreException when there is no answer; the message holds no value
   */
  <T extends @Nullable Object> T ask(Question<T> question) {
    long start = System.nanoTime();
    wait(prepared(), start);
    var asked = submit(() -> connections.use(watched(question)));
    try {
      return wait(asked, start);
    } finally {
      // Whoever is late is kept from nothing but its connection, which is given up.
      asked.cancel(true);
    }
  }

  /** Asks for what may take long, on a connection of its own. */
  <T> T askLong(Question<T> question) {
    wait(prepared(), System.nanoTime());
    try (var connection = slow.getConnection()) {
      return watched(question).of(connection);
    } catch (SQLException broken) {
      throw new StoreException("SQL state " + broken.getSQLState());
    }
  }

  /** Does something when there is time; it does not matter when it fails. */
  void later(Question<?> question) {
    var _ = submit(() -> connections.use(question));
  }

  private <T extends @Nullable Object> Future<T> submit(Callable<T> work) {
    try {
      return threads.submit(work);
    } catch (RejectedExecutionException closed) {
      throw new StoreException("closed");
    }
  }

  private <T extends @Nullable Object> Question<T> watched(Question<T> question) {
    return connection -> {
      try {
        return question.of(connection);
      } catch (SQLException broken) {
        if (NO_TABLE.equals(broken.getSQLState())) {
          forget();
        }
        throw broken;
      }
    };
  }

  private <T extends @Nullable Object> T wait(Future<T> future, long start) {
    try {
      long left = Math.max(0, deadline.toNanos() - (System.nanoTime() - start));
      return future.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new StoreException("no answer within %d ms".formatted(deadline.toMillis()));
    } catch (ExecutionException failed) {
      throw new StoreException(reason(failed.getCause()));
    } catch (InterruptedException left) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted");
    }
  }

  private static String reason(@Nullable Throwable cause) {
    return switch (cause) {
      case SQLException refused -> "SQL state " + refused.getSQLState();
      // What the connections say holds no value.
      case UncheckedIOException told when told.getCause() != null ->
          String.valueOf(told.getCause().getMessage());
      case null, default -> "the database cannot be asked";
    };
  }

  private synchronized void forget() {
    preparing = null;
  }

  private synchronized CompletableFuture<Boolean> prepared() {
    var current = preparing;
    boolean lost = current == null || current.isCompletedExceptionally();
    long now = System.nanoTime();
    boolean due = preparedAt == 0 || now - preparedAt > RETRY_NANOS;
    if (lost && due && !threads.isShutdown()) {
      preparedAt = now | 1;
      current = new CompletableFuture<>();
      preparing = current;
      prepare(current);
    }
    return current == null
        ? CompletableFuture.failedFuture(new SQLException("not ready", "08001"))
        : current;
  }

  private void prepare(CompletableFuture<Boolean> done) {
    var _ =
        submit(() -> {
          try (var connection = slow.getConnection()) {
            tables.prepare(connection);
            return done.complete(true);
          } catch (SQLException | RuntimeException failed) {
            return done.completeExceptionally(failed);
          }
        });
  }

  @Override
  public void close() {
    threads.shutdownNow();
    connections.close();
  }
}
