package io.signalbox.parts.text;

import java.util.Map;
import java.util.Set;

/**
 * Cuts an English word down to its stem: the second algorithm of Porter (snowballstem.org,
 * "English"). Words of other alphabets stay as they are.
 *
 * <p>The region R1 begins behind the first consonant that follows a vowel, R2 is the same within
 * R1. Endings are taken off in steps, most only where they lie in one of the regions.
 */
final class EnglishStem {
  private static final Map<String, String> EXCEPTIONS =
      Map.ofEntries(
          Map.entry("skis", "ski"),
          Map.entry("skies", "sky"),
          Map.entry("dying", "die"),
          Map.entry("lying", "lie"),
          Map.entry("tying", "tie"),
          Map.entry("idly", "idl"),
          Map.entry("gently", "gentl"),
          Map.entry("ugly", "ugli"),
          Map.entry("early", "earli"),
          Map.entry("only", "onli"),
          Map.entry("singly", "singl"),
          Map.entry("sky", "sky"),
          Map.entry("news", "news"),
          Map.entry("howe", "howe"),
          Map.entry("atlas", "atlas"),
          Map.entry("cosmos", "cosmos"),
          Map.entry("bias", "bias"),
          Map.entry("andes", "andes"));

  private static final Set<String> DONE_AFTER_PLURAL =
      Set.of("inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed");

  private static final Set<String> DOUBLES =
      Set.of("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt");

  /** Endings of step two with what takes their place, longest first. */
  private static final String[][] DERIVED = {
    {"ization", "ize"}, {"ational", "ate"}, {"ousness", "ous"}, {"iveness", "ive"},
    {"fulness", "ful"}, {"tional", "tion"}, {"lessli", "less"}, {"biliti", "ble"},
    {"entli", "ent"}, {"ation", "ate"}, {"alism", "al"}, {"aliti", "al"},
    {"fulli", "ful"}, {"ousli", "ous"}, {"iviti", "ive"}, {"enci", "ence"},
    {"anci", "ance"}, {"abli", "able"}, {"izer", "ize"}, {"ator", "ate"},
    {"alli", "al"}, {"bli", "ble"}, {"ogi", "og"}, {"li", ""}
  };

  private static final String[][] FORMED = {
    {"ational", "ate"},
    {"tional", "tion"},
    {"alize", "al"},
    {"icate", "ic"},
    {"iciti", "ic"},
    {"ative", ""},
    {"ical", "ic"},
    {"ness", ""},
    {"ful", ""}
  };

  private static final String[] DROPPED = {
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous",
    "ive", "ize", "ion", "al", "er", "ic"
  };

  private final StringBuilder word;
  private final int first;
  private final int second;

  private EnglishStem(String text) {
    word = new StringBuilder(text);
    // A y that is a consonant is written in capitals.
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) == 'y' && (i == 0 || vowel(i - 1))) {
        word.setCharAt(i, 'Y');
      }
    }
    first = firstRegion(text);
    second = behindConsonant(first);
  }

  /** The stem of a word in lower case. */
  static String of(String word) {
    if (word.length() <= 2 || word.length() > 64 || !english(word)) {
      return word;
    }
    var text = word.startsWith("'") ? word.substring(1) : word;
    var exception = EXCEPTIONS.get(text);
    return exception != null ? exception : new EnglishStem(text).stem();
  }

  private static boolean english(String word) {
    for (int i = 0; i < word.length(); i++) {
      char character = word.charAt(i);
      if ((character < 'a' || character > 'z') && character != '\'') {
        return false;
      }
    }
    return true;
  }

  private int firstRegion(String text) {
    for (var prefix : new String[] {"gener", "commun", "arsen"}) {
      if (text.startsWith(prefix)) {
        return prefix.length();
      }
    }
    return behindConsonant(0);
  }

  private int behindConsonant(int from) {
    for (int i = from + 1; i < word.length(); i++) {
      if (!vowel(i) && vowel(i - 1)) {
        return i + 1;
      }
    }
    return word.length();
  }

  private String stem() {
    possessive();
    plural();
    if (!DONE_AFTER_PLURAL.contains(word.toString())) {
      past();
      finalY();
      replace(DERIVED, first);
      formed();
      dropped();
      finalE();
    }
    return word.toString().replace('Y', 'y');
  }

  private void possessive() {
    for (var ending : new String[] {"'s'", "'s", "'"}) {
      if (ends(ending)) {
        cut(ending.length());
        return;
      }
    }
  }

  private void plural() {
    if (ends("sses")) {
      cut(2);
    } else if (ends("ied") || ends("ies")) {
      cut(word.length() > 4 ? 2 : 1);
    } else if (ends("s") && !ends("us") && !ends("ss") && vowelBefore(word.length() - 2)) {
      cut(1);
    }
  }

  private void past() {
    if (ends("eed") || ends("eedly")) {
      int length = ends("eed") ? 3 : 5;
      if (word.length() - length >= first) {
        cut(length - 2);
      }
      return;
    }
    for (var ending : new String[] {"ingly", "edly", "ing", "ed"}) {
      if (ends(ending)) {
        if (vowelBefore(word.length() - ending.length())) {
          cut(ending.length());
          restore();
        }
        return;
      }
    }
  }

  /** What an ending had changed. */
  private void restore() {
    if (ends("at") || ends("bl") || ends("iz")) {
      word.append('e');
    } else if (word.length() >= 2 && DOUBLES.contains(word.substring(word.length() - 2))) {
      cut(1);
    } else if (first >= word.length() && shortSyllable(word.length())) {
      word.append('e');
    }
  }

  private void finalY() {
    int last = word.length() - 1;
    boolean y = last > 1 && (word.charAt(last) == 'y' || word.charAt(last) == 'Y');
    if (y && !vowel(last - 1)) {
      word.setCharAt(last, 'i');
    }
  }

  private void replace(String[][] endings, int region) {
    for (var ending : endings) {
      if (ends(ending[0])) {
        int start = word.length() - ending[0].length();
        if (start >= region && allowed(ending[0], start)) {
          word.setLength(start);
          word.append(ending[1]);
        }
        return;
      }
    }
  }

  private boolean allowed(String ending, int start) {
    return switch (ending) {
      case "ogi" -> start > 0 && word.charAt(start - 1) == 'l';
      case "li" -> start > 0 && "cdeghkmnrt".indexOf(word.charAt(start - 1)) >= 0;
      default -> true;
    };
  }

  private void formed() {
    if (!ends("ative") || word.length() - 5 >= second) {
      replace(FORMED, first);
    }
  }

  private void dropped() {
    for (var ending : DROPPED) {
      if (ends(ending)) {
        int start = word.length() - ending.length();
        boolean ion = ending.equals("ion");
        if (start >= second && (!ion || endsAt(start, "s") || endsAt(start, "t"))) {
          word.setLength(start);
        }
        return;
      }
    }
  }

  private void finalE() {
    int last = word.length() - 1;
    if (ends("e")) {
      if (last >= second || (last >= first && !shortSyllable(last))) {
        cut(1);
      }
    } else if (ends("l") && last >= second && endsAt(last, "l")) {
      cut(1);
    }
  }

  /** Whether what ends here ends in a short syllable. */
  private boolean shortSyllable(int end) {
    if (end == 2) {
      return vowel(0) && !vowel(1);
    }
    return end > 2
        && !vowel(end - 1)
        && "wxY".indexOf(word.charAt(end - 1)) < 0
        && vowel(end - 2)
        && !vowel(end - 3);
  }

  private boolean vowelBefore(int end) {
    for (int i = 0; i < end; i++) {
      if (vowel(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean vowel(int at) {
    return "aeiouy".indexOf(word.charAt(at)) >= 0;
  }

  private boolean ends(String ending) {
    return endsAt(word.length(), ending);
  }

  private boolean endsAt(int end, String ending) {
    int start = end - ending.length();
    return start >= 0 && word.indexOf(ending, start) == start;
  }

  private void cut(int length) {
    word.setLength(word.length() - length);
  }
}
