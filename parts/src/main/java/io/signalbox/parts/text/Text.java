package io.signalbox.parts.text;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A text in the forms that searches want, each made once and only when asked for. Of one thread.
 */
public final class Text {
  /** Different words of a text that are compared with others one by one; later ones are not. */
  static final int MOST_WORDS = 100_000;

  /** Characters of UTF-16 whose terms are told; decomposed they may be many times as many. */
  static final int MOST_CHARACTERS = 1 << 20;

  private final String raw;
  private @Nullable String folded;
  private @Nullable String composed;
  private @Nullable Map<String, Integer> terms;
  private @Nullable Set<String> words;

  public Text(String raw) {
    this.raw = raw;
  }

  /** As it came. */
  public String raw() {
    return raw;
  }

  /** As {@link Word}s are compared with it. */
  public String folded(boolean caseSensitive) {
    if (caseSensitive) {
      composed = composed == null ? Word.folded(raw, true) : composed;
      return composed;
    }
    folded = folded == null ? Word.folded(raw, false) : folded;
    return folded;
  }

  /** How often each stem of English stands in it; see {@link Terms}. */
  public Map<String, Integer> terms() {
    terms = terms == null ? Terms.counts(raw) : terms;
    return terms;
  }

  /** Its different runs of letters and digits, folded. */
  public Set<String> words() {
    words = words == null ? runs(folded(false), Character::isLetterOrDigit) : words;
    return words;
  }

  /** Its different runs of letters, digits, underscores and hyphens. */
  Set<String> hyphenated(boolean caseSensitive) {
    return runs(folded(caseSensitive), c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }

  private static Set<String> runs(String text, IntPredicate belongs) {
    var runs = new LinkedHashSet<String>();
    int start = -1;
    int codePoint;
    for (int at = 0;
        at < text.length() && runs.size() < MOST_WORDS;
        at += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(at);
      if (belongs.test(codePoint)) {
        start = start < 0 ? at : start;
      } else if (start >= 0) {
        runs.add(text.substring(start, at));
        start = -1;
      }
    }
    if (start >= 0 && runs.size() < MOST_WORDS) {
      runs.add(text.substring(start));
    }
    return runs;
  }

  /** A text without accents, in lower case; the end of a very long one is left out. */
  static String plain(String text) {
    var head = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    var decomposed = Normalizer.normalize(head, Normalizer.Form.NFKD);
    var plain = new StringBuilder(decomposed.length());
    int codePoint;
    for (int at = 0; at < decomposed.length(); at += Character.charCount(codePoint)) {
      codePoint = decomposed.codePointAt(at);
      if (Character.getType(codePoint) != Character.NON_SPACING_MARK) {
        plain.appendCodePoint(Character.toLowerCase(codePoint));
      }
    }
    return plain.toString();
  }

  /** Counts of what comes again and again. */
  static Map<String, Integer> tally(Iterable<String> items) {
    var counts = new LinkedHashMap<String, Integer>();
    items.forEach(item -> counts.merge(item, 1, Integer::sum));
    return counts;
  }
}
