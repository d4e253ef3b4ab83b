package io.signalbox.parts.cache.facts;

import java.util.List;

/** Abbreviations made of the first letters of words. */
final class Initials {
  private Initials() {}

  /** Whether words in a row begin with these letters; small words may be left out. */
  static boolean spell(String letters, List<Token> tokens) {
    for (int from = 0; from < tokens.size(); from++) {
      if (spell(letters, tokens, from)) {
        return true;
      }
    }
    return false;
  }

  private static boolean spell(String letters, List<Token> tokens, int from) {
    int at = 0;
    for (int i = from; i < tokens.size() && at < letters.length(); i++) {
      var word = tokens.get(i).word();
      if (word.charAt(0) == letters.charAt(at)) {
        at++;
      } else if (at == 0 || word.length() > 3) {
        return false;
      }
    }
    return at == letters.length();
  }
}
