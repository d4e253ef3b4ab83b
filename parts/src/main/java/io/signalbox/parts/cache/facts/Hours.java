package io.signalbox.parts.cache.facts;

import java.util.List;

/** The halves of the day. */
final class Hours {
  private Hours() {}

  /** Hours that am or pm add; -1 for neither. */
  static int added(List<Token> tokens, int at) {
    if (at >= tokens.size()) {
      return -1;
    }
    var word = tokens.get(at).word();
    boolean dotted =
        at + 2 < tokens.size() && tokens.get(at + 1).is(".") && tokens.get(at + 2).is("m");
    if ((word.equals("am") && tokens.get(at).text().length() == 2)
        || (word.equals("a") && dotted)) {
      return 0;
    }
    return word.equals("pm") || (word.equals("p") && dotted) ? 12 : -1;
  }
}
