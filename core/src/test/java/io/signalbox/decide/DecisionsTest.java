package io.signalbox.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.signalbox.decide.Decisions.Progress;
import io.signalbox.signal.Cost;
import io.signalbox.signal.FakeSignal;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DecisionsTest {
  private static final SignalName KEYWORD = new SignalName("keyword", "k");
  private static final SignalName DOMAIN = new SignalName("domain", "d");

  private static FakeSignal sure(SignalName name, double confidence) {
    return new FakeSignal(name, Cost.FREE, () -> Reading.hit(name.name(), confidence));
  }

  private static FakeSignal silent(SignalName name) {
    return new FakeSignal(name, Cost.FREE, Reading::miss);
  }

  private static Readings read(FakeSignal... signals) {
    return FakeSignal.readings(Arrays.asList(signals));
  }

  private static Decision decision(String name, int priority, SignalName leaf) {
    return new Decision(name, priority, new Rule.Is(leaf));
  }

  private static String chosen(Decisions decisions, Readings readings) {
    var decision = decisions.decide(readings).decision();
    return decision == null ? "none" : decision.name();
  }

  @Test
  void priorityGoesBeforeConfidence() {
    var all = List.of(decision("sure", 1, KEYWORD), decision("first", 2, DOMAIN));
    var readings = read(sure(KEYWORD, 0.9), sure(DOMAIN, 0.3));
    assertThat(chosen(new Decisions(all, Strategy.PRIORITY), readings)).isEqualTo("first");
    assertThat(chosen(new Decisions(all, Strategy.CONFIDENCE), readings)).isEqualTo("sure");
  }

  @Test
  void confidenceBreaksTiesOfPriority() {
    var all = List.of(decision("a", 1, KEYWORD), decision("b", 1, DOMAIN));
    var readings = read(sure(KEYWORD, 0.4), sure(DOMAIN, 0.6));
    assertThat(chosen(new Decisions(all, Strategy.PRIORITY), readings)).isEqualTo("b");
  }

  @Test
  void priorityBreaksTiesOfConfidence() {
    var all = List.of(decision("a", 1, KEYWORD), decision("b", 2, DOMAIN));
    var readings = read(sure(KEYWORD, 0.6), sure(DOMAIN, 0.6));
    assertThat(chosen(new Decisions(all, Strategy.CONFIDENCE), readings)).isEqualTo("b");
  }

  @Test
  void theNameBreaksAllOtherTies() {
    for (var strategy : Strategy.values()) {
      var all = List.of(decision("b", 1, KEYWORD), decision("a", 1, DOMAIN));
      var readings = read(sure(KEYWORD, 0.6), sure(DOMAIN, 0.6));
      assertThat(chosen(new Decisions(all, strategy), readings)).isEqualTo("a");
      assertThat(chosen(new Decisions(all.reversed(), strategy), readings)).isEqualTo("a");
    }
  }

  @Test
  void aCatchAllLosesByConfidence() {
    var all = List.of(new Decision("any", 9, Rule.always()), decision("k", 1, KEYWORD));
    var readings = read(sure(KEYWORD, 0.1));
    assertThat(chosen(new Decisions(all, Strategy.CONFIDENCE), readings)).isEqualTo("k");
    assertThat(chosen(new Decisions(all, Strategy.PRIORITY), readings)).isEqualTo("any");
  }

  @Test
  void noDecisionAppliesWhenNoRuleHolds() {
    var verdict =
        new Decisions(List.of(decision("k", 1, KEYWORD)), Strategy.PRIORITY)
            .decide(read(silent(KEYWORD)));
    assertThat(verdict.decision()).isNull();
    assertThat(verdict.confidence()).isZero();
    assertThat(verdict.matched()).isEmpty();
  }

  @Test
  void noDecisionsAreSettledAtOnce() {
    var progress = new Decisions(List.of(), Strategy.PRIORITY).settle(Readings.NONE);
    assertThat(progress).isInstanceOf(Progress.Settled.class);
  }

  @Test
  void theVerdictSaysWhatMatchedAndWhatElseWasConsidered() {
    var all = List.of(decision("d", 1, DOMAIN), decision("k", 2, KEYWORD));
    var verdict =
        new Decisions(all, Strategy.PRIORITY).decide(read(sure(KEYWORD, 0.7), silent(DOMAIN)));
    assertThat(verdict.confidence()).isEqualTo(0.7);
    assertThat(verdict.matched()).containsExactly(KEYWORD);
    assertThat(verdict.firstMatched("keyword")).isEqualTo("k");
    assertThat(verdict.firstMatched("domain")).isNull();
    var explanation =
        new Decisions(all, Strategy.PRIORITY)
            .explain(read(sure(KEYWORD, 0.7), silent(DOMAIN)), _ -> null);
    assertThat(explanation.considered())
        .extracting(c -> c.rule().truth(), c -> c.rule().confidence(), c -> c.fate())
        .containsExactly(
            tuple(Truth.NO, 0.0, new Fate.Missed(Truth.NO)), tuple(Truth.YES, 0.7, new Fate.Won()));
  }

  @Test
  void aModelIsNotAskedWhenTheKeywordDecides() {
    var all = List.of(decision("k", 200, KEYWORD), decision("d", 100, DOMAIN));
    var decisions = new Decisions(all, Strategy.PRIORITY);
    assertThat(decisions.settle(read(sure(KEYWORD, 1))))
        .isInstanceOfSatisfying(
            Progress.Settled.class,
            settled -> assertThat(settled.verdict().confidence()).isEqualTo(1));
    assertThat(decisions.settle(read(silent(KEYWORD))))
        .isEqualTo(new Progress.Open(Set.of(DOMAIN)));
  }

  @Test
  void aModelIsNotAskedWhenItsGuardFails() {
    var rule = new Rule.All(List.of(new Rule.Is(DOMAIN), new Rule.Not(new Rule.Is(KEYWORD))));
    var decisions = new Decisions(List.of(new Decision("d", 1, rule)), Strategy.PRIORITY);
    var broken = new FakeSignal(KEYWORD, Cost.FREE, () -> new Reading.Failed("broken"));
    assertThat(decisions.settle(read(broken)))
        .isInstanceOfSatisfying(
            Progress.Settled.class, settled -> assertThat(settled.verdict().decision()).isNull());
  }

  @Test
  void aTieThatTheNameWouldLoseIsNotReadFor() {
    var all = List.of(decision("a", 1, KEYWORD), decision("b", 1, DOMAIN));
    var decisions = new Decisions(all, Strategy.CONFIDENCE);
    assertThat(decisions.settle(read(sure(KEYWORD, 1)))).isInstanceOf(Progress.Settled.class);
  }

  @Test
  void aTieThatTheNameWouldWinIsReadFor() {
    var all = List.of(decision("b", 1, KEYWORD), decision("a", 1, DOMAIN));
    var decisions = new Decisions(all, Strategy.CONFIDENCE);
    assertThat(decisions.settle(read(sure(KEYWORD, 1)))).isInstanceOf(Progress.Open.class);
  }
}
