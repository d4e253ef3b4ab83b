package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Message;
import io.signalbox.chat.Requests;
import io.signalbox.chat.Role;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.MeaningPorts;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.meaning.WordEmbedder;
import io.signalbox.signal.Readings;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReaskSignalTest {
  private static final String RULES =
      """
      - {name: once, description: for people}
      - {name: twice, lookback_turns: 2}
      - {name: loosely, threshold: 0.3}
      """;

  private static Signal signal(String entries) {
    var findings = new RecordingFindings();
    var ports = new MeaningPorts(new WordEmbedder());
    var signals = ExampleSignals.of(ReaskSignal.PART, entries, "{}", Path.of(""), ports, findings);
    assertThat(findings.refused()).isEmpty();
    return signals.getFirst();
  }

  /** Turns of the user, oldest first, each with an answer between. */
  private static Readings read(Signal signal, String... turns) {
    var messages = new ArrayList<Message>();
    messages.add(Requests.message(Role.SYSTEM, "How do I reset my password?"));
    for (var turn : turns) {
      messages.add(Requests.message(Role.USER, turn));
      messages.add(Requests.message(Role.ASSISTANT, "Have you tried the settings?"));
      messages.add(Requests.message(Role.USER, " "));
    }
    var request = Requests.of("auto", messages.toArray(Message[]::new));
    return Readings.NONE.with(signal, signal.read(Calls.with(), request));
  }

  private static double streak(Readings readings, String name) {
    var value = readings.value(new SignalName("reask", name));
    return value == null ? -1 : value;
  }

  @Test
  void aRepeatedQuestionIsRecognised() {
    var signal = signal(RULES);
    var readings =
        read(signal, "How do I reset my password?", "please, how do I reset my password again");
    assertThat(readings.holding("reask")).containsExactly("once", "loosely");
    assertThat(streak(readings, "once")).isEqualTo(1);
    assertThat(streak(readings, "twice")).isEqualTo(1);
    assertThat(signal.bounds("twice")).hasToString(">= 2");
  }

  @Test
  void onlyTheLongestLookbackCounts() {
    var question = "How do I reset my password?";
    var readings = read(signal(RULES), question, question, question);
    assertThat(readings.holding("reask")).containsExactly("twice");
    assertThat(streak(readings, "once")).isEqualTo(2);
  }

  @Test
  void anotherQuestionEndsTheStreak() {
    var question = "How do I reset my password?";
    var readings = read(signal(RULES), question, "What is the weather in Paris?", question);
    assertThat(readings.holding("reask")).isEmpty();
    assertThat(streak(readings, "once")).isZero();
    assertThat(streak(read(signal(RULES), "Weather?", question, question), "twice")).isEqualTo(1);
  }

  @Test
  void theFirstQuestionIsNotAskedAgain() {
    assertThat(read(signal(RULES), "How do I reset my password?").holding("reask")).isEmpty();
    assertThat(read(signal(RULES)).holding("reask")).isEmpty();
  }

  @Test
  void confidenceIsTheLeastLikenessLookedAt() {
    var readings =
        read(
            signal("- {name: r, threshold: 0.1, lookback_turns: 2}"),
            "tell me of red apples and pears",
            "red apples",
            "red apples");
    var once = read(signal("- {name: r, threshold: 0.1}"), "red apples", "red apples");
    assertThat(once.fact(new SignalName("reask", "r"))).hasToString("Holds[confidence=1.0]");
    assertThat(readings.holding("reask")).containsExactly("r");
    assertThat(readings.fact(new SignalName("reask", "r")))
        .isNotEqualTo(once.fact(new SignalName("reask", "r")));
  }

  @Test
  void zeroIsTheUsualThreshold() {
    assertThat(read(signal("- {name: r, threshold: 0}"), "apples", "oranges").holding("reask"))
        .isEmpty();
  }

  @Test
  void longConversationsAreReadOnlySoFar() {
    var turns = new String[5_000];
    Arrays.fill(turns, "How do I reset my password?");
    assertThat(streak(read(signal(RULES), turns), "once")).isEqualTo(12);
  }

  @Test
  void noModelIsAskedWithoutAnotherTurn() {
    var embedder = new WordEmbedder();
    embedder.breakDown(true);
    var signal =
        ExampleSignals.of(
                ReaskSignal.PART,
                RULES,
                "{}",
                Path.of(""),
                new MeaningPorts(embedder),
                new RecordingFindings())
            .getFirst();
    assertThat(read(signal, "one turn").failures()).isEmpty();
    assertThat(read(signal, "one turn", "another").failures()).containsKey("reask");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: r, threshold: 1.1}",
        "{name: r, threshold: -0.1}",
        "{name: r, lookback_turns: 0}",
        "{name: r, lookback_turns: many}",
        "{threshold: 0.8}",
      })
  void whatIsWrongIsRefused(String entry) {
    assertThat(ExampleDocument.problems("signals: {reasks: [" + entry + "]}")).hasSize(1);
  }
}
