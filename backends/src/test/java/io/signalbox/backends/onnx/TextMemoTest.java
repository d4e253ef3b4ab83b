package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TextMemoTest {
  private final AtomicInteger reads = new AtomicInteger();

  private TextMemo.Found<Integer> readAgain() {
    return new TextMemo.Found<>(reads.incrementAndGet(), true);
  }

  @Test
  void keepsTheEntriesUsedLast() {
    var memo = new TextMemo<Integer>(2, 100, _ -> 1);
    assertThat(find(memo, "a")).isEqualTo(1);
    assertThat(find(memo, "b")).isEqualTo(2);
    assertThat(find(memo, "a")).isEqualTo(1);
    assertThat(find(memo, "c")).isEqualTo(3);
    assertThat(find(memo, "a")).isEqualTo(1);
    assertThat(find(memo, "b")).isEqualTo(4);
  }

  @Test
  void weighsWhatItKeeps() {
    var memo = new TextMemo<Integer>(100, 10, value -> value == 3 ? 11 : 4);
    find(memo, "a");
    find(memo, "b");
    assertThat(find(memo, "too heavy")).isEqualTo(3);
    assertThat(find(memo, "too heavy")).isEqualTo(4);
    assertThat(find(memo, "a")).isEqualTo(5);
    assertThat(find(memo, "too heavy")).isEqualTo(4);
  }

  @Test
  void whatWasCutShortIsNotKept() {
    var memo = new TextMemo<Integer>(2, 100, _ -> 1);
    assertThat(memo.find("a", Models.soon(), () -> new TextMemo.Found<>(0, false))).isZero();
    assertThat(find(memo, "a")).isEqualTo(1);
  }

  @Test
  void aFailureIsNotKept() {
    var memo = new TextMemo<Integer>(2, 100, _ -> 1);
    assertThatThrownBy(() ->
            memo.find(
                "a",
                Models.soon(),
                () -> {
                  throw new RouterException(Fault.OVERLOADED, "no");
                }))
        .isInstanceOf(RouterException.class);
    assertThat(find(memo, "a")).isEqualTo(1);
  }

  @Test
  void thoseWhoWantOneTextAtOnceReadItOnce() throws Exception {
    var memo = new TextMemo<Integer>(2, 100, _ -> 1);
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var answers = new ArrayList<Future<Integer>>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        answers.add(
            callers.submit(() -> memo.find("a", Models.soon(), () -> slowly(begun, release))));
      }
      begun.await();
      release.countDown();
    }
    for (var answer : answers) {
      assertThat(answer.get()).isEqualTo(1);
    }
  }

  @Test
  void whoHasMoreTimeIsNotPutOffWithWhatLittleTimeFound() throws Exception {
    var memo = new TextMemo<Integer>(2, 100, _ -> 1);
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var hasty = Deadline.after(Duration.ofMillis(1));
    var first = Thread.startVirtualThread(() -> memo.find("a", hasty, () -> cut(begun, release)));
    begun.await();
    var patient = new AtomicReference<Integer>();
    var second =
        Thread.startVirtualThread(
            () -> patient.set(memo.find("a", Models.soon(), this::readAgain)));
    waitFor(second);
    while (!hasty.passed()) {
      Thread.onSpinWait();
    }
    release.countDown();
    first.join();
    second.join();
    assertThat(patient.get()).isEqualTo(1);
  }

  @Test
  void whoWaitsLeavesAtItsDeadlineOrWhenItsCallerGoes() throws InterruptedException {
    var memo = new TextMemo<Integer>(2, 100, _ -> 1);
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var first =
        Thread.startVirtualThread(
            () -> memo.find("a", Models.soon(), () -> slowly(begun, release)));
    begun.await();
    assertThatThrownBy(() -> memo.find("a", Models.late(), this::readAgain))
        .isInstanceOfSatisfying(
            RouterException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> memo.find("a", Models.soon(), this::readAgain))
        .isInstanceOfSatisfying(
            RouterException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CANCELLED));
    assertThat(Thread.interrupted()).isTrue();
    release.countDown();
    first.join();
    assertThat(reads).hasValue(1);
  }

  @Test
  void textsThatDifferAnywhereHaveDifferentKeys() {
    var text = "x".repeat(10_000);
    assertThat(TextMemo.Key.of(text)).isEqualTo(TextMemo.Key.of("x".repeat(10_000)));
    assertThat(TextMemo.Key.of(text)).isNotEqualTo(TextMemo.Key.of(text + "y"));
    assertThat(TextMemo.Key.of("\ud800")).isNotEqualTo(TextMemo.Key.of("?"));
  }

  private int find(TextMemo<Integer> memo, String text) {
    return memo.find(text, Models.soon(), this::readAgain);
  }

  private TextMemo.Found<Integer> slowly(CountDownLatch begun, CountDownLatch release) {
    begun.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new TextMemo.Found<>(reads.incrementAndGet(), true);
  }

  private static TextMemo.Found<Integer> cut(CountDownLatch begun, CountDownLatch release) {
    begun.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new TextMemo.Found<>(-1, false);
  }

  private static void waitFor(Thread waiting) {
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
