package io.signalbox.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.signal.Cost;
import io.signalbox.signal.FakeSignal;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutcomeTest {
  private static final Rule YES = is("yes");
  private static final Rule SURE = is("sure");
  private static final Rule NO = is("no");
  private static final Rule FAILED = is("failed");
  private static final Rule UNREAD = is("unread");
  private static final Rule OTHER = is("other");

  private static final Readings READINGS =
      FakeSignal.readings(
          List.of(
              signal("yes", Reading.hit("yes", 0.5)),
              signal("sure", Reading.hit("sure", 1.0)),
              signal("no", Reading.miss()),
              signal("failed", new Reading.Failed("broken"))));

  private static FakeSignal signal(String name, Reading reading) {
    return new FakeSignal(new SignalName("t", name), Cost.FREE, () -> reading);
  }

  private static Rule is(String name) {
    return new Rule.Is(new SignalName("t", name));
  }

  private static Rule all(Rule... parts) {
    return new Rule.All(List.of(parts));
  }

  private static Rule any(Rule... parts) {
    return new Rule.Any(List.of(parts));
  }

  private static Rule not(Rule part) {
    return new Rule.Not(part);
  }

  private static Outcome of(Rule rule) {
    return Outcome.of(rule, READINGS);
  }

  private static Truth truth(Rule rule) {
    return of(rule).truth();
  }

  private static List<String> unread(Rule rule) {
    return of(rule).unread().stream().map(SignalName::name).toList();
  }

  private static List<String> matched(Rule rule) {
    return of(rule).matched().stream().map(SignalName::name).toList();
  }

  @Test
  void aLeafIsWhatItsSignalSays() {
    assertThat(truth(YES)).isEqualTo(Truth.YES);
    assertThat(truth(NO)).isEqualTo(Truth.NO);
    assertThat(truth(FAILED)).isEqualTo(Truth.UNKNOWN);
    assertThat(truth(UNREAD)).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void allIsKleenesConjunction() {
    assertThat(truth(all(YES, SURE))).isEqualTo(Truth.YES);
    assertThat(truth(all(YES, NO))).isEqualTo(Truth.NO);
    for (var unknown : List.of(FAILED, UNREAD)) {
      assertThat(truth(all(YES, unknown))).isEqualTo(Truth.UNKNOWN);
      assertThat(truth(all(unknown, NO))).isEqualTo(Truth.NO);
      assertThat(truth(all(unknown, unknown))).isEqualTo(Truth.UNKNOWN);
    }
  }

  @Test
  void anyIsKleenesDisjunction() {
    assertThat(truth(any(YES, NO))).isEqualTo(Truth.YES);
    assertThat(truth(any(NO, NO))).isEqualTo(Truth.NO);
    for (var unknown : List.of(FAILED, UNREAD)) {
      assertThat(truth(any(unknown, YES))).isEqualTo(Truth.YES);
      assertThat(truth(any(NO, unknown))).isEqualTo(Truth.UNKNOWN);
      assertThat(truth(any(unknown, unknown))).isEqualTo(Truth.UNKNOWN);
    }
  }

  @Test
  void notTurnsAroundWhatIsKnown() {
    assertThat(truth(not(YES))).isEqualTo(Truth.NO);
    assertThat(truth(not(NO))).isEqualTo(Truth.YES);
    assertThat(truth(not(UNREAD))).isEqualTo(Truth.UNKNOWN);
    assertThat(truth(not(not(YES)))).isEqualTo(Truth.YES);
  }

  @Test
  void aFailedGuardNeverSatisfiesNot() {
    assertThat(truth(not(FAILED))).isEqualTo(Truth.UNKNOWN);
    assertThat(of(not(FAILED)).mayHold()).isFalse();
    assertThat(truth(all(YES, not(FAILED)))).isEqualTo(Truth.UNKNOWN);
    assertThat(of(all(YES, not(FAILED))).mayHold()).isFalse();
    assertThat(of(not(any(FAILED, NO))).mayHold()).isFalse();
    assertThat(of(not(any(FAILED, UNREAD))).mayHold()).isFalse();
    assertThat(of(not(all(FAILED, YES))).mayHold()).isFalse();
  }

  @Test
  void aFailedGuardMayBeSettledByOthers() {
    assertThat(truth(not(all(FAILED, NO)))).isEqualTo(Truth.YES);
    assertThat(of(not(all(FAILED, UNREAD))).mayHold()).isTrue();
    assertThat(unread(not(all(FAILED, UNREAD)))).containsExactly("unread");
    assertThat(truth(not(any(FAILED, YES)))).isEqualTo(Truth.NO);
  }

  @Test
  void nothingNeedsToBeReadForWhatIsSettled() {
    assertThat(unread(all(NO, UNREAD))).isEmpty();
    assertThat(unread(all(UNREAD, NO))).isEmpty();
    assertThat(unread(any(SURE, UNREAD))).isEmpty();
    assertThat(unread(not(any(YES, UNREAD)))).isEmpty();
    assertThat(unread(not(not(any(SURE, UNREAD))))).isEmpty();
  }

  @Test
  void aSurerPartCouldStillComeAlong() {
    assertThat(unread(any(YES, UNREAD))).containsExactly("unread");
    assertThat(of(any(YES, UNREAD)).exact()).isFalse();
    assertThat(unread(any(YES, all(NO, UNREAD)))).isEmpty();
    assertThat(unread(any(YES, all(FAILED, UNREAD)))).isEmpty();
  }

  @Test
  void whatCanOnlyBeLessSureIsNotAskedFor() {
    assertThat(unread(any(YES, UNREAD, all(FAILED, OTHER)))).containsExactly("unread");
    assertThat(unread(any(is("sure"), not(UNREAD)))).isEmpty();
  }

  @Test
  void allIsAsSureAsItsPartsOnAverage() {
    assertThat(of(all(YES, SURE)).low()).isCloseTo(0.75, within(1e-12));
    assertThat(of(all(YES, YES, not(NO))).low()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(of(all(YES, UNREAD)).low()).isEqualTo(0.25);
    assertThat(of(all(YES, UNREAD)).high()).isEqualTo(0.75);
  }

  @Test
  void anyIsAsSureAsItsSurestPart() {
    assertThat(of(any(YES, SURE, NO)).low()).isEqualTo(1.0);
    assertThat(matched(any(YES, SURE, NO))).containsExactly("sure");
    assertThat(of(any(NO, YES)).low()).isEqualTo(0.5);
  }

  @Test
  void theFirstOfEquallySurePartsWins() {
    assertThat(matched(any(NO, YES, is("yes")))).containsExactly("yes");
    assertThat(matched(any(all(SURE, SURE), SURE))).containsExactly("sure", "sure");
  }

  @Test
  void notIsAlwaysSureAndMatchesNothing() {
    assertThat(of(not(NO)).low()).isEqualTo(1.0);
    assertThat(matched(not(NO))).isEmpty();
  }

  @Test
  void allNamesItsPartsInOrder() {
    assertThat(matched(all(SURE, not(NO), YES))).containsExactly("sure", "yes");
  }

  @Test
  void allOfNothingHoldsWithoutConfidence() {
    assertThat(truth(all())).isEqualTo(Truth.YES);
    assertThat(of(all()).low()).isZero();
    assertThat(of(all()).exact()).isTrue();
    assertThat(truth(Rule.always())).isEqualTo(Truth.YES);
  }

  @Test
  void anyOfNothingNeverHolds() {
    assertThat(truth(any())).isEqualTo(Truth.NO);
    assertThat(of(any()).mayHold()).isFalse();
    assertThat(truth(not(any()))).isEqualTo(Truth.YES);
  }

  @Test
  void aDeepRuleIsJudged() {
    Rule rule = YES;
    for (int i = 0; i < 60; i++) {
      rule = i % 2 == 0 ? all(rule, SURE) : any(rule, NO);
    }
    assertThat(truth(rule)).isEqualTo(Truth.YES);
  }

  @Test
  void aRuleTellsEverySignalItRefersTo() {
    var names = new ArrayList<String>();
    all(YES, any(NO, not(UNREAD))).signals(signal -> names.add(signal.name()));
    assertThat(names).containsExactly("yes", "no", "unread");
  }
}
