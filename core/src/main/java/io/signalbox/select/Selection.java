package io.signalbox.select;

import java.util.List;

/**
 * The answer of a selector.
 *
 * @param candidate one of the choice's candidates
 * @param algorithm what picked it, as the response header names it; empty when nothing had to be
 *     picked
 * @param reason why, in a few words
 * @param fallbacks who answers in this order when no backend of the candidate does
 */
public record Selection(
    Candidate candidate, String algorithm, String reason, List<Candidate> fallbacks) {
  public Selection {
    fallbacks = List.copyOf(fallbacks);
  }

  /** A selection without fallbacks. */
  public Selection(Candidate candidate, String algorithm, String reason) {
    this(candidate, algorithm, reason, List.of());
  }

  /** This selection with other fallbacks. */
  public Selection withFallbacks(List<Candidate> others) {
    return new Selection(candidate, algorithm, reason, others);
  }
}
