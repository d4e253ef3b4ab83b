package io.signalbox.parts.guard;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/**
 * Finds phrases and patterns in a text whatever it is disguised in. A phrase is found as whole
 * words, letter case, accents and punctuation aside; {@code /.../} is an RE2 pattern, letter case
 * aside. What lies in an occurrence of a harmless one does not count.
 */
public final class Phrases {
  private final List<Pattern> attacks;
  private final List<Pattern> harmless;

  /**
   * Makes a search.
   *
   * @throws PatternSyntaxException where a pattern is none
   */
  public Phrases(List<String> attacks, List<String> harmless) {
    this.attacks = attacks.stream().map(Phrases::compile).toList();
    this.harmless = harmless.stream().map(Phrases::compile).toList();
  }

  /** The pattern that a phrase or pattern is found by, in a folded text or the text itself. */
  private static Pattern compile(String phrase) {
    if (isPattern(phrase)) {
      return Pattern.compile(phrase.substring(1, phrase.length() - 1), Pattern.CASE_INSENSITIVE);
    }
    return Pattern.compile(Pattern.quote(Folding.fold(phrase)));
  }

  private static boolean isPattern(String phrase) {
    return phrase.length() > 2 && phrase.startsWith("/") && phrase.endsWith("/");
  }

  /** Whether one of the attacks stands in a text, as it is or under a disguise. */
  public boolean found(String text) {
    return in(text) || Disguises.of(text).stream().anyMatch(variant -> in(variant.text()));
  }

  private boolean in(String text) {
    return !text.isBlank() && (matches(Folding.fold(text)) || matches(text));
  }

  private boolean matches(String text) {
    for (var attack : attacks) {
      var matcher = attack.matcher(text);
      int from = 0;
      while (from <= text.length() && matcher.find(from)) {
        if (!inHarmless(text, matcher)) {
          return true;
        }
        // Two phrases in a row share the blank between them.
        from = Math.max(matcher.end() - 1, matcher.start() + 1);
      }
    }
    return false;
  }

  private boolean inHarmless(String text, Matcher attack) {
    for (var pattern : harmless) {
      var matcher = pattern.matcher(text);
      while (matcher.find() && matcher.start() <= attack.start()) {
        if (matcher.end() >= attack.end()) {
          return true;
        }
      }
    }
    return false;
  }
}
