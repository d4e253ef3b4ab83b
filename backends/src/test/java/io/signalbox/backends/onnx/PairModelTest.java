package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairModelTest {
  private static final PairModel MODEL = new PairModel(WordPiece.bundled(), Models.POOL);

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static double same(String a, String b) {
    return MODEL.same(a, b, Deadline.after(Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          How do I factory-reset my HomeHub X2? | What is the procedure for restoring a HomeHub X2 to factory settings?
          what's the capital of france | Which city is the capital of France?
          How do I undo my last git commit? | How can I undo the last commit in git?
          """)
  void paraphrasesAreLikelierThanNot(String a, String b) {
    assertThat(same(a, b)).isGreaterThan(0.7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          How do I convert miles to kilometers? | How do I convert kilometers to miles?
          How do I factory-reset my HomeHub X2? | How do I mount the outdoor unit of my HomeHub X2?
          What is the capital of Austria? | What is the capital of Australia?
          """)
  void otherQuestionsAreNot(String a, String b) {
    assertThat(same(a, b)).isLessThan(0.7);
  }

  @Test
  void theOrderDoesNotMatter() {
    var a = "How tall is the Eiffel tower?";
    var b = "What is the height of the Eiffel tower in metres?";
    assertThat(same(a, b)).isEqualTo(same(b, a));
  }

  @ParameterizedTest
  @CsvSource({
    "10,20,10",
    "62,63,62",
    "200,10,115",
    "10,200,10",
    "200,200,63",
    "62,200,62",
    "0,0,0"
  })
  void theLongerQuestionIsCutFirst(int first, int second, int kept) {
    assertThat(PairModel.shareOf(first, second)).isEqualTo(kept);
  }

  @Test
  void anyTextIsRead() {
    var odd = "\u0000\uD800\u202E".repeat(5_000);
    assertThat(same(odd, "")).isBetween(0.0, 1.0);
    assertThat(same("", "")).isBetween(0.0, 1.0);
  }

  @Test
  void whoIsLateIsToldSo() {
    assertThatThrownBy(() -> MODEL.same("a", "b", new Deadline(System.nanoTime() - 1)))
        .isInstanceOfSatisfying(
            RouterException.class, late -> assertThat(late.fault()).isEqualTo(Fault.TIMEOUT));
  }
}
