package io.signalbox.operator.watch;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.operator.adapter.AdapterCheck;
import io.signalbox.operator.adapter.AdapterReport;
import io.signalbox.operator.backend.ResolvedBackend;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks backends what they serve, aside: no look at a router waits for them. A new answer wakes the
 * router whose backends they are.
 */
public final class AdapterRounds implements AutoCloseable {
  /** How long an answer counts. */
  public static final Duration PERIOD = Duration.ofMinutes(5);

  /** How many routers' backends are asked at once. */
  private static final int AT_ONCE = 8;

  private record Question(List<ResolvedBackend> backends, Map<String, Set<String>> adapters) {}

  private record Round(Question question, @Nullable AdapterReport report, Instant until) {}

  private final AdapterCheck check;
  private final Clock clock;
  private final Map<ResourceID, Round> rounds = new ConcurrentHashMap<>();
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public AdapterRounds(AdapterCheck check, Clock clock) {
    this.check = check;
    this.clock = clock;
  }

  /**
   * What is known of a router's backends; asks them where that is old.
   *
   * @param wake told the router when an answer differs from the one before
   * @return null while nobody has answered this question
   */
  public @Nullable AdapterReport report(
      SemanticRouter router,
      List<ResolvedBackend> backends,
      Map<String, Set<String>> adapters,
      Consumer<ResourceID> wake) {
    var id = ResourceID.fromResource(router);
    if (backends.isEmpty()) {
      rounds.remove(id);
      return null;
    }
    var question = new Question(backends, adapters);
    var last = rounds.get(id);
    var current = last != null && last.question().equals(question) ? last : null;
    var report = current == null ? null : current.report();
    if (current == null || clock.instant().isAfter(current.until())) {
      rounds.put(id, new Round(question, report, clock.instant().plus(PERIOD)));
      threads.execute(() -> ask(id, question, report, wake));
    }
    return report;
  }

  private void ask(
      ResourceID id, Question question, @Nullable AdapterReport before, Consumer<ResourceID> wake) {
    turns.acquireUninterruptibly();
    try {
      var report = check.check(question.backends(), question.adapters());
      var kept =
          rounds.computeIfPresent(
              id,
              (_, round) ->
                  round.question().equals(question)
                      ? new Round(question, report, round.until())
                      : round);
      if (kept != null && !report.equals(before)) {
        wake.accept(id);
      }
    } finally {
      turns.release();
    }
  }

  /** Forgets all routers but those. */
  public void retain(Set<ResourceID> present) {
    rounds.keySet().retainAll(present);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    check.close();
  }
}
