package io.signalbox.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.signal.Bounds;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cases of the contract, section 4, one by one. */
final class RuleTableTest {
  private static final SignalName A = new SignalName("keyword", "a");
  private static final SignalName B = new SignalName("embedding", "b");
  private static final SignalName COUNT = new SignalName("structure", "count");
  private static final SignalName SCORED = new SignalName("classifier", "c:toxic");

  private static Rule is(SignalName name) {
    return new Rule.Is(name);
  }

  private static Rule is(SignalName name, Bounds predicate, OnError onError) {
    return new Rule.Is(name, predicate, onError);
  }

  private static Rule all(Rule... parts) {
    return new Rule.All(List.of(parts));
  }

  private static Rule any(Rule... parts) {
    return new Rule.Any(List.of(parts));
  }

  private static Readings holding(Map<SignalName, Double> confidences) {
    Map<SignalName, Fact> facts = new LinkedHashMap<>();
    confidences.forEach((name, sure) -> facts.put(name, new Fact.Holds(sure)));
    List.of(A, B, COUNT).forEach(name -> facts.putIfAbsent(name, new Fact.Absent()));
    return new Readings(facts, Map.of(), Map.of());
  }

  private static Readings measuring(SignalName name, double value) {
    return new Readings(Map.of(COUNT, new Fact.Absent()), Map.of(name, value), Map.of());
  }

  private static Readings failing(SignalName name) {
    return new Readings(Map.of(name, new Fact.Unknown()), Map.of(), Map.of(name.type(), "down"));
  }

  private static Verdict verdict(Rule rule, Readings readings) {
    return new Decisions(List.of(new Decision("d", 0, rule)), Strategy.PRIORITY).decide(readings);
  }

  private static void holds(Rule rule, Readings readings, double sure, SignalName... matched) {
    var verdict = verdict(rule, readings);
    assertThat(verdict.decision()).isNotNull();
    assertThat(verdict.confidence()).isCloseTo(sure, within(1e-9));
    assertThat(verdict.matched()).containsExactly(matched);
  }

  private static void fails(Rule rule, Readings readings) {
    assertThat(verdict(rule, readings).decision()).isNull();
  }

  @Test
  void allIsTheMeanOfItsParts() {
    holds(all(is(A), is(B)), holding(Map.of(A, 0.8, B, 0.6)), 0.7, A, B);
    fails(all(is(A), is(B)), holding(Map.of(A, 0.8)));
    holds(all(), holding(Map.of()), 0);
  }

  @Test
  void anyIsTheSurestOfItsParts() {
    holds(any(is(A), is(B)), holding(Map.of(A, 0.4, B, 0.9)), 0.9, B);
    holds(any(is(A), is(B)), holding(Map.of(A, 0.4, B, 0.4)), 0.4, A);
    holds(any(is(A), is(B)), holding(Map.of(A, 0.0)), 0, A);
    fails(any(), holding(Map.of()));
  }

  @Test
  void notIsSure() {
    holds(new Rule.Not(is(A)), holding(Map.of()), 1);
    fails(new Rule.Not(is(A)), holding(Map.of(A, 0.1)));
    holds(all(any(is(A), is(B)), new Rule.Not(is(COUNT))), holding(Map.of(B, 0.8)), 0.9, B);
  }

  @Test
  void aPredicateLooksAtTheValueWhetherOrNotTheNameHolds() {
    var least = new Bounds(null, 3.0, null, null);
    holds(is(COUNT, least, OnError.UNKNOWN), measuring(COUNT, 3), 1, COUNT);
    fails(is(COUNT, new Bounds(3.0, null, null, null), OnError.UNKNOWN), measuring(COUNT, 3));
    holds(
        is(COUNT, new Bounds(null, null, null, 0.0), OnError.UNKNOWN),
        measuring(COUNT, 0),
        1,
        COUNT);
    holds(
        is(COUNT, new Bounds(0.0, null, 1.0, null), OnError.UNKNOWN),
        measuring(COUNT, 0.5),
        1,
        COUNT);
    for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      fails(is(COUNT, new Bounds(null, 0.0, null, null), OnError.UNKNOWN), measuring(COUNT, odd));
    }
  }

  @Test
  void aPredicateWithoutAValueLooksAtTheConfidence() {
    var least = new Bounds(null, 0.5, null, null);
    holds(is(A, least, OnError.UNKNOWN), holding(Map.of(A, 0.6)), 1, A);
    fails(is(A, least, OnError.UNKNOWN), holding(Map.of(A, 0.4)));
    fails(is(A, least, OnError.UNKNOWN), holding(Map.of()));
    holds(new Rule.Not(is(A, least, OnError.UNKNOWN)), holding(Map.of()), 1);
  }

  @Test
  void aLabelHasAValueOfItsOwn() {
    var facts = Map.<SignalName, Fact>of(new SignalName("classifier", "c"), new Fact.Holds(0.9));
    var readings = new Readings(facts, Map.of(SCORED, 0.7), Map.of());
    holds(is(SCORED, Bounds.atLeast(0.6), OnError.UNKNOWN), readings, 1, SCORED);
    fails(is(SCORED, Bounds.atLeast(0.8), OnError.UNKNOWN), readings);
    var nothing = new Readings(facts, Map.of(), Map.of());
    fails(is(SCORED, Bounds.atLeast(0.1), OnError.UNKNOWN), nothing);
    var down = failing(new SignalName("classifier", "c"));
    fails(is(SCORED, Bounds.atLeast(0.1), OnError.UNKNOWN), down);
    holds(is(SCORED, Bounds.atLeast(0.1), OnError.MATCH), down, 1, SCORED);
  }

  @Test
  void aFailureIsWhatTheLeafSaysItIs() {
    var least = Bounds.atLeast(0.8);
    holds(is(COUNT, least, OnError.MATCH), failing(COUNT), 1, COUNT);
    fails(is(COUNT, least, OnError.NO_MATCH), failing(COUNT));
    fails(is(COUNT, least, OnError.UNKNOWN), failing(COUNT));
    fails(new Rule.Not(is(COUNT)), failing(COUNT));
    holds(new Rule.Not(is(COUNT, least, OnError.NO_MATCH)), failing(COUNT), 1);
    fails(new Rule.Not(is(COUNT, least, OnError.MATCH)), failing(COUNT));
  }

  private static String picked(Strategy strategy, Map<SignalName, Double> sure, Decision... all) {
    var decision = new Decisions(List.of(all), strategy).decide(holding(sure)).decision();
    return decision == null ? "" : decision.name();
  }

  @Test
  void theLeastTierWinsWhateverThePriority() {
    var two = new Decision("two", 100, 2, is(A));
    var one = new Decision("one", 1, 1, is(B));
    for (var strategy : Strategy.values()) {
      assertThat(picked(strategy, Map.of(A, 0.9, B, 0.2), two, one)).isEqualTo("one");
      assertThat(picked(strategy, Map.of(A, 0.9), two, one)).isEqualTo("two");
    }
  }

  @Test
  void confidenceDecidesWithinATierThenPriorityThenName() {
    var math = new Decision("math", 200, 2, is(A));
    var science = new Decision("science", 100, 2, is(B));
    assertThat(picked(Strategy.PRIORITY, Map.of(A, 0.52, B, 0.89), math, science))
        .isEqualTo("science");
    assertThat(picked(Strategy.PRIORITY, Map.of(A, 0.89, B, 0.89), math, science))
        .isEqualTo("math");
    var twin = new Decision("a-twin", 200, 2, is(B));
    assertThat(picked(Strategy.PRIORITY, Map.of(A, 0.5, B, 0.5), math, twin)).isEqualTo("a-twin");
  }

  @Test
  void untieredStandsBeforeTiersAndMeansTheStrategyOnlyWithoutThem() {
    var untiered = new Decision("untiered", 1, 0, is(A));
    var prior = new Decision("prior", 9, 0, is(B));
    var tiered = new Decision("tiered", 5, 1, is(COUNT));
    var sure = Map.of(A, 0.9, B, 0.3);
    assertThat(picked(Strategy.PRIORITY, sure, untiered, prior, tiered)).isEqualTo("prior");
    var all = new LinkedHashMap<>(sure);
    all.put(COUNT, 1.0);
    assertThat(picked(Strategy.PRIORITY, all, untiered, prior, tiered)).isEqualTo("untiered");
  }

  @Test
  void aRuleAThousandDeepIsJudged() {
    var rule = is(A);
    for (int i = 0; i < 1_000; i++) {
      rule = i % 2 == 0 ? new Rule.Not(rule) : all(rule, new Rule.Any(List.of(is(A))));
    }
    assertThat(verdict(rule, holding(Map.of(A, 1.0)))).isNotNull();
    var explained =
        new Decisions(List.of(new Decision("d", 0, rule)), Strategy.PRIORITY)
            .explain(holding(Map.of(A, 1.0)), _ -> null);
    assertThat(explained.considered()).hasSize(1);
  }

  @Test
  void explanationsTellWhyEachOtherLost() {
    var all = new ArrayList<Decision>();
    all.add(new Decision("won", 9, is(A)));
    all.add(new Decision("prior", 5, is(A)));
    all.add(new Decision("missed", 5, is(B)));
    all.add(new Decision("surer", 9, is(COUNT)));
    var readings =
        new Readings(
            Map.of(A, new Fact.Holds(0.9), B, new Fact.Absent(), COUNT, new Fact.Holds(0.5)),
            Map.of(COUNT, 7.0),
            Map.of());
    var explanation =
        new Decisions(all, Strategy.PRIORITY).explain(readings, _ -> Bounds.atLeast(4));
    assertThat(explanation.considered())
        .extracting(Explanation.Considered::fate)
        .containsExactly(
            new Fate.Won(),
            new Fate.Outranked("won", Fate.Rank.PRIORITY),
            new Fate.Missed(Truth.NO),
            new Fate.Outranked("won", Fate.Rank.CONFIDENCE));
    assertThat(explanation.considered().getLast().rule())
        .isEqualTo(
            new Judged.Leaf(
                new Rule.Is(COUNT),
                Truth.YES,
                0.5,
                7.0,
                Bounds.atLeast(4),
                Judged.State.READ,
                null));
  }
}
