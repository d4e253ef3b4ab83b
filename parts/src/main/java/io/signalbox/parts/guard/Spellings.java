package io.signalbox.parts.guard;

import io.signalbox.parts.guard.Decoder.Found;
import java.util.Locale;

/**
 * Text that is spelt oddly: digits and signs for letters, letters that are held apart, capitals at
 * random. A reading counts where it has words that the text has not.
 */
final class Spellings {
  private static final String LEET = "01345789@$!|+€";
  private static final String LETTERS = "oieastbgasiite";
  private static final String SIGNS = "013457@$";
  private static final int FEWEST_APART = 10;
  private static final int AROUND = 80;

  private Spellings() {}

  static void decode(String text, Found found) {
    leet(text, found);
    apart(text, found);
    mixedCase(text, found);
  }

  private static void leet(String text, Found found) {
    var plain = new StringBuilder();
    for (int at = 0; at < text.length() && plain.length() < Disguises.LONGEST; ) {
      int end = Segments.end(text, at);
      if (leetWords(text, at, end) >= 3) {
        var segment = text.substring(at, end);
        var read = unleet(segment);
        if (CommonWords.count(read).known() >= CommonWords.count(segment).known() + 2) {
          plain.append(read).append('\n');
        }
      }
      at = end;
    }
    if (!plain.isEmpty()) {
      found.add(Technique.LEETSPEAK, plain.toString());
    }
  }

  /** Words that hold both a letter and a sign that stands for one. */
  private static int leetWords(String text, int start, int end) {
    int words = 0;
    int letters = 0;
    int signs = 0;
    for (int i = start; i <= end; i++) {
      char c = i < end ? text.charAt(i) : ' ';
      if (Character.isWhitespace(c)) {
        words += letters > 0 && signs > 0 && letters + signs >= 3 ? 1 : 0;
        letters = 0;
        signs = 0;
      } else {
        letters += CommonWords.latin(c) ? 1 : 0;
        signs += SIGNS.indexOf(c) >= 0 ? 1 : 0;
        // Markup and code are no words.
        letters = "<>=/{}_".indexOf(c) >= 0 ? Integer.MIN_VALUE / 2 : letters;
      }
    }
    return words;
  }

  private static String unleet(String segment) {
    var plain = new StringBuilder(segment.length());
    int at = 0;
    while (at < segment.length()) {
      int end = at;
      while (end < segment.length() && !Character.isWhitespace(segment.charAt(end))) {
        end++;
      }
      if (end == at) {
        plain.append(segment.charAt(at++));
        continue;
      }
      var word = segment.substring(at, end);
      plain.append(unleetWord(word));
      at = end;
    }
    return plain.toString();
  }

  private static String unleetWord(String word) {
    var read = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      int sign = LEET.indexOf(word.charAt(i));
      // An exclamation mark or a plus at the end is one.
      boolean mark = i == word.length() - 1 && "!+".indexOf(word.charAt(i)) >= 0;
      read.append(sign < 0 || mark ? word.charAt(i) : LETTERS.charAt(sign));
    }
    var plain = read.toString();
    if (word.indexOf('1') >= 0) {
      // 1 is an i or an l: whichever makes a word.
      var other = new StringBuilder(plain);
      for (int i = 0; i < word.length(); i++) {
        if (word.charAt(i) == '1') {
          other.setCharAt(i, 'l');
        }
      }
      if (isWord(other)) {
        return other.toString();
      }
    }
    return plain;
  }

  /** Whether the letters between the marks around it are a common word. */
  private static boolean isWord(CharSequence word) {
    int start = 0;
    int end = word.length();
    while (start < end && !CommonWords.latin(word.charAt(start))) {
      start++;
    }
    while (end > start && !CommonWords.latin(word.charAt(end - 1))) {
      end--;
    }
    return CommonWords.contains(word, start, end);
  }

  /** Letters with the same sign between each two. */
  private static void apart(String text, Found found) {
    var plain = new StringBuilder();
    int at = 0;
    int first = -1;
    int last = 0;
    while (at + 2 < text.length()) {
      char separator = text.charAt(at + 1);
      boolean starts =
          !Character.isWhitespace(text.charAt(at))
              && isSeparator(separator)
              && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
      int end = starts ? runEnd(text, at, separator) : at;
      boolean follows = first >= 0 && at - last <= 4;
      if (end - at < (follows ? 3 : 5)) {
        at++;
        continue;
      }
      // What stands between two runs is read on: a word of one letter, a line break.
      if (follows) {
        plain.append(separator == ' ' ? " " : text.substring(last, at));
      } else if (first >= 0) {
        report(plain, text, first, found);
        first = -1;
      }
      first = first < 0 ? at : first;
      for (int i = at; i < end && plain.length() < Disguises.LONGEST; i += 2) {
        plain.append(text.charAt(i) == '~' ? ' ' : text.charAt(i));
      }
      last = end;
      at = end;
    }
    report(plain, text, first, found);
  }

  private static boolean isSeparator(char c) {
    return " ._-*|·,/+~\u200b\u00a0".indexOf(c) >= 0;
  }

  /** Where a run of single characters with a separator between each two ends. */
  private static int runEnd(String text, int start, char separator) {
    int end = start + 1;
    while (end + 1 < text.length()
        && text.charAt(end) == separator
        && !Character.isWhitespace(text.charAt(end + 1))
        && text.charAt(end + 1) != separator
        && (end + 2 >= text.length() || !Character.isLetterOrDigit(text.charAt(end + 2)))) {
      end += 2;
    }
    return end;
  }

  private static void report(StringBuilder plain, String text, int first, Found found) {
    if (plain.length() >= FEWEST_APART) {
      var joined = plain.toString();
      // Letters without any word boundary are parted where common words end.
      var read = joined.indexOf(' ') >= 0 ? joined : WordBreaks.part(joined);
      if (CommonWords.count(read).known() >= 2) {
        var before = text.substring(Math.max(0, first - AROUND), first);
        found.add(Technique.SPACED_LETTERS, before + read);
      }
    }
    plain.setLength(0);
  }

  private static void mixedCase(String text, Found found) {
    int words = 0;
    int mixed = 0;
    int start = -1;
    int end = Math.min(text.length(), Disguises.LONGEST);
    for (int i = 0; i <= end; i++) {
      boolean letter = i < end && CommonWords.latin(text.charAt(i));
      if (letter && start < 0) {
        start = i;
      } else if (!letter && start >= 0) {
        words += i - start >= 3 ? 1 : 0;
        mixed += isMixed(text, start, i) ? 1 : 0;
        start = -1;
      }
    }
    if (mixed >= 4 && mixed >= 0.3 * words) {
      var plain = text.substring(0, end).toLowerCase(Locale.ROOT);
      var count = CommonWords.count(plain);
      if (count.known() >= 3 && count.share() >= 0.3) {
        found.add(Technique.MIXED_CASE, plain);
      }
    }
  }

  /** Whether a word changes its case as no word and no identifier does. */
  private static boolean isMixed(String text, int start, int end) {
    int changes = 0;
    for (int i = start + 1; i < end; i++) {
      boolean upper = Character.isUpperCase(text.charAt(i));
      changes += upper != Character.isUpperCase(text.charAt(i - 1)) ? 1 : 0;
    }
    boolean backwards =
        Character.isLowerCase(text.charAt(start)) && Character.isUpperCase(text.charAt(end - 1));
    return end - start >= 3 && (changes >= 3 || backwards);
  }
}
