package io.signalbox.parts.cache.facts;

import org.jspecify.annotations.Nullable;

/** Sums keep their signs: x + 4 is not x - 4. */
final class OperatorRule implements Rule {
  private static final String OPERATORS = "+-*/^=<>";

  @Override
  public @Nullable Conflict between(Facts a, Facts b, Frame frame) {
    int inA = operators(a);
    int inB = operators(b);
    return (inA & ~inB) != 0 && (inB & ~inA) != 0 ? Conflict.NUMBER : null;
  }

  private static int operators(Facts facts) {
    int found = 0;
    for (var token : facts.tokens()) {
      int at = token.text().length() == 1 ? OPERATORS.indexOf(token.text().charAt(0)) : -1;
      found |= at < 0 ? 0 : 1 << at;
    }
    return found;
  }
}
