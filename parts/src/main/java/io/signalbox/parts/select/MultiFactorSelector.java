package io.signalbox.parts.select;

import io.signalbox.catalog.SelectorPart;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.Key;
import io.signalbox.config.Range;
import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import io.signalbox.select.Selection;
import io.signalbox.select.Selector;
import io.signalbox.select.Vitals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Weighs quality, latency, cost and load against each other, among the candidates that keep to the
 * objectives. Each factor runs from 0 for the worst to 1 for the best of them; what is not known of
 * a candidate counts 0, and what nobody is known by counts for none.
 */
public record MultiFactorSelector(Config config, Weights weights, Vitals vitals)
    implements Selector {
  public static final SelectorPart<Config> PART =
      new SelectorPart<>(
          "multi_factor",
          Config.class,
          (config, setting, findings) ->
              new MultiFactorSelector(config, share(config.weights), setting.ports().vitals()));

  private static final Weights EVEN = new Weights(0.25, 0.25, 0.25, 0.25);
  private static final double MILLIS = 1000;

  /** What counts, and how much. */
  public record Config(
      @Doc("How much each factor counts; all the same when absent.") @Nullable Weights weights,
      @Doc("What a candidate must keep to.") @Default("{}") Objectives slo,
      @Doc("Percentile of the latencies.") @Default("95") @Range(min = 1, max = 100)
          int latencyPercentile,
      @Doc("Who answers when no candidate keeps to the objectives.") @Default("cheapest")
          OnNoCandidates onNoCandidates) {}

  /** How much each factor counts; less than 0 is 0. */
  public record Weights(
      @Doc("Quality of the model.") @Default("0") double quality,
      @Doc("Time a token, or to the first one.") @Default("0") double latency,
      @Doc("Price of the prompt.") @Default("0") double cost,
      @Doc("Requests in flight.") @Default("0") double load) {}

  /** What a candidate must keep to; 0 for anything. */
  public record Objectives(
      @Doc("Most milliseconds a token.") @Default("0") @Range(min = 0) double maxTpotMs,
      @Doc("Most milliseconds to the first token.") @Default("0") @Range(min = 0) double maxTtftMs,
      @Key("max_cost_per_1m")
          @Doc("Highest price of a million tokens of prompt.")
          @Default("0")
          @Range(min = 0)
          double maxCostPer1m,
      @Doc("Most requests in flight.") @Default("0") @Range(min = 0) int maxInflight) {}

  /** Who answers when no candidate keeps to the objectives. */
  public enum OnNoCandidates {
    CHEAPEST,
    FIRST,
    /** The algorithm fails, and what its decision says of that comes to be. */
    FAIL
  }

  private static Weights share(@Nullable Weights wanted) {
    if (wanted == null) {
      return EVEN;
    }
    var own =
        new Weights(
            Math.max(0, wanted.quality),
            Math.max(0, wanted.latency),
            Math.max(0, wanted.cost),
            Math.max(0, wanted.load));
    double sum = own.quality + own.latency + own.cost + own.load;
    return sum <= 0 || Double.isInfinite(sum)
        ? EVEN
        : new Weights(own.quality / sum, own.latency / sum, own.cost / sum, own.load / sum);
  }

  @Override
  public Selection select(Choice choice) {
    var keeping = choice.candidates().stream().filter(this::keeps).toList();
    if (keeping.isEmpty()) {
      return nobody(choice.candidates());
    }
    var quality = Figures.of(keeping, MultiFactorSelector::quality);
    var latency = Figures.of(keeping, this::latency);
    var cost = Figures.of(keeping, Figures::promptPrice);
    var load =
        Figures.of(keeping, candidate -> OptionalDouble.of(vitals.inFlight(candidate.name())));
    var scores = new ArrayList<Double>();
    var byName = new HashMap<String, Double>();
    for (int i = 0; i < keeping.size(); i++) {
      double score =
          weights.quality * quality.rising(i)
              + weights.latency * latency.falling(i)
              + weights.cost * cost.falling(i)
              + weights.load * load.falling(i);
      scores.add(score);
      byName.putIfAbsent(keeping.get(i).name(), score);
    }
    int best = Figures.best(keeping.size(), scores::get);
    int dropped = choice.candidates().size() - keeping.size();
    return new Selection(
            keeping.get(best), PART.type(), reason(keeping.get(best), scores.get(best), dropped))
        .withScores(byName);
  }

  private String reason(Candidate candidate, double score, int dropped) {
    var parts = new ArrayList<String>();
    quality(candidate).ifPresent(value -> parts.add("quality " + Figures.number(value)));
    vitals
        .secondsPerToken(candidate.name(), config.latencyPercentile)
        .ifPresent(seconds ->
            parts.add("tpot p%d %s".formatted(config.latencyPercentile, Figures.millis(seconds))));
    var pricing = candidate.traits().pricing();
    if (pricing != null) {
      parts.add(Figures.price(pricing));
    }
    parts.add(vitals.inFlight(candidate.name()) + " in flight");
    if (dropped > 0) {
      parts.add(dropped + " beyond the objectives");
    }
    return "score %s: %s".formatted(Figures.number(score), String.join(", ", parts));
  }

  private Selection nobody(List<Candidate> candidates) {
    var why = "all %d candidates are beyond the objectives".formatted(candidates.size());
    return switch (config.onNoCandidates) {
      case FAIL -> throw new RouterException(Fault.NO_MODEL, why);
      case FIRST -> new Selection(candidates.getFirst(), PART.type(), "configured first: " + why);
      case CHEAPEST -> {
        int cheapest =
            Figures.best(
                candidates.size(),
                i -> -Figures.promptPrice(candidates.get(i)).orElse(Double.POSITIVE_INFINITY));
        yield new Selection(candidates.get(cheapest), PART.type(), "cheapest: " + why);
      }
    };
  }

  /** Whether nothing that is known of a candidate is beyond the objectives. */
  private boolean keeps(Candidate candidate) {
    var slo = config.slo;
    var name = candidate.name();
    int percentile = config.latencyPercentile;
    return within(vitals.secondsPerToken(name, percentile), slo.maxTpotMs / MILLIS)
        && within(vitals.secondsToFirstToken(name, percentile), slo.maxTtftMs / MILLIS)
        && within(Figures.promptPrice(candidate), slo.maxCostPer1m)
        && within(OptionalDouble.of(vitals.inFlight(name)), slo.maxInflight);
  }

  private static boolean within(OptionalDouble value, double most) {
    return most <= 0 || value.isEmpty() || value.getAsDouble() <= most;
  }

  private static OptionalDouble quality(Candidate candidate) {
    var quality = candidate.traits().quality();
    return quality == null || quality <= 0 ? OptionalDouble.empty() : OptionalDouble.of(quality);
  }

  private OptionalDouble latency(Candidate candidate) {
    var perToken = vitals.secondsPerToken(candidate.name(), config.latencyPercentile);
    return perToken.isPresent()
        ? perToken
        : vitals.secondsToFirstToken(candidate.name(), config.latencyPercentile);
  }
}
