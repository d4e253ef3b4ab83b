package io.signalbox.backends.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.signalbox.config.ResponseCacheConfig.Connection;
import io.signalbox.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server that speaks the protocol of Redis. Nobody waits for it longer than the
 * deadline. It is sought in the background, at most once a second; one over which no answer comes
 * for a while is given up, since the other side may be gone without a word.
 */
final class RedisLink implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long SILENCE_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int MOST_UNANSWERED = 4096;

  private final RedisClient client;
  private final RedisURI uri;
  private final Duration deadline;
  private final AtomicLong silentSince = new AtomicLong();
  private @Nullable CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connecting;
  private long soughtAt;
  private volatile long connections;
  private boolean closed;

  /** The server said no. The text may quote what it was asked, so it goes nowhere. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String text) {
      super(text);
    }

    String text() {
      return String.valueOf(getMessage());
    }

    /** What may be told: the first word, which is the kind of error. */
    StoreException told() {
      var kind = text().split(" ", 2)[0];
      return new StoreException(
          "the server refuses: " + (kind.matches("[A-Z_]{2,40}") ? kind : "ERR"));
    }
  }

  RedisLink(Connection server, @Nullable String password) {
    var builder =
        RedisURI.builder()
            .withHost(server.host())
            .withPort(server.port())
            .withDatabase(server.database())
            .withSsl(server.tls().enabled())
            .withTimeout(CONNECT_TIMEOUT);
    if (password != null && !password.isEmpty()) {
      builder.withPassword(password.toCharArray());
    }
    this.uri = builder.build();
    this.deadline = server.patience();
    this.client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            // Its answers to searches have one form, whatever the server.
            .protocolVersion(ProtocolVersion.RESP2)
            .autoReconnect(false)
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MOST_UNANSWERED)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
            .build());
    var _ = connection();
  }

  /** Asks within the deadline. */
  <T extends @Nullable Object> T ask(
      Function<RedisAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> question)
      throws Refusal {
    long start = System.nanoTime();
    try {
      var connection = wait(connection(), start);
      var answer = question.apply(connection.async()).toCompletableFuture();
      var _ = answer.whenComplete((_, failure) -> heard(failure));
      return wait(answer, start);
    } catch (TimeoutException late) {
      silent();
      throw new StoreException("no answer within %d ms".formatted(deadline.toMillis()));
    } catch (ExecutionException | CompletionException failed) {
      if (failed.getCause() instanceof RedisCommandExecutionException refused) {
        throw new Refusal(String.valueOf(refused.getMessage()));
      }
      throw new StoreException("the server cannot be reached");
    } catch (InterruptedException left) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted");
    } catch (RuntimeException unusable) {
      throw new StoreException("the server cannot be asked");
    }
  }

  /** How many connections were sought so far; another number is another connection. */
  long connections() {
    return connections;
  }

  private <T extends @Nullable Object> T wait(CompletableFuture<T> future, long start)
      throws InterruptedException, ExecutionException, TimeoutException {
    long left = Math.max(0, deadline.toNanos() - (System.nanoTime() - start));
    return future.get(left, TimeUnit.NANOSECONDS);
  }

  private void heard(@Nullable Throwable failure) {
    if (failure == null || failure instanceof RedisCommandExecutionException) {
      silentSince.set(0);
    }
  }

  /** Notes that an answer is late, and gives the connection up when all are for a while. */
  private void silent() {
    // 1 is as good as 0, which says that answers come.
    long now = System.nanoTime() | 1;
    if (!silentSince.compareAndSet(0, now) && now - silentSince.get() > SILENCE_NANOS) {
      giveUp();
    }
  }

  private synchronized void giveUp() {
    var current = connecting;
    if (current != null && current.isDone() && silentSince.get() != 0) {
      silentSince.set(0);
      connecting = null;
      if (!current.isCompletedExceptionally()) {
        var _ = current.join().closeAsync();
      }
    }
  }

  private synchronized CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection() {
    var current = connecting;
    long now = System.nanoTime();
    boolean lost = current == null || (current.isDone() && !usable(current));
    boolean due = soughtAt == 0 || now - soughtAt > RETRY_NANOS;
    if (lost && due && !closed) {
      soughtAt = now | 1;
      silentSince.set(0);
      connections = connections + 1;
      current = client.connectAsync(ByteArrayCodec.INSTANCE, uri).toCompletableFuture();
      connecting = current;
    }
    return current == null || closed
        ? CompletableFuture.failedFuture(new StoreException("not connected"))
        : current;
  }

  private static boolean usable(
      CompletableFuture<StatefulRedisConnection<byte[], byte[]>> current) {
    return !current.isCompletedExceptionally() && current.join().isOpen();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    try {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    } catch (CompletionException late) {
      // What does not end in time ends with the process.
    }
  }
}
