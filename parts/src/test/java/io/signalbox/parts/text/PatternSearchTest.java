package io.signalbox.parts.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PatternSearchTest {
  private static final String[] PIECES = {
    "a",
    "b",
    "k",
    "s",
    "ab",
    "sk",
    ".",
    "\\.",
    "\\b",
    "^",
    "$",
    "|",
    "|",
    "(",
    "(?:",
    "(?i)",
    "(?i:",
    ")",
    ")",
    ")",
    "*",
    "+",
    "?",
    "*?",
    "+?",
    "{2}",
    "{0,1}",
    "{1,}",
    "{0}",
    "[ab]",
    "[^a]",
    "[]a]",
    "[[:alpha:]]",
    "\\d",
    "\\w+",
    "\\x61",
    "\\pL",
    "\\p{Greek}",
    "é",
    "ſ",
    " ",
    "-",
    "\\-",
    "(?P<n>",
    "(?s).",
    "\\Qa.b\\E",
    "K",
    "\u212a",
    "{",
    "]",
    "\\[a"
  };

  @Test
  void findsWhatEachPatternAloneWouldFind() {
    long seed = System.nanoTime();
    var random = new RandomText(seed);
    int compiled = 0;
    while (compiled < 100_000) {
      var source = new StringBuilder();
      for (int i = random.number(7); i >= 0; i--) {
        source.append(PIECES[random.number(PIECES.length)]);
      }
      int flags = random.number(2) == 0 ? Pattern.CASE_INSENSITIVE : 0;
      Pattern pattern;
      try {
        pattern = Pattern.compile(source.toString(), flags);
      } catch (PatternSyntaxException broken) {
        continue;
      }
      compiled++;
      var text = random.of("aAbBkKsSſ\u212aé .-\n1[", 0, 12);

      var found = new PatternSearch(List.of(pattern)).found(new Text(text));

      assertThat(found.get(0))
          .as("seed %d: <%s> in <%s>", seed, source, text)
          .isEqualTo(pattern.matcher(text).find());
    }
  }

  @Test
  void tellsWhichStringsAPatternNeeds() {
    assertThat(needed("cod[ei]")).hasValue(Set.of("cod"));
    assertThat(needed("\\bjava\\b")).hasValue(Set.of("java"));
    assertThat(needed("(?i)(define|translate)\\s+phrase")).hasValue(Set.of("define", "translate"));
    assertThat(needed("(define|explain)")).hasValue(Set.of("define", "explain"));
    assertThat(needed("a|[b]")).isEmpty();
    assertThat(needed("ab+c")).hasValue(Set.of("ab"));
    assertThat(needed("abc?")).hasValue(Set.of("ab"));
    assertThat(needed("(abc)?d")).hasValue(Set.of("d"));
    assertThat(needed("x{0,2}yz{3}")).hasValue(Set.of("yz"));
    assertThat(needed("\\d+")).isEmpty();
    assertThat(needed("1\\.5")).hasValue(Set.of("1.5"));
    assertThat(needed("né")).hasValue(Set.of("n"));
    assertThat(needed("\\Qa\\E")).isEmpty();
    assertThat(needed("")).isEmpty();
    assertThat(needed("(".repeat(1_000) + "a" + ")".repeat(1_000))).isEmpty();
  }

  private static Optional<Set<String>> needed(String pattern) {
    return RequiredLiterals.of(pattern);
  }

  @Test
  void patternsWithoutTheirStringAreNotTried() {
    var patterns = new ArrayList<Pattern>();
    for (int i = 0; i < 500; i++) {
      patterns.add(Pattern.compile("\\bword" + i + "x\\b.*end"));
    }
    patterns.add(Pattern.compile("[0-9]{3}"));
    var search = new PatternSearch(patterns);

    assertThat(search.candidates("nothing of the kind").stream()).containsExactly(500);
    assertThat(search.candidates("WORD7X").stream()).containsExactly(7, 500);
  }
}
