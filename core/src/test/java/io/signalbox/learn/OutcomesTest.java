package io.signalbox.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.fleet.Model;
import io.signalbox.learn.Outcomes.Answer;
import io.signalbox.select.Candidate;
import io.signalbox.select.Learned;
import io.signalbox.select.RouteName;
import io.signalbox.select.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutcomesTest {
  private static final RouteName ROUTE = new RouteName("default", "d");

  private final HandTime clock = new HandTime();
  private final Memory memory = new Memory(clock);
  private final Outcomes outcomes = new Outcomes(memory);

  private static Selection to(String model) {
    var candidate = new Candidate(new Model(model, null, null, null, Map.of(), List.of()), null);
    return new Selection(candidate, "hybrid", "best")
        .withLearned(new Learned(true, "c", "", List.of("a", "b"), List.of()));
  }

  private static Outcome good(String call) {
    return new Outcome(call, true, "", Fit.GOOD_FIT);
  }

  @Test
  void anOutcomeTeachesOnce() {
    memory.chosen("r1", ROUTE, to("a"));
    assertThat(outcomes.post("k", good("r1"))).isEqualTo(Answer.LEARNT);
    assertThat(outcomes.post("k", good("r1"))).isEqualTo(Answer.DUPLICATE);
    assertThat(memory.experience().of(ROUTE, "a").good()).isEqualTo(1);
    clock.pass(Duration.ofMinutes(11));
    assertThat(outcomes.post("k", good("r1"))).isEqualTo(Answer.LEARNT);
  }

  @Test
  void whatIsRefusedMayBePostedAgainUnderItsKey() {
    assertThat(outcomes.post("k", good("r1"))).isEqualTo(Answer.UNKNOWN_CALL);
    memory.chosen("r1", ROUTE, to("a"));
    assertThat(outcomes.post("k", new Outcome("r1", true, "b", Fit.FAILED)))
        .isEqualTo(Answer.OTHER_MODEL);
    assertThat(outcomes.post("k", new Outcome("r1", true, "a", Fit.FAILED)))
        .isEqualTo(Answer.LEARNT);
  }

  @Test
  void anOutcomeAboutSomethingElseIsNoted() {
    memory.chosen("r1", ROUTE, to("a"));
    assertThat(outcomes.post("k", new Outcome("r1", false, "", Fit.FAILED)))
        .isEqualTo(Answer.NOTED);
    assertThat(memory.experience().of(ROUTE, "a").outcomes()).isZero();
  }

  @Test
  void theModelThatAnsweredInsteadIsJudged() {
    memory.chosen("r1", ROUTE, to("a"));
    memory.replaced("r1", to("b"));
    assertThat(outcomes.post("k", good("r1"))).isEqualTo(Answer.LEARNT);
    assertThat(memory.experience().of(ROUTE, "b").good()).isEqualTo(1);
    assertThat(memory.experience().of(ROUTE, "a").good()).isZero();
  }

  @Test
  void aCallThatTeachesNothingIsNotRemembered() {
    memory.chosen("r1", ROUTE, to("a").withLearned(Learned.NONE));
    assertThat(outcomes.post("k", good("r1"))).isEqualTo(Answer.UNKNOWN_CALL);
    assertThat(memory.conversation("")).isNull();
  }
}
