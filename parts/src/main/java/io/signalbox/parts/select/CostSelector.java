package io.signalbox.parts.select;

import io.signalbox.catalog.SelectorPart;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.Range;
import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import io.signalbox.select.Selection;
import io.signalbox.select.Selector;
import io.signalbox.select.Vitals;
import java.util.HashMap;
import java.util.OptionalDouble;

/**
 * Picks the candidate that this call costs least with: its prompt, estimated, and an answer as long
 * as the model's answers are at the moment, or as the client allows. A candidate without prices is
 * not taken for free.
 */
public record CostSelector(Config config, Vitals vitals) implements Selector {
  public static final SelectorPart<Config> PART =
      new SelectorPart<>(
          "cost",
          Config.class,
          (config, setting, findings) -> new CostSelector(config, setting.ports().vitals()));

  /** How costs are estimated. */
  public record Config(
      @Doc("Tokens of an answer, as long as no answer of the model was seen.")
          @Default("256")
          @Range(min = 0)
          int answerTokens) {}

  @Override
  public Selection select(Choice choice) {
    var candidates = choice.candidates();
    var currency = currency(choice);
    var costs = Figures.of(candidates, candidate -> cost(choice, candidate, currency));
    if (!costs.known()) {
      return new Selection(
          candidates.getFirst(), PART.type(), "configured first: no prices are known");
    }
    double least = costs.least().orElseThrow();
    int cheapest =
        Figures.best(candidates.size(), i -> -costs.all().get(i).orElse(Double.POSITIVE_INFINITY));
    var scores = new HashMap<String, Double>();
    for (int i = 0; i < candidates.size(); i++) {
      var cost = costs.all().get(i);
      double score = cost.isEmpty() ? 0 : cost.getAsDouble() <= 0 ? 1 : least / cost.getAsDouble();
      scores.put(candidates.get(i).name(), score);
    }
    return new Selection(
            candidates.get(cheapest),
            PART.type(),
            "cheapest: %s %s for some %d + %d tokens"
                .formatted(
                    Figures.number(least),
                    currency,
                    choice.leastPromptTokens(),
                    Math.round(answerTokens(choice, candidates.get(cheapest)))))
        .withScores(scores);
  }

  /** The currency of the first candidate with prices; others cannot be compared. */
  private static String currency(Choice choice) {
    for (var candidate : choice.candidates()) {
      var pricing = candidate.traits().pricing();
      if (pricing != null) {
        return pricing.currency();
      }
    }
    return "";
  }

  private OptionalDouble cost(Choice choice, Candidate candidate, String currency) {
    var pricing = candidate.traits().pricing();
    return pricing == null || !pricing.currency().equals(currency)
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            pricing.of((double) choice.leastPromptTokens(), answerTokens(choice, candidate)));
  }

  private double answerTokens(Choice choice, Candidate candidate) {
    double usual = vitals.answerTokens(candidate.name()).orElse(config.answerTokens());
    long allowed = choice.request().envelope().outputTokens();
    return allowed > 0 ? Math.min(usual, (double) allowed) : usual;
  }
}
