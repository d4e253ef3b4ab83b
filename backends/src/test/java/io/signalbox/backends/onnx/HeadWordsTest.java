package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.infer.Classification;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Head;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HeadWordsTest {
  private static final Coverage HALF = new Coverage(150, 300);
  private static final TopicGrams.Reading SILENT = new TopicGrams.Reading(new double[14], 1, 0);

  @Test
  void aTopicIsTheMeanByTokens() {
    var word =
        word(
            HeadWords.of(
                List.of(window(100, Head.DOMAIN, one(14, 9)), window(50, Head.DOMAIN, one(14, 0))),
                SILENT,
                HALF),
            Head.DOMAIN);
    assertThat(word.probability("math")).isCloseTo(2 / 3.0, within(1e-6));
    assertThat(word.probability("biology")).isCloseTo(1 / 3.0, within(1e-6));
    assertThat(word.coverage()).isEqualTo(HALF);
  }

  @Test
  void aTopicIsJoinedWithWhatGramsSay() {
    var windows =
        List.of(window(100, Head.DOMAIN, one(14, 9)), window(50, Head.DOMAIN, one(14, 0)));
    var grams = new double[14];
    grams[0] = .8;
    grams[9] = .2;
    var word = word(HeadWords.of(windows, new TopicGrams.Reading(grams, 1, 1), HALF), Head.DOMAIN);
    assertThat(word.probability("biology")).isCloseTo(2 / 3.0, within(1e-6));
    assertThat(word.probability("math")).isCloseTo(1 / 3.0, within(1e-6));
  }

  @Test
  void aDangerIsAsGreatAsWhereItIsGreatest() {
    var word =
        word(
            HeadWords.of(
                List.of(
                    window(1, Head.SAFETY, .9, .1, 0, 0), window(1, Head.SAFETY, .2, 0, .7, .1)),
                SILENT,
                HALF),
            Head.SAFETY);
    assertThat(word.probability("benign")).isEqualTo(.2);
    assertThat(word.probability("jailbreak")).isEqualTo(.1);
    assertThat(word.probability("injection")).isEqualTo(.7);
    assertThat(word.probability("harmful")).isEqualTo(.1);
  }

  @Test
  void factsAreNeededIfAnyWindowNeedsThem() {
    var word =
        word(
            HeadWords.of(
                List.of(window(1, Head.FACT_CHECK, .8, .2), window(1, Head.FACT_CHECK, .3, .7)),
                SILENT,
                HALF),
            Head.FACT_CHECK);
    assertThat(word.probability("needed")).isEqualTo(.7);
    assertThat(word.probability("not_needed")).isEqualTo(.3);
  }

  @Test
  void feedbackIsWhatTheFirstWindowSays() {
    var word =
        word(
            HeadWords.of(
                List.of(window(1, Head.FEEDBACK, one(5, 2)), window(1, Head.FEEDBACK, one(5, 3))),
                SILENT,
                HALF),
            Head.FEEDBACK);
    assertThat(word.best()).isEqualTo("need_clarification");
  }

  @Test
  void nothingIsHarmless() {
    var words = HeadWords.ofNothing();
    assertThat(words.values().stream().map(word -> word.best()))
        .containsExactlyInAnyOrder("other", "benign", "not_needed", "none");
  }

  private static WindowReading window(int tokens, Head head, double... word) {
    var words = new EnumMap<Head, double[]>(Head.class);
    for (var other : Head.values()) {
      words.put(other, other == head ? word : one(other.labels().size(), 0));
    }
    return new WindowReading(
        new Window(0, tokens), words, new TokenTags(new float[3 * (tokens + 2)], tokens, 1, 1));
  }

  private static double[] one(int size, int index) {
    var word = new double[size];
    word[index] = 1;
    return word;
  }

  private static Classification word(Map<Head, Classification> words, Head head) {
    return Objects.requireNonNull(words.get(head));
  }
}
