package io.signalbox.parts.pii;

import java.util.Locale;
import java.util.Set;

/**
 * Finds the value that a word announces: {@code "passport": "X123"}, {@code Passport no. is X123}.
 * Between them stand punctuation and a few words that say nothing.
 */
final class Labels {
  private static final int MOST_FILLERS = 3;
  private static final int MOST_SIGNS = 8;
  private static final String SIGNS =
      " \t\n\r:=#\"'`([{<>|.,*\u2192\uff1a\u201c\u2018\u300c\u00ab/;\\-&";

  private static final Set<String> FILLERS =
      Set.of(
          "no",
          "nr",
          "number",
          "num",
          "is",
          "was",
          "are",
          "n",
          "nº",
          "n°",
          "º",
          "°",
          "id",
          "code",
          "the",
          "my",
          "his",
          "her",
          "their",
          "our",
          "your",
          "номер",
          "numer",
          "numero",
          "número",
          "numéro",
          "nummer",
          "nro",
          "on",
          "reads",
          "of",
          "with",
          "quot",
          "gt",
          "lt",
          "value",
          "full",
          "to",
          "es",
          "est",
          "ist",
          "é",
          "è",
          "jest",
          "numaram",
          "numarası",
          "№",
          "now",
          "lautet",
          "for",
          "named",
          "called",
          "equals",
          "starting",
          "from",
          "号",
          "号码",
          "番号",
          "は",
          "是",
          "为",
          "為",
          "が",
          "の",
          "del",
          "de",
          "du",
          "della",
          "do",
          "der",
          "van",
          "client",
          "and");

  private Labels() {}

  /** Where the value behind a cue begins; -1 where none is in reach. */
  static int value(Page page, int cueEnd) {
    int at = cueEnd;
    if (page.at(at) == 's') {
      at++;
    }
    for (int fillers = 0; fillers <= MOST_FILLERS; fillers++) {
      int signs = at;
      while (at < page.length() && SIGNS.indexOf(page.at(at)) >= 0) {
        at++;
      }
      if (at - signs > MOST_SIGNS || at == page.length()) {
        return -1;
      }
      int end = word(page, at);
      if (end == at || !FILLERS.contains(page.folded().substring(at, Math.min(end, at + 12)))) {
        return at;
      }
      at = end;
    }
    return -1;
  }

  private static int word(Page page, int from) {
    int end = from;
    int limit = Math.min(page.length(), from + 12);
    if (end < limit && Chars.unspaced(page.at(from))) {
      int longest = from;
      for (int to = from + 1; to <= Math.min(limit, from + 2); to++) {
        longest = FILLERS.contains(page.folded().substring(from, to)) ? to : longest;
      }
      return longest;
    }
    while (end < limit && (Character.isLetter(page.at(end)) || "º°№".indexOf(page.at(end)) >= 0)) {
      end++;
    }
    // A value such as N12345 is none of them.
    return end < page.length() && Chars.digit(page.at(end)) ? from : end;
  }

  /** The end of a token of letters and digits with some signs inside. */
  static int token(Page page, int from, String signs, int longest) {
    int end = from;
    int limit = Math.min(page.length(), from + longest + 1);
    while (end < limit && (Chars.alphanumeric(page.at(end)) || signs.indexOf(page.at(end)) >= 0)) {
      end++;
    }
    while (end > from && !Chars.alphanumeric(page.at(end - 1))) {
      end--;
    }
    return end;
  }

  /** How many digits a stretch has. */
  static int digits(Page page, int from, int to) {
    int digits = 0;
    for (int i = from; i < to; i++) {
      digits += Chars.digit(page.at(i)) ? 1 : 0;
    }
    return digits;
  }

  /** How many letters a stretch has. */
  static int letters(Page page, int from, int to) {
    int letters = 0;
    for (int i = from; i < to; i++) {
      letters += Chars.latin(page.at(i)) ? 1 : 0;
    }
    return letters;
  }

  /** Bits of information a character of a token carries, by how often each occurs in it. */
  static double entropy(String token) {
    var counts = new int[128];
    for (int i = 0; i < token.length(); i++) {
      counts[token.charAt(i) & 0x7f]++;
    }
    double entropy = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / token.length();
        entropy -= share * Math.log(share) / Math.log(2);
      }
    }
    return entropy;
  }

  /** Whether a token is a word in one case, as in prose. */
  static boolean prose(String token) {
    var lower = token.toLowerCase(Locale.ROOT);
    return lower.chars().allMatch(Character::isLetter)
        && (token.equals(lower)
            || token.substring(1).equals(lower.substring(1))
            || token.equals(token.toUpperCase(Locale.ROOT)));
  }
}
