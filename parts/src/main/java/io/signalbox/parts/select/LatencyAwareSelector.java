package io.signalbox.parts.select;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.SelectorPart;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
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
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Picks the fastest candidate: the least mean of its time a token and its time to the first, each
 * as a multiple of the best. Candidates without measurements are left out, but now and then one of
 * them is asked, since it could never be measured otherwise.
 */
public record LatencyAwareSelector(Config config, Vitals vitals, RandomGenerator random)
    implements Selector {
  public static final SelectorPart<Config> PART =
      new SelectorPart<>(
          "latency_aware",
          Config.class,
          (config, setting, findings) -> {
            config.check(findings);
            return new LatencyAwareSelector(
                config, setting.ports().vitals(), setting.ports().random());
          });

  /** What counts as fast. */
  public record Config(
      @Doc("Percentile of the time for each token of an answer.") @Range(min = 1, max = 100)
          @Nullable Integer tpotPercentile,
      @Doc("Percentile of the time to the first token.") @Range(min = 1, max = 100)
          @Nullable Integer ttftPercentile,
      @Doc("What it is for.") @Nullable String description,
      @Doc("Share of the calls that go to a model nobody measured, while there is one.")
          @Default("0.05")
          @Range(min = 0, max = 1)
          double exploration) {
    void check(Findings findings) {
      if (tpotPercentile == null && ttftPercentile == null) {
        findings.refuse(
            this, "tpotPercentile", "missing", "tpot_percentile, ttft_percentile or both");
      }
    }
  }

  @Override
  public Selection select(Choice choice) {
    var known = choice.candidates().stream().filter(this::measured).toList();
    var unknown = choice.candidates().stream().filter(other -> !known.contains(other)).toList();
    if (known.isEmpty()) {
      return new Selection(
          choice.candidates().getFirst(), PART.type(), "configured first: nothing is measured yet");
    }
    if (!unknown.isEmpty() && random.nextDouble() < config.exploration) {
      var explored = unknown.get(random.nextInt(unknown.size()));
      return new Selection(explored, PART.type(), "asked to be measured");
    }
    var perToken = figures(known, config.tpotPercentile, vitals::secondsPerToken);
    var toFirst = figures(known, config.ttftPercentile, vitals::secondsToFirstToken);
    int fastest = Figures.best(known.size(), i -> -slowness(i, perToken, toFirst));
    var scores = new HashMap<String, Double>();
    for (int i = 0; i < known.size(); i++) {
      scores.putIfAbsent(known.get(i).name(), 1 / slowness(i, perToken, toFirst));
    }
    return new Selection(
            known.get(fastest), PART.type(), reason(fastest, perToken, toFirst, unknown))
        .withScores(scores);
  }

  /** Whether everything that counts is known of a candidate. */
  private boolean measured(Candidate candidate) {
    var tpot = config.tpotPercentile;
    var ttft = config.ttftPercentile;
    return (tpot == null || vitals.secondsPerToken(candidate.name(), tpot).isPresent())
        && (ttft == null || vitals.secondsToFirstToken(candidate.name(), ttft).isPresent());
  }

  private String reason(
      int index, @Nullable Figures perToken, @Nullable Figures toFirst, List<Candidate> unknown) {
    var parts = new ArrayList<String>();
    if (perToken != null) {
      var seconds = perToken.all().get(index).orElse(0);
      parts.add("tpot p%d %s".formatted(config.tpotPercentile, Figures.millis(seconds)));
    }
    if (toFirst != null) {
      var seconds = toFirst.all().get(index).orElse(0);
      parts.add("ttft p%d %s".formatted(config.ttftPercentile, Figures.millis(seconds)));
    }
    if (!unknown.isEmpty()) {
      parts.add(unknown.size() + " not measured");
    }
    return "fastest: " + String.join(", ", parts);
  }

  /** Reads one percentile of a model. */
  private interface Percentile {
    OptionalDouble of(String model, int percentile);
  }

  private static @Nullable Figures figures(
      List<Candidate> candidates, @Nullable Integer percentile, Percentile measure) {
    return percentile == null
        ? null
        : Figures.of(candidates, candidate -> measure.of(candidate.name(), percentile));
  }

  /** The mean of its times as multiples of the best. */
  private static double slowness(int index, @Nullable Figures perToken, @Nullable Figures toFirst) {
    double sum = 0;
    int count = 0;
    for (var figures : new @Nullable Figures[] {perToken, toFirst}) {
      if (figures != null) {
        var best = figures.least().orElse(0);
        sum += multiple(figures.all().get(index).orElse(0), best);
        count++;
      }
    }
    return count == 0 ? 1 : sum / count;
  }

  private static double multiple(double value, double best) {
    return value <= best ? 1 : best <= 0 ? Double.MAX_VALUE / 4 : value / best;
  }
}
