package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.backends.redis.RedisBuckets;
import io.signalbox.store.BucketStore;
import io.signalbox.store.BucketStore.Bucket;
import io.signalbox.store.BucketStore.Draw;
import io.signalbox.store.BucketStoreContract;
import io.signalbox.store.StoreAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Token buckets in a real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RedisBucketsIT extends BucketStoreContract {
  private static final String PASSWORD = "a secret of the test";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Process server;
  private RedisBuckets store;
  private int port;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    server = serve(directory);
    store = buckets(PASSWORD);
    awaitAnswer(store);
  }

  private Process serve(Path directory) throws IOException {
    return new ProcessBuilder(
            Parts.redisServer().toString(),
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--requirepass",
            PASSWORD,
            "--save",
            "",
            "--dir",
            directory.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private RedisBuckets buckets(String password) {
    return new RedisBuckets(new StoreAddress("127.0.0.1", port, "test", false, password));
  }

  private static Bucket bucket() {
    return new Bucket("b:" + UUID.randomUUID(), 1, Duration.ofDays(1));
  }

  private static void awaitAnswer(BucketStore store) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (store.take(List.of(new Draw(bucket(), 1))) == null) {
      assertThat(System.nanoTime()).as("Redis answers").isLessThan(until);
      Thread.onSpinWait();
    }
  }

  @AfterAll
  void stop() throws InterruptedException {
    if (store != null) {
      store.close();
    }
    if (server != null) {
      server.destroy();
      server.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Override
  protected BucketStore store() {
    return store;
  }

  @Test
  void replicasShareTheirBuckets() {
    var bucket = bucket();
    try (var other = buckets(PASSWORD)) {
      awaitAnswer(other);
      assertThat(store.take(List.of(new Draw(bucket, 1)))).matches(grant -> grant.admitted());
      assertThat(other.take(List.of(new Draw(bucket, 1)))).matches(grant -> !grant.admitted());
    }
  }

  @Test
  void aWrongPasswordOrNoServerIsNoAnswerWithinTheDeadline() {
    for (var address :
        List.of(
            new StoreAddress("127.0.0.1", port, "test", false, "wrong"),
            new StoreAddress("127.0.0.1", 1, "test", false, null),
            new StoreAddress("no.such.host.invalid", 6379, "test", false, null))) {
      try (var unreachable = new RedisBuckets(address)) {
        for (int i = 0; i < 3; i++) {
          long start = System.nanoTime();
          assertThat(unreachable.take(List.of(new Draw(bucket(), 1)))).isNull();
          assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(20).toNanos());
        }
        unreachable.settle(List.of(new Draw(bucket(), 1)));
      }
    }
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(new StoreAddress("h", 1, "d", true, PASSWORD).toString()).isEqualTo("h:1");
  }
}
