package io.signalbox.parts.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WordSearchTest {
  private static final int CASES = 100_000;

  @Test
  void findsWhatEachWordAloneWouldFind() {
    long seed = System.nanoTime();
    var random = new RandomText(seed);
    for (int i = 0; i < CASES; i++) {
      var alphabet = random.alphabet();
      boolean caseSensitive = random.number(2) == 0;
      var keywords = new ArrayList<String>();
      for (int k = random.number(6); k >= 0; k--) {
        keywords.add(random.of(alphabet, 1, 4));
      }
      var raw = random.of(alphabet, 0, 24);

      var indexed = WordSearch.of(keywords, caseSensitive);
      var found = indexed.search().found(new Text(raw));

      var folded = Word.folded(raw, caseSensitive);
      for (int k = 0; k < keywords.size(); k++) {
        assertThat(found.get(indexed.wordOf()[k]))
            .as("seed %d, case %d: <%s> in <%s>", seed, i, keywords.get(k), raw)
            .isEqualTo(new Word(keywords.get(k), caseSensitive).in(folded));
      }
    }
  }

  @Test
  void countsOccurrencesThatDoNotOverlap() {
    assertThat(counts("a b a, a", "a", "b", "c")).containsExactly(3, 1, 0);
    assertThat(counts("!!!!!", "!!")).containsExactly(2);
    assertThat(counts("漢漢漢", "漢漢", "漢")).containsExactly(1, 3);
    assertThat(counts("at least, at most at leasts", "at least", "at most")).containsExactly(1, 1);
    assertThat(counts("", "a")).containsExactly(0);
  }

  private static int[] counts(String text, String... words) {
    return WordSearch.of(List.of(words), false).search().counts(new Text(text));
  }

  @Test
  void theSameWordInTwoKeywordsIsOne() {
    var indexed = WordSearch.of(List.of("One", "two", "one", "e\u0301", "\u00e9"), false);

    assertThat(indexed.wordOf()).containsExactly(0, 1, 0, 2, 2);
  }

  @Test
  void manyAndLongWordsAreIndexedAndFound() {
    var words = new String[20_000];
    Arrays.setAll(words, i -> "word" + i + (i % 7 == 0 ? " of many" : ""));
    words[0] = "x".repeat(100_000);
    words[1] = "漢字" + "言".repeat(500);
    var indexed = WordSearch.of(List.of(words), false);
    var text = new Text("word9999 word14 of many word1 " + words[0] + " " + words[1]);

    var found = indexed.search().found(text);

    assertThat(found.stream().filter(i -> i > 1).boxed()).containsExactlyInAnyOrder(14, 9999);
    assertThat(found.get(0)).isTrue();
    assertThat(found.get(1)).isTrue();
  }

  @Test
  void suffixesOfOneAnotherAreSearchedInLinearTime() {
    var words = new String[2_000];
    Arrays.setAll(words, i -> "a".repeat(i + 1));
    var search = WordSearch.of(List.of(words), false).search();
    var text = new Text("a".repeat(2_000_000));

    assertThatCode(() -> assertThat(search.found(text).isEmpty()).isTrue())
        .doesNotThrowAnyException();
  }

  @Test
  void everyCharacterThereIsCanBeAWord() {
    var words = new ArrayList<String>();
    for (int character = 1; character < 0xffff; character++) {
      if (!Character.isSurrogate((char) character)) {
        words.add("=" + (char) character + "=");
      }
    }
    var indexed = WordSearch.of(words, true);
    for (int i = 0; i < words.size(); i += 997) {
      assertThat(indexed.search().found(new Text("a " + words.get(i) + " b")).stream())
          .as(words.get(i))
          .contains(indexed.wordOf()[i]);
    }
  }
}
