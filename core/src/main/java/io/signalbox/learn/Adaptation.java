package io.signalbox.learn;

import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import io.signalbox.select.Selection;
import io.signalbox.select.Vitals;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses by experience. What is believed of a model's quality on a route is a Beta distribution:
 * the configured quality counts as two outcomes, good outcomes and those that wanted a better model
 * are added. A model's score is a draw from it (Thompson sampling) while it may explore, else the
 * mean, less what speaks against the model: its price, outcomes that found it too good or that it
 * failed, and its latency; the model that a conversation is warm with gets a little more. A model
 * that was never asked on this route goes first while it may explore. What the selector picked
 * stays unless another is ahead by as much as it is dearer.
 *
 * <p>Source: W. R. Thompson, On the likelihood that one unknown probability exceeds another (1933).
 */
final class Adaptation {
  private static final double SEED_OUTCOMES = 2;
  private static final double NEUTRAL = 0.5;
  private static final double PRICE = 0.04;
  private static final double OVERUSE = 0.03;
  private static final double RELIABILITY = 0.10;
  private static final double LATENCY = 0.02;
  private static final double WARMTH = 0.02;
  private static final double TIE = 0.001;
  private static final int MEDIAN = 50;

  private final Experience experience;
  private final Vitals vitals;
  private final BetaDraw draw;

  Adaptation(Experience experience, Vitals vitals, RandomGenerator random) {
    this.experience = experience;
    this.vitals = vitals;
    this.draw = new BetaDraw(random);
  }

  /**
   * What it chooses.
   *
   * @param scores by model
   * @param why a word of the contract
   */
  record Proposal(Candidate candidate, Map<String, Double> scores, String why) {
    String told() {
      return String.format(Locale.ROOT, "%.3f", scores.getOrDefault(candidate.name(), 0.0));
    }
  }

  /** Chooses one of the candidates. */
  Proposal propose(Choice choice, Selection base, boolean exploring, @Nullable Candidate warm) {
    double dearest = most(choice, Adaptation::price);
    double slowest = most(choice, this::latency);
    var scores = new LinkedHashMap<String, Double>();
    Candidate best = base.candidate();
    Candidate cold = null;
    for (var candidate : choice.candidates()) {
      var standing = experience.of(choice.route(), candidate.name());
      double score =
          quality(candidate, standing, exploring)
              - PRICE * share(price(candidate), dearest)
              - OVERUSE * standing.overprovisioned() / (double) (standing.outcomes() + 1)
              - RELIABILITY * standing.failed() / (double) (standing.outcomes() + 1)
              - LATENCY * share(latency(candidate), slowest)
              + (candidate.equals(warm) ? WARMTH : 0)
              + (candidate.equals(base.candidate()) ? TIE : 0);
      scores.put(candidate.name(), score);
      if (score > scores.getOrDefault(best.name(), Double.NEGATIVE_INFINITY)) {
        best = candidate;
      }
      if (cold == null && standing.asked() == 0) {
        cold = candidate;
      }
    }
    if (exploring && cold != null) {
      return new Proposal(cold, scores, "cold_start");
    }
    double gain =
        scores.getOrDefault(best.name(), 0.0) - scores.getOrDefault(base.candidate().name(), 0.0);
    double dearer = PRICE * (share(price(best), dearest) - share(price(base.candidate()), dearest));
    return gain <= 0 || gain < dearer
        ? new Proposal(base.candidate(), scores, "base_best")
        : new Proposal(best, scores, exploring ? "sampled_win" : "posterior_win");
  }

  private double quality(Candidate candidate, Standing standing, boolean exploring) {
    var stated = candidate.traits().quality();
    double seed = stated == null || stated <= 0 ? NEUTRAL : Math.clamp(stated, 0, 1);
    double alpha = SEED_OUTCOMES * seed + (double) standing.good() + 1;
    double beta = SEED_OUTCOMES * (1 - seed) + (double) standing.underpowered() + 1;
    return exploring ? draw.of(alpha, beta) : alpha / (alpha + beta);
  }

  private static double price(Candidate candidate) {
    var pricing = candidate.traits().pricing();
    return pricing == null ? 0 : pricing.prompt() + pricing.completion();
  }

  private double latency(Candidate candidate) {
    return vitals.secondsPerToken(candidate.name(), MEDIAN).orElse(0);
  }

  private static double share(double value, double most) {
    return most <= 0 ? 0 : value / most;
  }

  private static double most(Choice choice, ToDoubleFunction<Candidate> of) {
    return choice.candidates().stream().mapToDouble(of).max().orElse(0);
  }
}
