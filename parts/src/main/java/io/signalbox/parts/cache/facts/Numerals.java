package io.signalbox.parts.cache.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers in words. */
final class Numerals {
  private static final Map<String, Numeral> WORDS = load();

  private Numerals() {}

  /**
   * What a word counts.
   *
   * @param weak whether it says many things beside numbers
   */
  record Numeral(double value, boolean weak) {}

  /**
   * A number in words.
   *
   * @param end the token behind it
   */
  record Read(double value, boolean weak, int end) {}

  private static Map<String, Numeral> load() {
    var words = new HashMap<String, Numeral>();
    for (var line : Tables.lines("numerals.txt")) {
      int colon = line.indexOf(':');
      double value = Double.parseDouble(line.substring(0, colon));
      for (var word : line.substring(colon + 1).strip().split(" +", -1)) {
        boolean weak = word.startsWith("~");
        words.putIfAbsent(weak ? word.substring(1) : word, new Numeral(value, weak));
      }
    }
    german(words);
    return Map.copyOf(words);
  }

  /** One and twenty as one word. */
  private static void german(Map<String, Numeral> words) {
    var ones = List.of("ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun");
    var tens =
        List.of(
            "zwanzig",
            "dreissig",
            "vierzig",
            "funfzig",
            "sechzig",
            "siebzig",
            "achtzig",
            "neunzig");
    for (int ten = 0; ten < tens.size(); ten++) {
      for (int one = 0; one < ones.size(); one++) {
        words.put(
            ones.get(one) + "und" + tens.get(ten), new Numeral(10 * (ten + 2) + one + 1, false));
      }
    }
    for (int one = 0; one < ones.size(); one++) {
      words.put(ones.get(one) + "hundert", new Numeral(100 * (one + 1), false));
      words.put(ones.get(one) + "tausend", new Numeral(1000 * (one + 1), false));
    }
  }

  static @Nullable Numeral of(String word) {
    return WORDS.get(word);
  }

  /** A thousand, a million: what a number before it is multiplied by; 0 for anything else. */
  static double multiple(String word) {
    var numeral = WORDS.get(word);
    return numeral != null && numeral.value >= 100 && multiplies(numeral.value) ? numeral.value : 0;
  }

  private static boolean multiplies(double value) {
    return value == 100 || value == 1e3 || value == 1e6 || value == 1e9;
  }

  /** The number in words that begins at a token; null for none. */
  static @Nullable Read read(List<Token> tokens, int from) {
    double total = 0;
    double group = 0;
    double before = Double.MAX_VALUE;
    boolean weak = true;
    int end = from;
    int at = from;
    while (at < tokens.size()) {
      var numeral = WORDS.get(tokens.get(at).word());
      if (numeral == null || !tokens.get(at).isWord()) {
        // One hundred and five, three and twenty.
        if (at > from
            && at == end
            && joins(tokens.get(at))
            && at + 1 < tokens.size()
            && group >= 100) {
          at++;
          continue;
        }
        break;
      }
      double value = numeral.value;
      if (multiplies(value) && !numeral.weak) {
        group = Math.max(group, at == from ? 1 : group) * value;
        if (group == 0) {
          group = value;
        }
        if (value >= 1000) {
          total += group;
          group = 0;
        }
        before = value;
      } else if (at == from
          || (value > 0 && value < 10 && before >= 20 && before % 10 == 0)
          || (value < 100 && before >= 100 && before < Double.MAX_VALUE)) {
        group += value;
        before = value;
      } else {
        break;
      }
      weak &= numeral.weak;
      at++;
      end = at;
    }
    return end == from ? null : new Read(total + group, weak, end);
  }

  private static boolean joins(Token token) {
    return token.is("and") || token.is("und") || token.is("et") || token.is("y") || token.is("e");
  }
}
