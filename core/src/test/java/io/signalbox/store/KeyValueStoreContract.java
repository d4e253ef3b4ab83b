package io.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of the values of every store of answers. */
public abstract class KeyValueStoreContract {
  protected static final Duration LONG = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int HUGE = 3 << 20;

  private CacheStore store;

  /** A store that answers; what others left in it does not matter. */
  protected abstract CacheStore open() throws Exception;

  /** Lets that time pass, or more. */
  protected abstract void pass(Duration time) throws InterruptedException;

  protected final CacheStore store() {
    return store;
  }

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
    awaitAnswer(store);
    store.values().clear("");
    store.vectors().clear("");
  }

  @AfterEach
  final void closeStore() {
    if (store != null) {
      store.close();
    }
  }

  /** A store may need a while before it answers for the first time. */
  protected static void awaitAnswer(CacheStore store) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        store.check();
        return;
      } catch (StoreException early) {
        assertThat(System.nanoTime()).as(early.getMessage()).isLessThan(until);
        Thread.onSpinWait();
      }
    }
  }

  private KeyValueStore values() {
    return store.values();
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void holds(String key, @Nullable String text) {
    assertThat(values().get(key)).as(key).isEqualTo(text == null ? null : bytes(text));
  }

  @Test
  void givesBackWhatWasPut() {
    values().put("a/b", bytes("one"), LONG);
    holds("a/b", "one");
    holds("a", null);
    holds("a/b/c", null);
    holds("A/B", null);
  }

  @Test
  void theLaterValueHolds() {
    values().put("k", bytes("one"), LONG);
    values().put("k", bytes("two"), LONG);
    holds("k", "two");
    assertThat(values().count("")).isEqualTo(1);
  }

  @Test
  void keepsAnyBytes() {
    var every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    values().put("every", every, LONG);
    values().put("none", new byte[0], LONG);
    assertThat(values().get("every")).isEqualTo(every);
    assertThat(values().get("none")).isEmpty();
  }

  @Test
  void keepsHugeValues() {
    var huge = new byte[HUGE];
    new Random(1).nextBytes(huge);
    values().put("huge", huge, LONG);
    assertThat(values().get("huge")).isEqualTo(huge);
  }

  @Test
  void callersMayChangeTheirArrays() {
    var mine = bytes("one");
    values().put("k", mine, LONG);
    mine[0] = 'X';
    holds("k", "one");
    var got = Objects.requireNonNull(values().get("k"));
    got[0] = 'X';
    holds("k", "one");
  }

  @Test
  void forgetsWhenItsTimeIsOver() throws InterruptedException {
    values().put("short", bytes("one"), Duration.ofMillis(300));
    values().put("long", bytes("two"), LONG);
    values().put("forever", bytes("three"), Duration.ofDays(3650));
    holds("short", "one");
    pass(Duration.ofMillis(320));
    holds("short", null);
    holds("long", "two");
    holds("forever", "three");
    assertThat(values().count("")).isEqualTo(2);
  }

  @Test
  void theLaterTimeHolds() throws InterruptedException {
    values().put("longer", bytes("one"), Duration.ofMillis(300));
    values().put("longer", bytes("one"), LONG);
    values().put("shorter", bytes("one"), LONG);
    values().put("shorter", bytes("one"), Duration.ofMillis(300));
    pass(Duration.ofMillis(320));
    holds("longer", "one");
    holds("shorter", null);
  }

  @Test
  void forgetsWhatIsRemoved() {
    values().put("a", bytes("one"), LONG);
    values().put("b", bytes("two"), LONG);
    values().remove("a");
    values().remove("a");
    values().remove("nobody");
    holds("a", null);
    holds("b", "two");
  }

  @Test
  void clearsWhatBeginsSo() {
    for (var key : List.of("r/d/1", "r/d/2", "r/d2/1", "r2/d/1", "x/r/d/1", "R/d/1")) {
      values().put(key, bytes(key), LONG);
    }
    assertThat(values().count("r/d/")).isEqualTo(2);
    assertThat(values().clear("r/d/")).isEqualTo(2);
    assertThat(values().clear("r/d/")).isZero();
    holds("r/d/1", null);
    holds("r/d2/1", "r/d2/1");
    assertThat(values().clear("r")).isEqualTo(2);
    holds("R/d/1", "R/d/1");
    assertThat(values().count("")).isEqualTo(2);
    assertThat(values().clear("")).isEqualTo(2);
    assertThat(values().count("")).isZero();
  }

  @Test
  void clearsManyAtOnce() {
    for (int i = 0; i < 2500; i++) {
      values().put("many/" + i, bytes("x"), LONG);
    }
    values().put("few/1", bytes("x"), LONG);
    assertThat(values().count("many/")).isEqualTo(2500);
    assertThat(values().clear("many/")).isEqualTo(2500);
    holds("few/1", "x");
  }

  @Test
  void takesAnyWordsForWhatTheyAre() {
    var odd =
        List.of(
            "*",
            "?",
            "[a-z]",
            "\\*",
            "%",
            "_",
            "'; DROP TABLE x; --",
            "\"q\"",
            "{a}",
            "@p:{x}",
            "a|b",
            "~!#$^&()=+,;<>",
            ".",
            "..",
            "a b",
            "x".repeat(600));
    odd.forEach(word -> values().put("odd/" + word + "/1", bytes(word), LONG));
    values().put("odd/plain/1", bytes("plain"), LONG);
    odd.forEach(word -> holds("odd/" + word + "/1", word));
    for (var word : odd) {
      long matching = odd.stream().filter(other -> other.startsWith(word)).count();
      assertThat(values().count("odd/" + word)).as(word).isEqualTo(matching);
    }
    for (var word : odd) {
      assertThat(values().clear("odd/" + word + "/")).as(word).isEqualTo(1);
    }
    holds("odd/plain/1", "plain");
  }

  @Test
  void bearsManyAtOnce() throws InterruptedException {
    var failures = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 8; t++) {
      var mine = "t" + t + "/" + UUID.randomUUID();
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 50; i++) {
                  var text = mine + "=" + i;
                  values().put(mine, bytes(text), LONG);
                  values().put("contended", bytes(text), LONG);
                  var got = values().get(mine);
                  if (got == null || !new String(got, StandardCharsets.UTF_8).equals(text)) {
                    failures.incrementAndGet();
                  }
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(failures).hasValue(0);
    assertThat(values().count("")).isEqualTo(9);
  }

  @Test
  void saysWhatItIs() {
    assertThat(store.backend()).matches("[a-z]+");
    assertThat(store.capabilities()).contains("exact");
    assertThatCode(store::check).doesNotThrowAnyException();
  }
}
