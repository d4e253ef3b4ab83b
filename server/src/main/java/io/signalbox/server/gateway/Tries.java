package io.signalbox.server.gateway;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents;
import io.signalbox.fleet.Backend;
import io.signalbox.fleet.Reliability.Retry;
import io.signalbox.fleet.Reliability.Trouble;
import io.signalbox.plugin.Routed;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The tries of one call with one model. After each it tells the pool how the backend fared, and
 * decides whether there is another try: the policy must want one, a backend must be there for it,
 * time must be left, and the budget must have one. Another backend is asked at once, the same one
 * after a pause.
 */
final class Tries {
  private static final long PAUSE_MILLIS = 25;
  private static final long LONGEST_PAUSE_MILLIS = 250;

  private final Routed routed;
  private final Retry policy;
  private final BackendPool pool;
  private final RouterEvents events;
  private final Limit total;
  private final boolean desperate;
  private final Set<Backend> tried = new LinkedHashSet<>();
  private BackendPool.Lease lease;
  private int retries;
  private boolean onlyUnreachable = true;

  /**
   * @param total of all tries together
   * @throws RouterException {@code UPSTREAM} when no backend is fit and another model may answer
   */
  Tries(Routed routed, BackendPool pool, RouterEvents events, Limit total) {
    this.routed = routed;
    this.policy = routed.model().reliability().retry();
    this.pool = pool;
    this.events = events;
    this.total = total;
    this.desperate = routed.selection().fallbacks().isEmpty();
    pool.budget().called();
    var first = pool.lease(Set.of(), desperate);
    if (first == null) {
      throw new RouterException(
          Fault.UPSTREAM, "model \"%s\": no backend is healthy".formatted(routed.model().name()));
    }
    this.lease = first;
    tried.add(first.backend());
  }

  /** The backend of this try. */
  BackendPool.Lease lease() {
    return lease;
  }

  /** How long this try may take until the head of the reply. */
  Limit limit() {
    var own = policy.perTry();
    return own == null || own.toNanos() >= total.until().remainingNanos() ? total : Limit.of(own);
  }

  /** Takes an answer in; true when it is not to be shown, because there is another try. */
  boolean again(ChatReply reply) {
    lease.tell(reply.status() < 500);
    onlyUnreachable = false;
    return policy.statuses().contains(reply.status())
        && next("status_" + reply.status(), reply.headers().first("retry-after") == null);
  }

  /**
   * Takes in that there is no answer.
   *
   * @throws RouterException when there is no other try
   */
  void again(Unanswered unanswered) {
    lease.tell(false);
    onlyUnreachable &= unanswered.trouble() == Trouble.CONNECT;
    var why = unanswered.trouble().name().toLowerCase(Locale.ROOT);
    if (!policy.troubles().contains(unanswered.trouble()) || !next(why, true)) {
      throw onlyUnreachable && tried.size() > 1 ? unreachable() : unanswered.error();
    }
  }

  private boolean next(String why, boolean sameAllowed) {
    if (retries >= policy.count() || total.until().passed()) {
      return false;
    }
    var failed = lease.backend();
    var next = pool.lease(tried, desperate);
    boolean same = next == null && policy.same() && sameAllowed;
    if (next == null && !same) {
      return false;
    }
    if (!pool.budget().take()) {
      release(next);
      return false;
    }
    if (same) {
      pause();
      next = pool.lease(Set.of(), true);
    }
    if (next == null) {
      return false;
    }
    retries++;
    lease = next;
    tried.add(next.backend());
    events.retried(routed, failed.name(), why);
    return true;
  }

  private static void release(BackendPool.@Nullable Lease lease) {
    if (lease != null) {
      lease.close();
    }
  }

  private void pause() {
    long most = Math.min(LONGEST_PAUSE_MILLIS, PAUSE_MILLIS << retries);
    long left = Duration.ofNanos(total.until().remainingNanos()).toMillis();
    try {
      Thread.sleep(Math.min(left, ThreadLocalRandom.current().nextLong(most / 2, most + 1)));
    } catch (InterruptedException stopped) {
      throw BackendClient.cancelled();
    }
  }

  private RouterException unreachable() {
    var names = tried.stream().map(backend -> "\"" + backend.name() + "\"").toList();
    return new RouterException(
        Fault.UPSTREAM,
        "model \"%s\": backends %s and %s cannot be reached"
            .formatted(
                routed.model().name(),
                String.join(", ", names.subList(0, names.size() - 1)),
                names.getLast()));
  }
}
