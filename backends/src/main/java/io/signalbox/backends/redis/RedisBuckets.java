package io.signalbox.backends.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.signalbox.store.BucketStore;
import io.signalbox.store.StoreAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets in Redis. One script does all of a call's buckets at once, by the clock of the
 * server, so that replicas agree. A server that does not answer within 50 ms counts as unreachable;
 * the connection is then sought in the background, at most once a second.
 */
public final class RedisBuckets implements BucketStore, AutoCloseable {
  /** How long a call waits for the server. */
  static final Duration DEADLINE = Duration.ofMillis(50);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

  /**
   * KEYS: the buckets. ARGV: 1 to refuse what is not there, the deepest debt in capacities, then
   * capacity, unit in milliseconds and amount of each. A bucket is a hash of its level and the time
   * it was changed; it is dropped when it would be full again.
   */
  private static final String SCRIPT =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      local levels = {}
      local admitted = 1
      for i, key in ipairs(KEYS) do
        local capacity = tonumber(ARGV[3 * i])
        local unit = tonumber(ARGV[3 * i + 1])
        local amount = tonumber(ARGV[3 * i + 2])
        local state = redis.call('HMGET', key, 'l', 't')
        local level = capacity
        if state[1] and state[2] then
          local passed = math.max(0, now - tonumber(state[2]))
          level = math.min(capacity, tonumber(state[1]) + passed / unit * capacity)
        end
        levels[i] = level
        if ARGV[1] == '1' and level < math.min(amount, capacity) then
          admitted = 0
        end
      end
      if admitted == 1 then
        for i, key in ipairs(KEYS) do
          local capacity = tonumber(ARGV[3 * i])
          local unit = tonumber(ARGV[3 * i + 1])
          local least = -tonumber(ARGV[2]) * capacity
          local level = levels[i] - tonumber(ARGV[3 * i + 2])
          level = math.max(least, math.min(capacity, level))
          levels[i] = level
          redis.call('HSET', key, 'l', string.format('%.6f', level), 't', string.format('%.0f', now))
          redis.call('PEXPIRE', key, math.ceil((capacity - level) / capacity * unit) + 1000)
        end
      end
      local answer = {tostring(admitted)}
      for i, level in ipairs(levels) do
        answer[i + 1] = string.format('%.6f', level)
      end
      return answer
      """;

  private final RedisClient client;
  private final RedisURI uri;
  private final String prefix;
  private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connecting;
  private long soughtAt;

  public RedisBuckets(StoreAddress address) {
    var builder =
        RedisURI.builder()
            .withHost(address.host())
            .withPort(address.port())
            .withSsl(address.tls())
            .withTimeout(CONNECT_TIMEOUT);
    if (address.password() != null) {
      builder.withPassword(address.password().toCharArray());
    }
    this.uri = builder.build();
    // One hash tag, so that a cluster keeps all buckets of a call in one slot.
    this.prefix = "{" + address.domain() + "}:ratelimit:";
    this.client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
            .build());
    var _ = connection();
  }

  @Override
  public @Nullable Grant take(List<Draw> draws) {
    long start = System.nanoTime();
    try {
      var connection = wait(connection(), start);
      return connection == null ? null : grant(wait(run(connection, draws, "1"), start));
    } catch (ExecutionException | TimeoutException unreachable) {
      return null;
    } catch (InterruptedException left) {
      Thread.currentThread().interrupt();
      return null;
    } catch (RuntimeException unusable) {
      return null;
    }
  }

  @Override
  public void settle(List<Draw> draws) {
    connection()
        .thenCompose(connection -> run(connection, draws, "0"))
        .exceptionally(lost -> List.of());
  }

  private static <T> T wait(Future<T> future, long start)
      throws InterruptedException, ExecutionException, TimeoutException {
    long left = Math.max(0, DEADLINE.toNanos() - (System.nanoTime() - start));
    return future.get(left, TimeUnit.NANOSECONDS);
  }

  private CompletableFuture<List<String>> run(
      StatefulRedisConnection<String, String> connection, List<Draw> draws, String refusing) {
    var keys = draws.stream().map(draw -> prefix + draw.bucket().key()).toArray(String[]::new);
    List<String> arguments = new ArrayList<>(List.of(refusing, Integer.toString(MOST_DEBT)));
    for (var draw : draws) {
      arguments.add(Long.toString(draw.bucket().capacity()));
      arguments.add(Long.toString(draw.bucket().unit().toMillis()));
      arguments.add(Long.toString(draw.amount()));
    }
    return connection
        .async()
        .<List<String>>eval(SCRIPT, ScriptOutputType.MULTI, keys, arguments.toArray(String[]::new))
        .toCompletableFuture();
  }

  private static Grant grant(List<String> answer) {
    List<Double> levels = new ArrayList<>();
    for (var level : answer.subList(1, answer.size())) {
      levels.add(Double.valueOf(level));
    }
    return new Grant(answer.getFirst().equals("1"), levels);
  }

  private synchronized CompletableFuture<StatefulRedisConnection<String, String>> connection() {
    var current = connecting;
    long now = System.nanoTime();
    boolean lost = current == null || current.isCompletedExceptionally();
    if (current == null || (lost && now - soughtAt > RETRY_NANOS)) {
      soughtAt = now;
      current = client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
      connecting = current;
    }
    return current;
  }

  @Override
  public void close() {
    try {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    } catch (CompletionException late) {
      // What does not end in time ends with the process.
    }
  }
}
