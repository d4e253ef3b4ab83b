package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InferencePoolTest {
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final Callable<String> slow =
      () -> {
        running.countDown();
        release.await();
        return "slow";
      };

  @Test
  void aFullQueueRefusesAtOnce() throws InterruptedException {
    try (var pool = new InferencePool(1, 1)) {
      var first = Thread.startVirtualThread(() -> pool.run(slow, soon()));
      running.await();
      var second = Thread.startVirtualThread(() -> pool.run(() -> "waits", soon()));
      assertThat(refusal(pool, () -> "too many", soon(), second)).isEqualTo(Fault.OVERLOADED);
      release.countDown();
      first.join();
      second.join();
    }
  }

  @Test
  void noCallerWaitsPastItsDeadline() throws InterruptedException {
    try (var pool = new InferencePool(1, 8)) {
      var first = Thread.startVirtualThread(() -> pool.run(slow, soon()));
      running.await();
      assertThat(fault(pool, () -> "late", Deadline.after(Duration.ofMillis(20))))
          .isEqualTo(Fault.TIMEOUT);
      release.countDown();
      first.join();
    }
  }

  @Test
  void aPassedDeadlineRunsNothing() {
    try (var pool = new InferencePool(1, 8)) {
      var ran = new CountDownLatch(1);
      assertThat(
              fault(
                  pool,
                  () -> {
                    ran.countDown();
                    return "";
                  },
                  new Deadline(System.nanoTime() - 1)))
          .isEqualTo(Fault.TIMEOUT);
      assertThat(ran.getCount()).isOne();
    }
  }

  @Test
  void aFaultOfTheTaskReachesTheCaller() {
    try (var pool = new InferencePool(1, 8)) {
      Callable<String> fails =
          () -> {
            throw new RouterException(Fault.BAD_REQUEST, "no");
          };
      Callable<String> breaks =
          () -> {
            throw new IllegalStateException("broken");
          };
      assertThat(fault(pool, fails, soon())).isEqualTo(Fault.BAD_REQUEST);
      assertThat(fault(pool, breaks, soon())).isEqualTo(Fault.INTERNAL);
    }
  }

  @Test
  void anInterruptedCallerLeavesWithCancelled() throws InterruptedException {
    try (var pool = new InferencePool(1, 8)) {
      var fault = new AtomicReference<Fault>();
      var caller = Thread.startVirtualThread(() -> fault.set(fault(pool, slow, soon())));
      running.await();
      caller.interrupt();
      caller.join();
      assertThat(fault.get()).isEqualTo(Fault.CANCELLED);
      release.countDown();
    }
  }

  @Test
  void aLongVisitLetsOthersHaveTheirTurns() throws InterruptedException {
    try (var pool = new InferencePool(1, 8)) {
      var order = new ConcurrentLinkedQueue<String>();
      try (var visit = pool.enter()) {
        visit.turn(() -> order.add("long"), soon());
        var first = Thread.startVirtualThread(() -> pool.run(slow, soon()));
        running.await();
        var other = Thread.startVirtualThread(() -> pool.run(() -> order.add("short"), soon()));
        waitFor(other);
        release.countDown();
        visit.turn(() -> order.add("long"), soon());
        first.join();
        other.join();
      }
      assertThat(order).containsExactly("long", "short", "long");
    }
  }

  @Test
  void aVisitorKeepsItsPlaceUntilItLeaves() {
    try (var pool = new InferencePool(1, 0)) {
      try (var visit = pool.enter()) {
        assertThat(visit.<Integer>turn(() -> 1, soon())).isEqualTo(1);
        assertThat(fault(pool, () -> "no place", soon())).isEqualTo(Fault.OVERLOADED);
        assertThat(visit.<Integer>turn(() -> 2, soon())).isEqualTo(2);
      }
      assertThat(pool.<String>run(() -> "place", soon())).isEqualTo("place");
      assertThat(pool.<String>run(() -> "place", soon())).isEqualTo("place");
    }
  }

  @Test
  void thoseWhoWaitWhenItClosesAreTold() throws InterruptedException {
    var pool = new InferencePool(1, 8);
    var first = Thread.startVirtualThread(() -> fault(pool, slow, soon()));
    running.await();
    var told = new AtomicReference<Fault>();
    var second = Thread.startVirtualThread(() -> told.set(fault(pool, () -> "", soon())));
    waitFor(second);
    pool.close();
    second.join();
    first.join();
    assertThat(told.get()).isEqualTo(Fault.CANCELLED);
    assertThat(fault(pool, () -> "closed", soon())).isEqualTo(Fault.CANCELLED);
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofMinutes(2));
  }

  /** Tries until the waiting caller has taken the last place in the queue. */
  private static Fault refusal(
      InferencePool pool, Callable<String> task, Deadline deadline, Thread waiting) {
    waitFor(waiting);
    return fault(pool, task, deadline);
  }

  private static void waitFor(Thread waiting) {
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  private static Fault fault(InferencePool pool, Callable<String> task, Deadline deadline) {
    return catchThrowableOfType(RouterException.class, () -> pool.run(task, deadline)).fault();
  }
}
