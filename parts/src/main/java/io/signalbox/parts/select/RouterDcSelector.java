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
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Picks the candidate whose description is nearest to the prompt, by vectors of both.
 *
 * <p>After S. Chen et al., RouterDC: query-based router by dual contrastive learning (2024), with a
 * general encoder in place of one trained on the models.
 */
public record RouterDcSelector(Config config, Affinity affinity) implements Selector {
  public static final SelectorPart<Config> PART =
      new SelectorPart<>(
          "router_dc",
          Config.class,
          (config, setting, findings) -> {
            config.check(findings);
            var embedder = setting.ports().embedder();
            if (embedder.isEmpty()) {
              findings.refuse(
                  config,
                  "embedder",
                  "no embedding model",
                  "multi_factor, or a process that has one");
              return choice -> first(choice, "no embedding model");
            }
            return new RouterDcSelector(
                config, new Affinity(embedder.get(), config.useCapabilities));
          });

  /** What counts as near. */
  public record Config(
      @Doc("How sharply similarity is told apart.") @Default("0.07") @Range(min = 0.001, max = 100)
          double temperature,
      @Doc("Least similarity, after the temperature.") @Default("0.3") @Range(min = 0, max = 1)
          double minSimilarity,
      @Doc("Whether a model's capabilities count.") @Default("true") boolean useCapabilities,
      @Doc("Whether models without a description are left out.") @Default("false")
          boolean requireDescriptions,
      @Doc("Has no effect.") @Nullable Integer dimensionSize,
      @Doc("Has no effect.") @Nullable Boolean useQueryContrastive,
      @Doc("Has no effect.") @Nullable Boolean useModelContrastive) {
    void check(Findings findings) {
      idle(findings, "dimensionSize", dimensionSize);
      idle(findings, "useQueryContrastive", useQueryContrastive);
      idle(findings, "useModelContrastive", useModelContrastive);
    }

    private void idle(Findings findings, String component, @Nullable Object value) {
      if (value != null) {
        findings.warn(this, component, value + " has no effect", "no such key");
      }
    }
  }

  @Override
  public Selection select(Choice choice) {
    var described = described(choice.candidates());
    if (described.isEmpty()) {
      return first(choice, "no candidate has a description");
    }
    var asked = affinity.asked(choice);
    if (asked == null) {
      return first(choice, "the prompt has no text");
    }
    var scores = new HashMap<String, Double>();
    for (var candidate : described) {
      double cosine = affinity.of(asked, candidate, choice.call().deadline());
      scores.putIfAbsent(candidate.name(), 1 / (1 + Math.exp(-cosine / config.temperature)));
    }
    int best =
        Figures.best(described.size(), i -> scores.getOrDefault(described.get(i).name(), 0.0));
    double similarity = scores.getOrDefault(described.get(best).name(), 0.0);
    if (similarity < config.minSimilarity) {
      return first(
          choice,
          "similarity %s below %s"
              .formatted(Figures.number(similarity), Figures.number(config.minSimilarity)));
    }
    return new Selection(
            described.get(best),
            PART.type(),
            "description nearest: similarity " + Figures.number(similarity))
        .withScores(scores);
  }

  private List<Candidate> described(List<Candidate> candidates) {
    return config.requireDescriptions
        ? candidates.stream()
            .filter(candidate -> !candidate.traits().description().isBlank())
            .toList()
        : candidates;
  }

  private static Selection first(Choice choice, String why) {
    return new Selection(choice.candidates().getFirst(), PART.type(), "configured first: " + why);
  }
}
