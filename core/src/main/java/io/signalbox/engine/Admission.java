package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;
import io.signalbox.store.BucketStore;
import io.signalbox.store.BucketStore.Draw;
import io.signalbox.store.BucketStore.Grant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One call's way past the rate limits: what was taken for it, so that it can be put right. On one
 * thread.
 */
final class Admission implements Gate {
  private static final long UNKNOWN_WAIT_SECONDS = 60;

  /**
   * What was taken from one store.
   *
   * @param tokens those of the draws that count tokens
   */
  private record Taken(BucketStore store, List<Draw> draws, List<Draw> tokens) {}

  private final RateLimits limits;
  private final Call call;
  private final RateRule.Caller caller;
  private final long estimate;
  private final RouterEvents events;
  private final InstantSource clock;
  private final List<Taken> taken = new ArrayList<>();
  private boolean settled;

  Admission(
      RateLimits limits,
      Call call,
      RateRule.Caller caller,
      long estimate,
      RouterEvents events,
      InstantSource clock) {
    this.limits = limits;
    this.call = call;
    this.caller = caller;
    this.estimate = estimate;
    this.events = events;
    this.clock = clock;
  }

  /** Admits the call by what is known before anything is read. */
  void open() {
    take("", rule -> !rule.byModel());
  }

  @Override
  public void admit(String model) {
    take(model, RateRule::byModel);
  }

  /** Whether the tokens of the reply matter. */
  boolean countsTokens() {
    return taken.stream().anyMatch(one -> !one.tokens().isEmpty());
  }

  private void take(String model, Predicate<RateRule> which) {
    for (var provider : limits.providers()) {
      List<Draw> draws = new ArrayList<>();
      List<Draw> tokens = new ArrayList<>();
      for (var rule : provider.rules()) {
        if (which.test(rule)) {
          for (var key : rule.keys(caller, model)) {
            if (rule.requests() > 0) {
              draws.add(new Draw(rule.requestsOf(key), 1));
            }
            if (rule.tokens() > 0) {
              tokens.add(new Draw(rule.tokensOf(key), estimate));
            }
          }
        }
      }
      draws.addAll(tokens);
      if (!draws.isEmpty()) {
        take(new Taken(provider.store(), draws, tokens));
      }
    }
  }

  private void take(Taken wanted) {
    var grant = wanted.store().take(wanted.draws());
    if (grant == null) {
      events.limitUnchecked(call, limits.failOpen());
      if (!limits.failOpen()) {
        giveBack();
        throw unchecked();
      }
    } else if (grant.admitted()) {
      taken.add(wanted);
    } else {
      giveBack();
      throw refused(wanted.draws(), grant);
    }
  }

  private void giveBack() {
    settled = true;
    for (var one : taken) {
      one.store().settle(one.draws().stream().map(draw -> draw.of(-draw.amount())).toList());
    }
    taken.clear();
  }

  /** The reply ended, having cost so many tokens. */
  void answered(long tokens) {
    if (settled) {
      return;
    }
    settled = true;
    long more = tokens - estimate;
    for (var one : taken) {
      if (more != 0 && !one.tokens().isEmpty()) {
        one.store().settle(one.tokens().stream().map(draw -> draw.of(more)).toList());
      }
    }
  }

  /** No model answered: the request counts, its tokens do not. */
  void unanswered() {
    answered(0);
  }

  /** The answer to a call that came too soon, by the bucket that is longest in refilling. */
  private RouterException refused(List<Draw> draws, Grant grant) {
    double longest = 0;
    var tightest = draws.getFirst();
    double left = 0;
    for (int i = 0; i < draws.size(); i++) {
      var draw = draws.get(i);
      double level = grant.levels().get(i);
      double missing = Math.min(draw.amount(), draw.bucket().capacity()) - level;
      double wait = missing / draw.bucket().capacity() * seconds(draw.bucket().unit());
      if (wait > longest) {
        longest = wait;
        tightest = draw;
        left = level;
      }
    }
    long wait = Math.max(1, (long) Math.ceil(longest));
    long full =
        (long)
            Math.ceil(
                (tightest.bucket().capacity() - left)
                    / tightest.bucket().capacity()
                    * seconds(tightest.bucket().unit()));
    long now = clock.instant().getEpochSecond();
    return new RouterException(
        Fault.RATE_LIMITED,
        "Rate limit exceeded. Retry after %d seconds.".formatted(wait),
        HeaderEdits.NONE
            .overwrite("retry-after", Long.toString(wait))
            .overwrite("x-ratelimit-limit", Long.toString(tightest.bucket().capacity()))
            .overwrite("x-ratelimit-remaining", Long.toString(Math.max(0, (long) left)))
            .overwrite("x-ratelimit-reset", Long.toString(now + full)));
  }

  private static RouterException unchecked() {
    return new RouterException(
        Fault.RATE_LIMITED,
        "Rate limit cannot be checked. Retry after %d seconds.".formatted(UNKNOWN_WAIT_SECONDS),
        HeaderEdits.NONE.overwrite("retry-after", Long.toString(UNKNOWN_WAIT_SECONDS)));
  }

  private static double seconds(Duration unit) {
    return unit.toNanos() / 1e9;
  }
}
