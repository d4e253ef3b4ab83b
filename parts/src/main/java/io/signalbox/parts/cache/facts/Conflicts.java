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
          new NameRule());

  private Conflicts() {}

  /**
   * Whether the questions are one but for a word or a few at one place, which no rule knows: most
   * often another thing, seldom another word for it. A model must be surer than usual.
   */
  public static boolean onePlaceDiffers(Facts a, Facts b) {
    return a.whole() && b.whole() && a.frame(b).oneGap();
  }

  /** The first conflict of two questions; empty when no rule finds one. */
  public static Optional<Conflict> between(Facts a, Facts b) {
    if (!a.whole() || !b.whole()) {
      return Optional.of(Conflict.LENGTH);
    }
    for (var rule : RULES) {
      var conflict = rule.between(a, b);
      if (conflict != null) {
        return Optional.of(conflict);
      }
    }
    return Optional.empty();
  }
}
