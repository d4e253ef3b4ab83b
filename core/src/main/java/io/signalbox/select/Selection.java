package io.signalbox.select;

import java.util.List;
import java.util.Map;

/**
 * The answer of a selector.
 *
 * @param candidate one of the choice's candidates
 * @param algorithm what picked it, as the response header names it; empty when nothing had to be
 *     picked
 * @param reason why, in a few words
 * @param scores how good each candidate is by the algorithm, 0 to 1, by model; empty when it gives
 *     no scores
 * @param fallbacks who answers in this order when no backend of the candidate does
 * @param learned what learning has to do with it
 */
public record Selection(
    Candidate candidate,
    String algorithm,
    String reason,
    Map<String, Double> scores,
    List<Candidate> fallbacks,
    Learned learned) {
  public Selection {
    scores = Map.copyOf(scores);
    fallbacks = List.copyOf(fallbacks);
  }

  /** A selection without fallbacks. */
  public Selection(Candidate candidate, String algorithm, String reason) {
    this(candidate, algorithm, reason, Map.of(), List.of(), Learned.NONE);
  }

  /** This selection with another candidate, for another reason. */
  public Selection withCandidate(Candidate other, String why) {
    return new Selection(other, algorithm, why, scores, fallbacks, learned);
  }

  /** This selection with the scores that led to it. */
  public Selection withScores(Map<String, Double> known) {
    return new Selection(candidate, algorithm, reason, known, fallbacks, learned);
  }

  /** This selection with other fallbacks. */
  public Selection withFallbacks(List<Candidate> others) {
    return new Selection(candidate, algorithm, reason, scores, others, learned);
  }

  /** This selection with what learning has to do with it. */
  public Selection withLearned(Learned other) {
    return new Selection(candidate, algorithm, reason, scores, fallbacks, other);
  }
}
