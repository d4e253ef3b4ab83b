package io.signalbox.parts.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The terms of a text: its words without accents and case, without the commonest words of English,
 * cut down to stems. A word ends where a letter or digit does, but for a mark between two letters
 * ({@code can't}) or two digits ({@code 3.14}); a character of Chinese or Japanese is a word.
 */
final class Terms {
  /**
   * What carries no meaning of its own in English: pronouns, articles, prepositions, auxiliaries.
   */
  private static final Set<String> COMMON =
      Set.of(
          """
          a about above after again against ain all am an and any are aren aren't as at be because
          been before being below between both but by can couldn couldn't d did didn didn't do does
          doesn doesn't doing don don't down during each few for from further had hadn hadn't has
          hasn hasn't have haven haven't having he her here hers herself him himself his how i if in
          into is isn isn't it it's its itself just ll m ma me mightn mightn't more most mustn
          mustn't my myself needn needn't no nor not now o of off on once only or other our ours
          ourselves out over own re s same shan shan't she she's should should've shouldn shouldn't
          so some such t than that that'll the their theirs them themselves then there these they
          this those through to too under until up ve very was wasn wasn't we were weren weren't what
          when where which while who whom why will with won won't wouldn wouldn't y you you'd you'll
          you're you've your yours yourself yourselves
          """
              .strip()
              .split("\\s+"));

  private Terms() {}

  /** The terms of a text with how often they stand in it. */
  static Map<String, Integer> counts(String text) {
    var counts = new LinkedHashMap<String, Integer>();
    forEach(text, term -> counts.merge(term, 1, Integer::sum));
    return counts;
  }

  /** The terms of a text in their order. */
  static List<String> of(String text) {
    var terms = new ArrayList<String>();
    forEach(text, terms::add);
    return terms;
  }

  private static void forEach(String text, Consumer<String> sink) {
    words(
        Text.plain(text),
        word -> {
          if (!COMMON.contains(word)) {
            sink.accept(EnglishStem.of(word));
          }
        });
  }

  private static void words(String plain, Consumer<String> sink) {
    int at = 0;
    while (at < plain.length()) {
      int codePoint = plain.codePointAt(at);
      int end = at + Character.charCount(codePoint);
      if (belongs(codePoint)) {
        end = alone(codePoint) ? end : end(plain, end, codePoint);
        sink.accept(plain.substring(at, end).replace('’', '\''));
      }
      at = end;
    }
  }

  private static int end(String plain, int from, int first) {
    int before = first;
    int at = from;
    while (at < plain.length()) {
      int codePoint = plain.codePointAt(at);
      int behind = at + Character.charCount(codePoint);
      boolean goesOn = belongs(codePoint) && !alone(codePoint);
      if (!goesOn && behind < plain.length()) {
        goesOn = joins(codePoint, before, plain.codePointAt(behind));
      }
      if (!goesOn) {
        break;
      }
      before = codePoint;
      at = behind;
    }
    return at;
  }

  private static boolean belongs(int codePoint) {
    return Character.isLetterOrDigit(codePoint) || codePoint == '_';
  }

  /** Whether a mark holds its neighbours together. */
  private static boolean joins(int mark, int before, int after) {
    boolean letters = Character.isLetter(before) && Character.isLetter(after) && !alone(after);
    boolean digits = Character.isDigit(before) && Character.isDigit(after);
    return switch (mark) {
      case '\'', '’', '.' -> letters || digits;
      case ',', ';' -> digits;
      case ':', '·' -> letters;
      default -> false;
    };
  }

  private static boolean alone(int codePoint) {
    if (codePoint < 0x2e80) {
      return false;
    }
    return switch (UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA -> true;
      default -> false;
    };
  }
}
