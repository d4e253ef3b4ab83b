package io.signalbox.parts.cache.facts;

import org.jspecify.annotations.Nullable;

/** Both say no, or neither does. */
final class NegationRule implements Rule {
  /** In more words, there are other ways to say no. */
  private static final int SHORT = 30;

  @Override
  public @Nullable Conflict between(Facts a, Facts b, Frame frame) {
    if (!a.negations().conflictsWith(b.negations())) {
      return null;
    }
    boolean brief = a.tokens().size() <= SHORT && b.tokens().size() <= SHORT;
    return brief || frame.alike() ? Conflict.NEGATION : null;
  }
}
