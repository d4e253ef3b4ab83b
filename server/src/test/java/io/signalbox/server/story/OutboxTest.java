package io.signalbox.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class OutboxTest {
  @Test
  void whoeverOffersNeverWaits() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    List<Integer> seen = new CopyOnWriteArrayList<>();
    try (var outbox =
        new Outbox<Integer>(
            "test",
            2,
            thing -> {
              begun.countDown();
              try {
                go.await();
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
              seen.add(thing);
            })) {
      assertThat(outbox.offer(1)).isTrue();
      begun.await();
      assertThat(outbox.offer(2)).isTrue();
      assertThat(outbox.offer(3)).isTrue();
      assertThat(outbox.offer(4)).isFalse();
      assertThat(outbox.dropped()).isEqualTo(1);
      go.countDown();
    }
    assertThat(seen).containsExactly(1, 2, 3);
  }

  @Test
  void whatThrowsIsCountedAndEndsNothing() {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    var outbox =
        new Outbox<Integer>(
            "test",
            8,
            thing -> {
              if (thing == 1) {
                throw new IllegalStateException("broken");
              }
              seen.add(thing);
            });
    assertThat(outbox.offer(1)).isTrue();
    assertThat(outbox.offer(2)).isTrue();
    outbox.close();
    assertThat(seen).containsExactly(2);
    assertThat(outbox.dropped()).isEqualTo(1);
    assertThat(outbox.offer(3)).isFalse();
  }
}
