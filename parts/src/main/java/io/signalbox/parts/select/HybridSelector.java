package io.signalbox.parts.select;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.SelectorPart;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.Key;
import io.signalbox.config.Range;
import io.signalbox.infer.Embedder;
import io.signalbox.learn.Experience;
import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import io.signalbox.select.Learned;
import io.signalbox.select.Selection;
import io.signalbox.select.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Weighs how models proved, what they are good at, how good they are and what they cost. Experience
 * is an Elo rating that outcomes posted by clients move. What is known of no candidate, and
 * similarity in a process without an embedding model, is left out with its weight.
 */
public record HybridSelector(Config config, Experience experience, @Nullable Affinity affinity)
    implements Selector {
  public static final SelectorPart<Config> PART =
      new SelectorPart<>(
          "hybrid",
          Config.class,
          (config, setting, findings) -> {
            config.check(findings);
            var ports = setting.ports();
            var embedder =
                config.routerDcWeight > 0 ? ports.embedder() : Optional.<Embedder>empty();
            return new HybridSelector(
                config,
                ports.memory().experience(),
                embedder.map(found -> new Affinity(found, true)).orElse(null));
          });

  private static final double SCALE = 400;
  private static final double USUAL_QUALITY = 0.8;

  /** What counts, and how much. */
  public record Config(
      @Doc("How much outcomes count.") @Default("0.3") @Range(min = 0) double experienceWeight,
      @Key("router_dc_weight")
          @Doc("How much the likeness of prompt and description counts.")
          @Default("0.3")
          @Range(min = 0)
          double routerDcWeight,
      @Key("automix_weight")
          @Doc("How much the quality of a model counts.")
          @Default("0.2")
          @Range(min = 0)
          double qualityWeight,
      @Doc("How much the price counts.") @Default("0.2") @Range(min = 0) double costWeight,
      @Doc("Whether the best candidate counts 1 in each respect, and the worst 0.") @Default("true")
          boolean normalizeScores,
      @Doc("Has no effect.") @Nullable Double qualityGapThreshold) {
    void check(Findings findings) {
      if (qualityGapThreshold != null) {
        findings.warn(
            this, "qualityGapThreshold", qualityGapThreshold + " has no effect", "no such key");
      }
      if (experienceWeight + routerDcWeight + qualityWeight + costWeight <= 0) {
        findings.refuse(this, "experienceWeight", "all weights are 0", "a weight above 0");
      }
    }
  }

  /** One respect in which candidates are compared. */
  private record Respect(String name, double weight, Figures figures, boolean lessIsBetter) {
    double of(int index, boolean normalized) {
      if (normalized || lessIsBetter) {
        return lessIsBetter ? figures.falling(index) : figures.rising(index);
      }
      return figures.all().get(index).orElse(0);
    }
  }

  @Override
  public Selection select(Choice choice) {
    var respects = respects(choice);
    double sum = respects.stream().mapToDouble(Respect::weight).sum();
    var candidates = choice.candidates();
    var scores = new ArrayList<Double>();
    var byName = new HashMap<String, Double>();
    for (int i = 0; i < candidates.size(); i++) {
      double score = 0;
      for (var respect : respects) {
        score += respect.weight() * respect.of(i, config.normalizeScores) / sum;
      }
      scores.add(score);
      byName.putIfAbsent(candidates.get(i).name(), score);
    }
    int best = Figures.best(candidates.size(), scores::get);
    return new Selection(candidates.get(best), PART.type(), reason(best, scores, respects))
        .withScores(byName)
        .withLearned(Learned.curious(choice));
  }

  private List<Respect> respects(Choice choice) {
    var candidates = choice.candidates();
    var all = new ArrayList<Respect>();
    all.add(new Respect("experience", config.experienceWeight, experience(choice), false));
    all.add(new Respect("likeness", config.routerDcWeight, likeness(choice), false));
    all.add(
        new Respect(
            "quality",
            config.qualityWeight,
            Figures.of(candidates, HybridSelector::quality),
            false));
    all.add(
        new Respect(
            "price", config.costWeight, Figures.of(candidates, Figures::promptPrice), true));
    all.removeIf(respect -> respect.weight() <= 0 || !respect.figures().known());
    return all;
  }

  private String reason(int best, List<Double> scores, List<Respect> respects) {
    var parts = new ArrayList<String>();
    for (var respect : respects) {
      parts.add(
          "%s %s"
              .formatted(respect.name(), Figures.number(respect.of(best, config.normalizeScores))));
    }
    if (config.routerDcWeight > 0 && affinity == null) {
      parts.add("no embedding model");
    }
    return "score %s: %s".formatted(Figures.number(scores.get(best)), String.join(", ", parts));
  }

  /** The chance to win against the mean of all candidates, by rating. */
  private Figures experience(Choice choice) {
    var ratings =
        choice.candidates().stream()
            .mapToDouble(candidate -> experience.of(choice.route(), candidate.name()).rating())
            .toArray();
    double mean = Arrays.stream(ratings).average().orElse(0);
    var chances = new ArrayList<OptionalDouble>();
    for (double rating : ratings) {
      chances.add(OptionalDouble.of(1 / (1 + Math.pow(10, (mean - rating) / SCALE))));
    }
    return new Figures(chances);
  }

  private Figures likeness(Choice choice) {
    var asked = affinity == null || config.routerDcWeight <= 0 ? null : affinity.asked(choice);
    if (affinity == null || asked == null) {
      return Figures.of(choice.candidates(), candidate -> OptionalDouble.empty());
    }
    var known = affinity;
    return Figures.of(
        choice.candidates(),
        candidate -> OptionalDouble.of(known.of(asked, candidate, choice.call().deadline())));
  }

  private static OptionalDouble quality(Candidate candidate) {
    var quality = candidate.traits().quality();
    return OptionalDouble.of(quality == null || quality <= 0 ? USUAL_QUALITY : quality);
  }
}
