package io.signalbox.parts.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a decision says of the answers that are kept for it.
 *
 * @param scope who shares them; null for each identity by itself, and all others together
 * @param identity the headers that tell who asks
 * @param controls what clients may say
 * @param ttl how long they are kept
 * @param policy what the document says of the decision, in a word
 * @param revision what the operator says of it
 * @param vectorModel what makes the vectors
 * @param patience how long a look-up may take
 * @param lease how long a call waits for another one that asks the same
 * @param maxBytes most bytes of an answer that is kept
 */
public record AnswerTerms(
    @Nullable CacheScope scope,
    IdentityHeaders identity,
    RequestControls controls,
    Duration ttl,
    String policy,
    String revision,
    String vectorModel,
    Duration patience,
    Duration lease,
    int maxBytes) {
  /** How long the answer to a call is kept; a client can only make it shorter. */
  Duration ttl(Controls wanted) {
    var own = wanted.ttl();
    return own != null && own.compareTo(ttl) < 0 ? own : ttl;
  }

  /** The time of a look-up. */
  public static final Duration PATIENCE = Duration.ofMillis(500);

  /** The time of a flight. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  /** The size of an answer. */
  public static final int MAX_BYTES = 1 << 20;
}
