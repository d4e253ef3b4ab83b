package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Settings;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Message;
import io.signalbox.chat.Requests;
import io.signalbox.chat.Role;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.FakeClassifier;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.infer.Head;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.signal.UserFeedbackSignal.Config;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UserFeedbackSignalTest {
  private static final Message ASKED = Requests.message(Role.USER, "How tall is it?");
  private static final Message ANSWER = Requests.message(Role.ASSISTANT, "Very.");
  private static final Message WRONG = Requests.message(Role.USER, "That is wrong.");

  private static Signal signal(Classifier feedback, String... names) {
    var findings = new RecordingFindings();
    var encoder = new FakeEncoder().with(Head.FEEDBACK, feedback);
    var built =
        UserFeedbackSignal.PART
            .factory()
            .build(
                Arrays.stream(names).map(name -> new Config(name, "")).toList(),
                Settings.of(() -> encoder),
                findings);
    assertThat(findings.refused()).isEmpty();
    return built.getFirst();
  }

  private static Reading read(Map<String, Double> found, String... names) {
    return signal((text, deadline) -> new Classification(found), names)
        .read(Calls.with(), talk(ASKED, ANSWER, WRONG));
  }

  private static ChatRequest talk(Message... messages) {
    return Requests.of("auto", messages);
  }

  @Test
  void theLikeliestKindHolds() {
    var found = Map.of("none", 0.1, "wrong_answer", 0.75, "want_different", 0.15);
    assertThat(read(found, "wrong_answer", "want_different"))
        .isEqualTo(
            new Reading.Hit(
                Map.of("wrong_answer", 0.75),
                Map.of(
                    "wrong_answer", 0.75,
                    "wrong_answer:coverage", 1.0,
                    "want_different", 0.15,
                    "want_different:coverage", 1.0)));
    assertThat(read(found, "want_different")).isInstanceOf(Reading.Miss.class);
  }

  @Test
  void whatIsUnlikelyIsNoFeedbackAndNotSatisfaction() {
    assertThat(read(Map.of("satisfied", 0.69, "wrong_answer", 0.31), "satisfied", "wrong_answer"))
        .isInstanceOf(Reading.Miss.class);
    assertThat(read(Map.of("none", 0.99, "wrong_answer", 0.01), "satisfied"))
        .isInstanceOf(Reading.Miss.class);
    assertThat(read(Map.of("satisfied", 0.7, "none", 0.3), "satisfied"))
        .isInstanceOf(Reading.Hit.class);
  }

  @Test
  void onlyWhatFollowsAnAnswerIsAskedAbout() {
    var feedback = FakeClassifier.sureOf("wrong_answer", 0.9);
    var signal = signal(feedback, "wrong_answer");
    for (var talk :
        new ChatRequest[] {
          talk(),
          talk(WRONG),
          talk(ASKED, WRONG),
          talk(Requests.message(Role.SYSTEM, "Be kind."), WRONG),
          talk(WRONG, ANSWER),
          talk(ANSWER, Requests.message(Role.USER, " ")),
        }) {
      assertThat(signal.read(Calls.with(), talk)).isEqualTo(Reading.miss());
    }
    assertThat(feedback.asked()).isEmpty();
    signal.read(Calls.with(), talk(ASKED, ANSWER, Requests.message(Role.TOOL, "x"), WRONG, ANSWER));
    assertThat(feedback.asked()).containsExactly("That is wrong.");
  }

  @Test
  void aClassifierThatFailsLeavesItOpen() {
    assertThat(
            signal(FakeClassifier.overloaded(), "satisfied")
                .read(Calls.with(), talk(ANSWER, WRONG)))
        .isInstanceOf(Reading.Failed.class);
  }

  @Test
  void anotherNameIsRefused() {
    assertThat(ExampleDocument.problems("signals: {user_feedbacks: [{name: happy}]}"))
        .singleElement()
        .asString()
        .contains("routing.signals.user_feedbacks[0].name", "want_different");
  }
}
