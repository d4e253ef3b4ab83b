package io.signalbox.parts.cache.facts;

import java.util.List;
import java.util.Optional;

/**
 * Looks for what makes two questions different questions, however alike their words are. Precise
 * rather than complete: a model of pairs finds the rest.
 */
public final class Conflicts {
  private static final List<Rule> RULES =
      List.of(
          new NumberRule(),
          new SortRule(),
          new NegationRule(),
          new DirectionRule(),
          new FrameRule(),
          new QuoteRule(),
          new OperatorRule(),
          new NameRule(),
          new ReplacementRule(),
          new AskingRule());

  private Conflicts() {}

  /** Compares two questions; of the conflicts, the first is told. */
  public static Comparison compare(Facts a, Facts b) {
    if (!a.whole() || !b.whole()) {
      return new Comparison(Optional.of(Conflict.LENGTH), false);
    }
    var frame = Frame.of(a, b);
    for (var rule : RULES) {
      var conflict = rule.between(a, b, frame);
      if (conflict != null) {
        return new Comparison(Optional.of(conflict), false);
      }
    }
    return new Comparison(Optional.empty(), frame.oneGap());
  }

  /** The first conflict of two questions; empty when no rule finds one. */
  public static Optional<Conflict> between(Facts a, Facts b) {
    return compare(a, b).conflict();
  }
}
