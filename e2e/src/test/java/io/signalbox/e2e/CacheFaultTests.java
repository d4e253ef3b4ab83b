package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Two routers that share answers in a real server, whatever happens to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
abstract class CacheFaultTests {
  private static final int CALLS = 200;
  private static final int AT_ONCE = 8;

  /** The time of a look-up is a tenth of a second; the rest is for a busy machine. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final int SEAL_BYTES = 16;

  private final AtomicInteger questions = new AtomicInteger();
  private CacheServer server;
  private TalkingBackend backend;
  private CacheWorld one;
  private CacheWorld other;

  @SuppressWarnings("NullAway.Init") // set before all
  CacheFaultTests() {}

  /** Starts the server. */
  abstract CacheServer serve() throws Exception;

  @BeforeAll
  void open() throws Exception {
    server = serve();
    backend = TalkingBackend.start();
    one = CacheWorld.start(backend, server.config());
    other = CacheWorld.start(backend, server.config());
    awaitShared();
  }

  @AfterAll
  @SuppressWarnings("NullAway") // a part that is missing ends open() early
  void close() {
    if (one != null) {
      one.close();
    }
    if (other != null) {
      other.close();
    }
    if (backend != null) {
      backend.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static String chat(String question) {
    return "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(question);
  }

  private String fresh() {
    return "What is question %d about?".formatted(questions.incrementAndGet());
  }

  private static HttpResponse<String> ask(CacheWorld router, String question) {
    try (var client = new Client(router.gatewayPort())) {
      return client.chat(chat(question));
    }
  }

  private static boolean hit(HttpResponse<String> response, String question) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).contains("to: " + question + "\"");
    return response.headers().firstValue("x-vsr-cache-hit").isPresent();
  }

  /** Waits until a router finds the answer to a question; tells it. */
  private static String awaitHit(CacheWorld router, String question) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var response = ask(router, question);
      if (hit(response, question)) {
        return response.body();
      }
      assertThat(System.nanoTime()).as("an answer is found").isLessThan(until);
    }
  }

  /** Waits until what one router keeps is found by the other. */
  private String awaitShared() {
    var question = fresh();
    long until = System.nanoTime() + PATIENCE.toNanos();
    // As long as one of them cannot reach the server, it asks the model and may keep that later.
    while (!awaitHit(one, question).equals(awaitHit(other, question))) {
      assertThat(System.nanoTime()).as("one answer for both").isLessThan(until);
    }
    return question;
  }

  @Test
  void routersShareAndARestartForgetsNothing() {
    var question = awaitShared();
    var answer = awaitHit(other, question);
    int before = backend.asked();
    try (var late = CacheWorld.start(backend, server.config())) {
      assertThat(awaitHit(late, question)).isEqualTo(answer);
    }
    assertThat(backend.asked()).isLessThanOrEqualTo(before + 1);
  }

  @Test
  void whatOneRouterFlushesNobodyFinds() {
    var question = awaitShared();
    try (var api = new Client(one.apiPort())) {
      var flushed =
          api.post("/api/v1/response-cache/flush", "{\"confirm\":\"flush response cache\"}");
      assertThat(flushed.statusCode()).as(flushed.body()).isEqualTo(200);
      assertThat(Client.json(flushed.body()).get("removed").intValue()).isPositive();
    }
    int before = backend.asked();
    assertThat(hit(ask(other, question), question)).isFalse();
    assertThat(backend.asked()).isEqualTo(before + 1);
  }

  @Test
  void aDamagedAnswerIsNoneAndIsKeptAnew() {
    replaced(bytes -> {
      bytes[bytes.length / 2] ^= 1;
      return bytes;
    });
    replaced(bytes -> new byte[] {7});
  }

  @Test
  void anAnswerOfAnOlderFormatIsNoneAndIsKeptAnew() {
    replaced(bytes -> bytes);
  }

  /** Sealed as it should be, in a format of before. */
  private static byte[] older(String key, byte[] sealed) {
    try {
      var bytes = Arrays.copyOf(sealed, sealed.length - SEAL_BYTES);
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(key.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      var seal = digest.digest(bytes);
      assertThat(Arrays.copyOfRange(sealed, bytes.length, sealed.length))
          .as("the seal is made as this test knows")
          .isEqualTo(Arrays.copyOf(seal, SEAL_BYTES));
      var mark = ByteBuffer.wrap(bytes);
      mark.putInt(0, mark.getInt(0) - 1);
      digest.update(key.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      var whole = Arrays.copyOf(bytes, sealed.length);
      System.arraycopy(digest.digest(bytes), 0, whole, bytes.length, SEAL_BYTES);
      return whole;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void replaced(UnaryOperator<byte[]> change) {
    var before = new HashSet<>(server.values().keySet());
    var question = awaitShared();
    var key = added(before);
    var right = Objects.requireNonNull(server.values().get(key));
    var bytes = change.apply(right.clone());
    server.replace(key, Arrays.equals(bytes, right) ? older(key, right) : bytes);

    var response = ask(other, question);
    assertThat(hit(response, question)).isFalse();
    assertThat(awaitHit(one, question)).contains(question);
    assertThat(server.values().get(key)).hasSizeGreaterThan(SEAL_BYTES);
  }

  private String added(Set<String> before) {
    var added = new HashSet<>(server.values().keySet());
    added.removeAll(before);
    assertThat(added).hasSize(1);
    return added.iterator().next();
  }

  @Test
  void aFrozenServerDelaysCallsByALookUpAtMost() throws Exception {
    load(20, () -> server.freeze(true), 150, () -> server.freeze(false));
    awaitShared();
  }

  @Test
  void aServerThatIsKilledAndComesBackIsMissedByNobody() throws Exception {
    load(20, server::kill, 120, server::start);
    awaitShared();
  }

  /** Two hundred calls, half of them of questions that were asked before, while things happen. */
  private void load(int first, Runnable happening, int second, Runnable undoing) throws Exception {
    var base = questions.getAndAdd(CALLS);
    var count = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE);
        var clientOfOne = new Client(one.gatewayPort());
        var clientOfOther = new Client(other.gatewayPort())) {
      var calls = new ArrayList<Callable<Duration>>();
      for (int i = 0; i < CALLS; i++) {
        var client = i % 2 == 0 ? clientOfOne : clientOfOther;
        var question = "What is question %d about?".formatted(base + 1 + i / 4);
        calls.add(() -> {
          int now = count.incrementAndGet();
          if (now == first) {
            happening.run();
          } else if (now == second) {
            undoing.run();
          }
          long since = System.nanoTime();
          hit(client.chat(chat(question)), question);
          return Duration.ofNanos(System.nanoTime() - since);
        });
      }
      for (var done : threads.invokeAll(calls)) {
        assertThat(done.get()).isLessThan(LONGEST);
      }
    }
  }
}
