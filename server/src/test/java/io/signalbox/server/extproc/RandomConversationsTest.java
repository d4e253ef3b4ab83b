package io.signalbox.server.extproc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/**
 * Sessions against proxies of every kind and configuration, drawn from seeds. {@code -Dsequences}
 * sets how many, {@code -Dseed} the first.
 */
class RandomConversationsTest {
  private static final int SEQUENCES = Integer.getInteger("sequences", 5_000);
  private static final long FIRST = Long.getLong("seed", 1);
  private static final int WORKERS = Runtime.getRuntime().availableProcessors();
  private static final long PATIENCE_SECONDS = 120;
  private static final int MOST_TOLD = 8;

  /** One for each thing that goes wrong. */
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  private final AtomicLong next = new AtomicLong();
  private final AtomicLongArray current = new AtomicLongArray(WORKERS);

  @Test
  void noConversationGoesWrong() throws InterruptedException {
    var done = new CountDownLatch(WORKERS);
    for (int i = 0; i < WORKERS; i++) {
      int worker = i;
      Thread.ofVirtual().start(() -> work(worker, done));
    }
    long before = -1;
    while (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      long now = next.get();
      assertThat(now).as("one of the seeds %s hangs", current).isNotEqualTo(before);
      before = now;
    }

    assertThat(failures.values()).isEmpty();
  }

  private void work(int worker, CountDownLatch done) {
    try {
      var rehearsal = new Rehearsal();
      for (long i = next.getAndIncrement(); i < SEQUENCES; i = next.getAndIncrement()) {
        current.set(worker, FIRST + i);
        var scenario = Scenarios.drawn(FIRST + i);
        var defects = rehearsal.defects(scenario);
        if (!defects.isEmpty() && failures.size() < MOST_TOLD) {
          failures.computeIfAbsent(
              defects.getFirst(), defect -> told(rehearsal, rehearsal.shrunk(scenario)));
        }
      }
    } catch (RuntimeException | Error broken) {
      failures.put(broken.toString(), "seed %d: %s".formatted(current.get(worker), broken));
      throw broken;
    } finally {
      done.countDown();
    }
  }

  /** A scenario that goes wrong, with its messages and answers. */
  private static String told(Rehearsal rehearsal, Scenario scenario) {
    var defects = rehearsal.defects(scenario);
    List<String> lines = new ArrayList<>();
    lines.add("seed %d: %s".formatted(scenario.seed(), defects));
    lines.add(scenario.toString().replace('\n', ' '));
    for (var entry : rehearsal.log()) {
      var text =
          entry instanceof MessageOrBuilder message
              ? TextFormat.printer().emittingSingleLine(true).printToString(message)
              : entry.toString();
      lines.add("  " + text.substring(0, Math.min(text.length(), 300)));
    }
    return String.join("\n", lines) + "\n";
  }
}
