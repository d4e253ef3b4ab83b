package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.config.ResponseCacheConfig.Verify;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class QuestionVerifierTest {
  private static final Bars BARS = new Bars(0.9, 0.97);

  private static Verifier.Verdict verdict(Verify verify, double score, String one, String other) {
    return new QuestionVerifier(verify, (a, b, until) -> score, BARS)
        .verify(one, other, Deadline.after(Duration.ofSeconds(1)));
  }

  @Test
  void offServesWhatIsNear() {
    assertThat(verdict(Verify.OFF, 0, "Is 5 kg heavy?", "Is 6 kg heavy?").same()).isTrue();
  }

  @Test
  void aConflictOutweighsTheJudge() {
    var verdict = verdict(Verify.STRICT, 1, "Is 5 kg heavy?", "Is 6 kg heavy?");
    assertThat(verdict).isEqualTo(new Verifier.Verdict(false, 0, "number"));
  }

  @Test
  void theJudgeMustReachTheBar() {
    var one = "How do I get my money back?";
    var other = "What is the way to a refund?";
    assertThat(verdict(Verify.STRICT, 0.9, one, other).same()).isTrue();
    assertThat(verdict(Verify.STRICT, 0.89, one, other).reason()).isEqualTo("unsure");
  }

  @Test
  void theJudgeMustBeSurerWhereOnePlaceDiffers() {
    var one = "How do I mend my ukulele?";
    var other = "How do I repair my ukulele?";
    assertThat(verdict(Verify.STRICT, 0.96, one, other).same()).isFalse();
    assertThat(verdict(Verify.STRICT, 0.97, one, other).same()).isTrue();
  }

  @Test
  void sameWordsNeedNoJudge() {
    assertThat(verdict(Verify.STRICT, 0, "How old is he? ", "How old is he?").same()).isTrue();
  }

  @Test
  void aJudgeThatFailsIsAMiss() {
    var verifier =
        new QuestionVerifier(
            Verify.STRICT,
            (a, b, until) -> {
              throw new RouterException(Fault.OVERLOADED, "queue: full");
            },
            BARS);
    var verdict = verifier.verify("What is it?", "Tell me.", Deadline.after(Duration.ZERO));
    assertThat(verdict).isEqualTo(new Verifier.Verdict(false, 0, "unjudged"));
  }

  @Test
  void strictIsStricterThanBalanced() {
    assertThat(Bars.of(Verify.STRICT).any()).isGreaterThan(Bars.of(Verify.BALANCED).any());
    assertThat(Bars.of(Verify.STRICT).replaced())
        .isGreaterThanOrEqualTo(Bars.of(Verify.STRICT).any());
  }
}
