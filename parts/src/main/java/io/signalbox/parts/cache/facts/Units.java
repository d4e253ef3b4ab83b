package io.signalbox.parts.cache.facts;

import io.signalbox.parts.cache.facts.Quantity.Unit;
import org.jspecify.annotations.Nullable;

/** The units of measure by their names. */
final class Units {
  private static final Lexicon<Unit> NAMES = load();

  private Units() {}

  private static Lexicon<Unit> load() {
    var names = new Lexicon<Unit>();
    for (var line : Tables.lines("units.txt")) {
      var words = line.split(" +", -1);
      var unit = new Unit(words[0], Double.parseDouble(words[1]));
      for (int i = 2; i < words.length; i++) {
        names.add(words[i].replace('_', ' '), unit, (first, second) -> first);
      }
    }
    return names;
  }

  static Lexicon.@Nullable Found<Unit> at(java.util.List<Token> tokens, int from) {
    return from < tokens.size() ? NAMES.at(tokens, from) : null;
  }

  /** The unit of one token, if it is one. */
  static @Nullable Unit of(Token token) {
    var found = NAMES.at(java.util.List.of(token), 0);
    return found == null ? null : found.meaning();
  }

  /**
   * Whether a token is meant as the unit: some letters are so only at their number or as capitals.
   */
  static boolean binds(Token token, Lexicon.Found<Unit> unit) {
    if (unit.tokens() > 1 || token.text().length() > 2 || !token.isWord()) {
      return true;
    }
    return token.glued()
        || (!token.is("in")
            && !token.is("an")
            && !token.is("mi")
            && !token.is("c")
            && !token.is("f"))
        || token.shouted()
        || token.capital();
  }
}
