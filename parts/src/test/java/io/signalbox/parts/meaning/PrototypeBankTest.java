package io.signalbox.parts.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.chat.Deadline;
import io.signalbox.config.PrototypeScoring;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class PrototypeBankTest {
  private static final Offset<Double> CLOSE = within(1e-6);
  private static final Deadline LATER = Deadline.after(Duration.ofHours(1));

  private final WordEmbedder embedder = new WordEmbedder();

  private PrototypeBank bank(PrototypeScoring scoring, String... texts) {
    var examples =
        Stream.of(texts)
            .map(text -> new PrototypeBank.Example(text, embedder.embed(text, LATER)))
            .toList();
    return PrototypeBank.of(examples, scoring);
  }

  private double score(PrototypeBank bank, String text) {
    return bank.likeness(embedder.embed(text, LATER)).score();
  }

  private static PrototypeScoring scoring(double cluster, int most, double best, int top) {
    return new PrototypeScoring(true, cluster, most, best, top, 0);
  }

  @Test
  void theLikestCountsAndTheMeanOfAFew() {
    var bank = bank(scoring(0.9, 8, 0.75, 2), "a", "a b", "c");
    // Cosines 1, 0.7071 and 0.
    double half = 1 / Math.sqrt(2);
    assertThat(score(bank, "a")).isCloseTo(0.75 + 0.25 * (1 + half) / 2, CLOSE);
    assertThat(bank.likeness(embedder.embed("a", LATER)).mean()).isCloseTo((1 + half) / 3, CLOSE);
    assertThat(score(bank, "z")).isZero();
  }

  @Test
  void noneOfTheFewStandsForAll() {
    var bank = bank(scoring(0.9, 8, 0, 0), "a", "b", "c", "d");
    assertThat(score(bank, "a")).isCloseTo(0.25, CLOSE);
    assertThat(score(bank(scoring(0.9, 8, 0, 1000), "a", "b"), "a")).isCloseTo(0.5, CLOSE);
  }

  @Test
  void nearExamplesAreStoodForByTheirMedoid() {
    // The middle one is nearest to the two others, which are far from each other.
    var bank = bank(scoring(0.6, 8, 1, 1), "a b", "a b c d", "c d");
    assertThat(bank.size()).isEqualTo(2);
    var all = bank(scoring(0.6, 8, 1, 1), "a b c d", "a b", "c d");
    assertThat(all.size()).isOne();
    assertThat(score(all, "a b c d")).isCloseTo(1, CLOSE);
  }

  @Test
  void theLargestGroupsStayThenTheFirstOfTheAlphabet() {
    var scoring = scoring(0.7, 2, 1, 1);
    var bank = bank(scoring, "z z", "y", "x", "z", "z w");
    assertThat(bank.size()).isEqualTo(2);
    assertThat(score(bank, "z")).isGreaterThan(0.7);
    assertThat(score(bank, "x")).isCloseTo(1, CLOSE);
    assertThat(score(bank, "y")).isZero();
  }

  @Test
  void everyExampleCountsWhereNothingIsGathered() {
    var scoring = new PrototypeScoring(false, 0.1, 1, 1, 1, 0);
    var bank = bank(scoring, "a", "a b", "c");
    assertThat(bank.size()).isEqualTo(3);
    assertThat(score(bank, "c")).isCloseTo(1, CLOSE);
  }

  @Test
  void aBankOfNothingIsLikeNothing() {
    assertThat(bank(scoring(0.9, 8, 0.75, 2)).likeness(new float[512])).isEqualTo(Likeness.NONE);
  }
}
