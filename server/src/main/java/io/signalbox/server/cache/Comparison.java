package io.signalbox.server.cache;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Call;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.config.ResponseCacheConfig.Verify;
import io.signalbox.infer.Embedder;
import io.signalbox.parts.cache.QuestionVerifier;
import io.signalbox.parts.cache.Verifier;
import io.signalbox.plugin.CacheEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Two requests, the second served after the first: whether it gets the first one's answer, and why.
 *
 * @param cosine of the questions, or null where it cannot be told
 * @param verdict whether the questions are one, or null where nobody can judge
 */
public record Comparison(
    Side one,
    Side other,
    Verify verify,
    @Nullable Double cosine,
    Verifier.@Nullable Verdict verdict) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A request: its body, who asks, and in which protocol. */
  public record Given(Protocol protocol, byte[] body, Call call) {}

  /**
   * Serves both and compares them.
   *
   * @throws RouterException when one of them is refused
   */
  public static Comparison of(Rehearsal rehearsal, Given first, Given second)
      throws InterruptedException {
    var one = Side.of(rehearsal, first.protocol(), first.body(), first.call());
    var other = Side.of(rehearsal, second.protocol(), second.body(), second.call());
    var setting = rehearsal.dry().router().current().setting();
    var verify = setting.global().stores().answers().verify();
    return new Comparison(
        one,
        other,
        verify,
        cosine(setting.ports(), one, other),
        verdict(setting.ports(), verify, one, other));
  }

  private static @Nullable Double cosine(Ports ports, Side one, Side other) {
    var asked = one.question();
    var again = other.question();
    var embedder = ports.embedder();
    if (asked == null || again == null || embedder.isEmpty()) {
      return null;
    }
    var deadline = Deadline.after(PATIENCE);
    return Embedder.cosine(
        embedder.get().embed(asked.text(), deadline), embedder.get().embed(again.text(), deadline));
  }

  private static Verifier.@Nullable Verdict verdict(
      Ports ports, Verify verify, Side one, Side other) {
    var asked = one.question();
    var again = other.question();
    if (asked == null || again == null) {
      return null;
    }
    try {
      return new QuestionVerifier(verify, ports.pairs())
          .verify(asked.text(), again.text(), Deadline.after(PATIENCE));
    } catch (RouterException unjudged) {
      return null;
    }
  }

  /** The answer that served the second one, or null when none did. */
  CacheEvent.@Nullable Hit hit() {
    return other.seen().found() instanceof CacheEvent.Hit hit ? hit : null;
  }

  /** Whether the second one gets the answer of the first. */
  public boolean shared() {
    return hit() != null;
  }

  /** Why it does or does not, in a word. */
  String reason() {
    var hit = hit();
    if (hit != null) {
      return hit.tier() == CacheEvent.Tier.EXACT ? "same_request" : "same_meaning";
    }
    if (one.seen().found() == null) {
      return "first_not_looked_up";
    }
    if (one.seen().kept() instanceof CacheEvent.Unstored unstored) {
      return "first_not_kept: " + unstored.reason();
    }
    if (other.seen().found() == null) {
      return "second_not_looked_up";
    }
    if (!one.seen().lookup().partition().equals(other.seen().lookup().partition())) {
      return "other_partition";
    }
    return other.seen().found() instanceof CacheEvent.Miss miss ? miss.reason() : "none";
  }
}
