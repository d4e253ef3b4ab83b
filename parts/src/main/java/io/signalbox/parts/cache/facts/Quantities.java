package io.signalbox.parts.cache.facts;

import io.signalbox.parts.cache.facts.Quantity.Unit;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the numbers of a question, with their units. */
final class Quantities {
  /** More are counted, not compared. */
  static final int MOST = 200;

  private static final Unit CLOCK = new Unit("clock", 60);
  private static final Set<String> ORDINAL =
      Set.of("st", "nd", "rd", "th", "er", "eme", "ere", "e", "nde", "ste", "o", "a", "º", "ª");
  private static final Map<String, Integer> PARTS =
      Map.ofEntries(
          Map.entry("halves", 2),
          Map.entry("third", 3),
          Map.entry("thirds", 3),
          Map.entry("drittel", 3),
          Map.entry("tiers", 3),
          Map.entry("tercios", 3),
          Map.entry("terzi", 3),
          Map.entry("tercos", 3),
          Map.entry("quarter", 4),
          Map.entry("quarters", 4),
          Map.entry("viertel", 4),
          Map.entry("quarts", 4),
          Map.entry("cuartos", 4),
          Map.entry("quarti", 4),
          Map.entry("quartos", 4),
          Map.entry("fifth", 5),
          Map.entry("fifths", 5),
          Map.entry("funftel", 5),
          Map.entry("eighth", 8),
          Map.entry("eighths", 8),
          Map.entry("tenth", 10),
          Map.entry("tenths", 10),
          Map.entry("zehntel", 10));
  private static final Set<String> DOZENS =
      Set.of("dozen", "dutzend", "douzaine", "docena", "dozzina", "duzia");
  private static final Map<String, Double> THOUSANDS =
      Map.of("k", 1e3, "mio", 1e6, "mn", 1e6, "mrd", 1e9, "bn", 1e9, "mln", 1e6, "tsd", 1e3);

  private final List<Token> tokens;
  private final Measured found;
  private final BitSet taken;
  private int at;

  private Quantities(List<Token> tokens, BitSet taken) {
    this.tokens = tokens;
    this.taken = taken;
    found = new Measured(tokens);
  }

  /** Reads all; the tokens that were used are marked. */
  static List<Quantity> of(List<Token> tokens, BitSet taken) {
    var reading = new Quantities(tokens, taken);
    while (reading.at < tokens.size() && reading.found.size() < MOST) {
      reading.step();
    }
    return reading.found.all();
  }

  private void step() {
    int from = at;
    if (taken.get(at)) {
      at++;
    } else if (tokens.get(at).isNumber()) {
      literal();
    } else if (tokens.get(at).isWord()) {
      words();
    } else {
      at++;
    }
    if (at > from + 1) {
      taken.set(from, at);
    }
  }

  private void literal() {
    int from = at;
    var text = tokens.get(at++).text();
    var read = Literal.read(text);
    if (read.size() > 1) {
      found.addAll(read);
      return;
    }
    var only = read.getFirst();
    if (only.unit() != null) {
      found.add(afternoon(only.raw(), only.unit()));
      return;
    }
    double value = century(text, only.raw());
    while (value < 1e12 && thousands()) {
      value *= 1000;
      at++;
    }
    if (negative(from)) {
      value = -value;
    }
    boolean plain = at == from + 1;
    number(from, value, false, plain && Literal.pointed(text) ? text : "");
  }

  /** The 1800s are the nineteenth century. */
  private double century(String text, double value) {
    boolean century =
        text.length() == 4
            && text.endsWith("00")
            && at < tokens.size()
            && tokens.get(at).glued()
            && tokens.get(at).is("s");
    at += century ? 1 : 0;
    return century ? value / 100 + 1 : value;
  }

  /** 100 000. */
  private boolean thousands() {
    return at < tokens.size() && tokens.get(at).is("000") && !tokens.get(at).glued();
  }

  private boolean negative(int from) {
    if (from == 0) {
      return false;
    }
    var before = tokens.get(from - 1);
    if (before.is("-")) {
      return tokens.get(from).glued();
    }
    boolean word =
        before.is("minus") || before.is("moins") || before.is("menos") || before.is("meno");
    return word && !(from > 1 && operand(tokens.get(from - 2)));
  }

  /** Whether something is taken from it. */
  private static boolean operand(Token token) {
    return token.isNumber()
        || token.word().length() == 1
        || token.is("squared")
        || token.is("cubed")
        || Numerals.of(token.word()) != null;
  }

  private void words() {
    int from = at;
    var roman = Roman.of(tokens.get(at));
    if (roman > 0) {
      at++;
      found.add(new Quantity(roman, null, true));
      return;
    }
    var read = Numerals.read(tokens, at);
    if (read == null) {
      at++;
      return;
    }
    at = read.end();
    double value = negative(from) ? -read.value() : read.value();
    number(from, value, read.weak(), "");
  }

  private void number(int from, double number, boolean weakly, String version) {
    boolean weak = weakly || number == 1;
    double value = half(multiply(half(parts(number)), from));
    weak &= value == number;
    if (at < tokens.size() && tokens.get(at).glued() && ORDINAL.contains(word(at))) {
      at++;
    }
    if (value == 0.5
        && at < tokens.size()
        && article(word(at))
        && Units.at(tokens, at + 1) != null) {
      at++;
    }
    unit(from, value, weak, version);
  }

  private static boolean article(String word) {
    return word.equals("a")
        || word.equals("an")
        || word.equals("of")
        || word.equals("eine")
        || word.equals("einer");
  }

  /** Two thirds. */
  private double parts(double number) {
    if (at < tokens.size() && number > 0 && number < 20) {
      var below = PARTS.get(word(at));
      if (below != null && number < below) {
        at++;
        return number / below;
      }
    }
    return number;
  }

  private double multiply(double value, int from) {
    double out = value;
    while (at < tokens.size()) {
      var token = tokens.get(at);
      int skip = token.is("a") && at + 1 < tokens.size() && at == from + 1 ? 1 : 0;
      var word = word(at + skip);
      double by = DOZENS.contains(word) && value != 12 ? 12 : Numerals.multiple(word);
      if (by == 0 && skip == 0 && (token.glued() || word.length() > 1)) {
        by = THOUSANDS.getOrDefault(word, 0d);
      }
      if (by == 0) {
        return out;
      }
      out *= by;
      at += skip + 1;
    }
    return out;
  }

  /** Two and a half. */
  private double half(double value) {
    if (at + 2 < tokens.size()
        && word(at).equals("and")
        && word(at + 1).equals("a")
        && word(at + 2).equals("half")) {
      boolean dozen = DOZENS.contains(word(at - 1));
      at += 3;
      return dozen ? value * 1.5 : value + 0.5;
    }
    return value;
  }

  private void unit(int from, double value, boolean weak, String version) {
    int behind = at;
    var clock = Hours.added(tokens, behind);
    if (clock >= 0) {
      at = behind + 1;
      if (at + 1 < tokens.size() && word(at).equals(".") && word(at + 1).equals("m")) {
        at += 2;
      }
      found.add(new Quantity(value % 12 + clock, CLOCK, true));
      return;
    }
    var unit = Units.at(tokens, behind);
    if (unit != null && Units.binds(tokens.get(behind), unit)) {
      at = behind + unit.tokens();
      found.join(from, at, new Quantity(value, unit.meaning(), !weak || value == 0.5));
      return;
    }
    var before = from > 0 ? Units.of(tokens.get(from - 1)) : null;
    if (before != null && before.currency()) {
      taken.set(from - 1);
      found.join(from, at, new Quantity(value, before, !weak));
      return;
    }
    boolean digits = tokens.get(from).isNumber();
    found.join(
        from,
        at,
        new Quantity(value, version.isEmpty() ? null : Versions.unit(version), digits && !weak));
  }

  private Quantity afternoon(double hours, Unit oclock) {
    int clock = Hours.added(tokens, at);
    if (clock >= 0) {
      at++;
      return new Quantity(hours % 12 + clock, CLOCK, true);
    }
    if (at < tokens.size() && (word(at).equals("uhr") || word(at).equals("h"))) {
      at++;
    }
    return new Quantity(hours, oclock, true);
  }

  private String word(int index) {
    return index < tokens.size() ? tokens.get(index).word() : "";
  }
}
