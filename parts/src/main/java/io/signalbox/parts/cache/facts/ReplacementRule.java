package io.signalbox.parts.cache.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions that are one but for a place where each says something else: words of matter on both
 * sides, and none that is a synonym, a form, an abbreviation or a misspelling of one of the others.
 */
final class ReplacementRule implements Rule {
  private static final int SHORT = 4;

  @Override
  public @Nullable Conflict between(Facts a, Facts b, Frame frame) {
    if (!frame.oneGap()) {
      return null;
    }
    var inA = matter(frame.tokensA());
    var inB = matter(frame.tokensB());
    if (inA.isEmpty() || inB.isEmpty() || joined(inA).equals(joined(inB))) {
      return null;
    }
    return akin(inA, inB) || synonyms(frame.tokensA(), frame.tokensB()) ? null : Conflict.WORD;
  }

  private static List<Token> matter(List<Token> tokens) {
    var matter = new ArrayList<Token>();
    for (var token : tokens) {
      if (token.isWord()
          && token.word().length() > 1
          && !Synonyms.filler(token.word())
          && Numerals.of(token.word()) == null
          && Units.of(token) == null) {
        matter.add(token);
      }
    }
    return matter;
  }

  private static boolean synonyms(List<Token> these, List<Token> those) {
    return Synonyms.meanings(these).intersects(Synonyms.meanings(those))
        || Sorts.ALL.members(these).intersects(Sorts.ALL.members(those));
  }

  private static String joined(List<Token> tokens) {
    var joined = new StringBuilder();
    tokens.forEach(token -> joined.append(token.word()));
    return joined.toString();
  }

  private static boolean akin(List<Token> these, List<Token> those) {
    for (var one : these) {
      for (var other : those) {
        if (akin(one.word(), other.word())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean akin(String one, String other) {
    if (one.charAt(0) != other.charAt(0)) {
      // Letters that changed places.
      return one.length() >= SHORT - 1 && one.length() == other.length() && sameLetters(one, other);
    }
    var brief = one.length() < other.length() ? one : other;
    var full = one.length() < other.length() ? other : one;
    return Names.alike(one, other)
        || (full.startsWith(brief) && brief.length() >= SHORT)
        || (brief.length() <= SHORT && shortFor(brief, full))
        || Typos.within(one, other, brief.length() > SHORT ? 2 : 1);
  }

  private static boolean sameLetters(String one, String other) {
    var letters = one.toCharArray();
    var others = other.toCharArray();
    Arrays.sort(letters);
    Arrays.sort(others);
    return Arrays.equals(letters, others);
  }

  /** Whether the letters of the one stand in the other in the same order. */
  private static boolean shortFor(String brief, String full) {
    int at = 0;
    for (int i = 0; i < full.length() && at < brief.length(); i++) {
      at += full.charAt(i) == brief.charAt(at) ? 1 : 0;
    }
    return at == brief.length();
  }
}
