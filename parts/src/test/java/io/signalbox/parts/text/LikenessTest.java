package io.signalbox.parts.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LikenessTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How do I reset my password? | how do i reset my password",
        "How do I reset my password? | How can I reset my passwords?",
        "Can you fix my code? | Could you please fix the code",
        "Why does the nightly build fail on the release branch? | why does the nigthly build fail"
            + " on the release branch",
        "???  | ???",
        "Où est la bibliothèque ? | ou est la bibliotheque",
        "北京天气怎么样 | 北京的天气怎么样？",
        "Как сбросить пароль? | как сбросить пароль!!",
        "How do I configure the retry budget for failed requests? | How should I configure retry"
            + " budget of failed requests"
      })
  void aQuestionAskedAgainIsAlike(String one, String other) {
    assertThat(new Likeness(one).to(new Likeness(other))).isBetween(0.8, 1.0);
    assertThat(new Likeness(other).to(new Likeness(one))).isBetween(0.8, 1.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How do I reset my password? | What is the weather in Paris?",
        "Explain recursion | Explain iteration",
        "What is the capital of France? | What is the capital of Spain?",
        "yes | no",
        "2 + 2 | 2 + 3",
        "??? | !!!",
        "thanks | How do I reset my password?"
      })
  void anotherQuestionIsNot(String one, String other) {
    assertThat(new Likeness(one).to(new Likeness(other))).isBetween(0.0, 0.8).isLessThan(0.8);
  }

  @Test
  void likenessLiesBetweenNothingAndOneAndHasNoOrder() {
    long seed = System.nanoTime();
    var random = new RandomText(seed);
    for (int i = 0; i < 20_000; i++) {
      var alphabet = random.alphabet();
      var one = new Likeness(random.of(alphabet, 0, 20));
      var other = new Likeness(random.of(alphabet, 0, 20));
      assertThat(one.to(other)).as("seed %d", seed).isBetween(0.0, 1.0);
      assertThat(one.to(other)).as("seed %d", seed).isEqualTo(other.to(one));
    }
  }

  @Test
  void exemplarsAreToldApartByWhatOnlySomeHold() {
    var index =
        new ExemplarIndex(
            List.of("please review my contract", "please review my code", "", "код ревью"));

    var likeness = index.likeness("Reviewing contracts, please");

    assertThat(likeness[0]).isGreaterThan(0.8).isGreaterThan(likeness[1] + 0.2);
    assertThat(likeness[2]).isZero();
    assertThat(index.likeness("код ревью")[3]).isGreaterThan(0.999).isLessThanOrEqualTo(1);
    assertThat(index.likeness("")).containsOnly(0);
    assertThat(index.likeness("?!")).containsOnly(0);
  }

  @Test
  void aWindowShowsThreePartsOfALongText() {
    assertThat(TextWindow.of("short")).isEqualTo("short");
    assertThat(TextWindow.of("é".repeat(2_048))).hasSize(2_048);
    var beasts = "😀".repeat(2_048);
    assertThat(TextWindow.of(beasts)).isEqualTo(beasts);
    var text = "a".repeat(1_000) + "b".repeat(10_000) + "c".repeat(1_000);
    assertThat(TextWindow.of(text))
        .isEqualTo("a".repeat(682) + "\n…\n" + "b".repeat(682) + "\n…\n" + "c".repeat(684));
    var wide = TextWindow.of("😀".repeat(5_000));
    assertThat(wide.codePointCount(0, wide.length())).isEqualTo(2_048 + 6);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "one two, 2",
    "one-two 3, 3",
    "漢字かな, 4",
    "GPU显卡, 3",
    "서버 a, 3",
    "'?!', 0",
    "naïve, 1"
  })
  void unitsAreWordsAndCharactersOfSomeScripts(String text, long units) {
    assertThat(TextUnits.count(text)).isEqualTo(units);
  }
}
