package io.signalbox.parts.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scores keywords against a text: BM25, shared sequences, edits. */
final class ScoresTest {
  private static final Offset<Double> NEARLY = within(1e-9);

  @Test
  void bm25ScoresByRarityAndLength() {
    var index = new Bm25Index(List.of("code", "debug", "code review"));

    var scores = index.scores(new Text("Please DEBUG the code, debugging codes."));

    double common = Math.log(1 + (3 - 2 + 0.5) / (2 + 0.5));
    double rare = Math.log(1 + (3 - 1 + 0.5) / (1 + 0.5));
    double average = 4.0 / 3;
    double one = 2.2 / (1 + 1.2 * (0.25 + 0.75 / average));
    double two = 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / average));
    assertThat(scores[0]).isCloseTo(2 * common * one, NEARLY);
    assertThat(scores[1]).isCloseTo(2 * rare * one, NEARLY);
    assertThat(scores[2]).isCloseTo(2 * common * two, NEARLY);
  }

  @Test
  void bm25KnowsNoMeaninglessWords() {
    var index = new Bm25Index(List.of("the and of", "it's", "fall"));
    assertThat(index.scores(new Text("the fall of it's and"))).hasSize(3).startsWith(0, 0);
    assertThat(index.scores(new Text("the fall of it's and"))[2]).isPositive();
    assertThat(index.scores(new Text(""))).containsOnly(0);
    assertThat(new Bm25Index(List.of("the")).scores(new Text("the"))).containsExactly(0);
  }

  @Test
  void bm25LooksUpEitherWayRound() {
    var one = new Bm25Index(List.of("cat", "dog", "bird", "fish", "horse"));
    var few = one.scores(new Text("cats"));
    var many = one.scores(new Text("cats eat mice, mice eat cheese, cheese is old"));
    assertThat(few).isEqualTo(many);
  }

  @ParameterizedTest
  @CsvSource({
    // 4 of 12 sequences are shared: 1 - (8 / 12)²
    "urgent, urgnet, 0.5555555555555556",
    "urgent, urgent, 1",
    "urgent, cook, 0",
    "a, a, 1",
  })
  void ngramsScoreBySharedSequences(String keyword, String text, double likeness) {
    var scores = new NgramIndex(List.of(keyword), 3, false).scores(new Text(text));
    assertThat(scores[0]).isCloseTo(likeness, NEARLY);
  }

  @Test
  void ngramsLookAtWordsAndAtTheWhole() {
    var index = new NgramIndex(List.of("credit card", "PASSWORD", "漢字"), 3, false);
    var scores = index.scores(new Text("credit cards"));
    assertThat(scores[0]).isGreaterThan(0.9);
    assertThat(scores[1]).isZero();
    assertThat(index.scores(new Text("my pasword!"))[1]).isGreaterThan(0.7);
    assertThat(index.scores(new Text("漢字"))[2]).isEqualTo(1);
    assertThat(new NgramIndex(List.of("A"), 2, true).scores(new Text("a"))[0]).isLessThan(0.5);
  }

  @Test
  void distanceIsThatOfLevenshteinUpToTheMost() {
    long seed = System.nanoTime();
    var random = new RandomText(seed);
    for (int i = 0; i < 100_000; i++) {
      var one = random.of("abc", 0, 8).codePoints().toArray();
      var other = random.of("abc", 0, 8).codePoints().toArray();
      int most = random.number(6);
      int distance = FuzzySearch.distance(one, other, most);
      int expected = plainDistance(one, other);
      if (expected <= most) {
        assertThat(distance).as("seed %d", seed).isEqualTo(expected);
      } else {
        assertThat(distance).as("seed %d", seed).isGreaterThan(most);
      }
    }
  }

  private static int plainDistance(int[] one, int[] other) {
    var rows = new int[one.length + 1][other.length + 1];
    for (int i = 0; i <= one.length; i++) {
      for (int j = 0; j <= other.length; j++) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
        } else {
          int replaced = rows[i - 1][j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
          rows[i][j] = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        }
      }
    }
    return rows[one.length][other.length];
  }

  @Test
  void wordsWithinSoManyEditsAreFound() {
    var search = new FuzzySearch(List.of("urgent", "Über"), new FuzzySearch.Tolerance.Edits(1));
    assertThat(search.found(new Text("an urgentt thing")).stream()).containsExactly(0);
    assertThat(search.found(new Text("urgnet")).stream()).isEmpty();
    assertThat(search.found(new Text("UBER, URGENT")).stream()).containsExactly(0, 1);
    assertThat(search.found(new Text("")).stream()).isEmpty();
  }

  @Test
  void wordsAlikeBySoManyPercentAreFound() {
    var search =
        new FuzzySearch(List.of("password", "abcde"), new FuzzySearch.Tolerance.Likeness(80));
    assertThat(search.found(new Text("pasword")).stream()).containsExactly(0);
    assertThat(search.found(new Text("paswrd")).stream()).isEmpty();
    assertThat(search.found(new Text("abcdef abcd")).stream()).containsExactly(1);
  }

  @Test
  void manyWordsAreComparedInLittleTime() {
    var words = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      words.append(Integer.toString(i * 7919, 36)).append(' ');
    }
    var keywords = IntStream.range(0, 50).mapToObj(i -> "keyword" + i).toList();
    var search = new FuzzySearch(keywords, new FuzzySearch.Tolerance.Edits(2));
    assertThat(search.found(new Text(words + "a".repeat(1_000_000))).stream()).isEmpty();
  }
}
