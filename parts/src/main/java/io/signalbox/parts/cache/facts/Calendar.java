package io.signalbox.parts.cache.facts;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Reads months and days of the week. */
final class Calendar {
  private static final Lexicon<Quantity> NAMES = load();
  private static final Quantity MAY = new Quantity(5, Quantity.Unit.MONTH, false);
  private static final Quantity PERHAPS_MAY = new Quantity(5, Quantity.Unit.MONTH, false);
  private static final Quantity MARCH = new Quantity(3, Quantity.Unit.MONTH, false);
  private static final Set<String> BEFORE_MONTHS =
      Set.of(
          "in", "of", "by", "since", "until", "till", "for", "early", "late", "mid", "last", "next",
          "this", "im", "en");

  /** Days are not to be taken for numbers. */
  private static final int DAYS = 1000;

  private Calendar() {}

  private static Lexicon<Quantity> load() {
    var names = new Lexicon<Quantity>();
    for (var line : Tables.lines("calendar.txt")) {
      var parts = line.split("[ :]+", -1);
      boolean month = parts[0].equals("month");
      int number = Integer.parseInt(parts[1]);
      var meaning =
          month
              ? new Quantity(number, Quantity.Unit.MONTH, false)
              : new Quantity(DAYS + number, Quantity.Unit.WEEKDAY, false);
      for (int i = 2; i < parts.length; i++) {
        names.add(parts[i].replace('_', ' '), meaning, (first, second) -> first);
      }
    }
    return names;
  }

  static List<Quantity> of(List<Token> tokens, BitSet taken) {
    var found = new ArrayList<Quantity>();
    for (int i = 0; i < tokens.size() && found.size() < Quantities.MOST; i++) {
      var token = tokens.get(i);
      if (!token.isWord()) {
        continue;
      }
      var name = NAMES.at(tokens, i);
      boolean likely = i > 0 && BEFORE_MONTHS.contains(tokens.get(i - 1).word());
      if (name != null && !planet(token, likely)) {
        found.add(name.meaning());
        taken.set(i, i + name.tokens());
      } else if (token.is("may") || token.is("mai")) {
        boolean named = token.is("mai") || (token.capital() && !token.opening()) || likely;
        found.add(named ? MAY : PERHAPS_MAY);
      } else if (token.is("march") && ((token.capital() && !token.opening()) || likely)) {
        found.add(MARCH);
      }
    }
    return found;
  }

  /** Mars is a planet unless it is March in French. */
  private static boolean planet(Token token, boolean likely) {
    return token.is("mars") && (token.capital() || likely);
  }
}
