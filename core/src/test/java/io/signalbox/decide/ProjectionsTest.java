package io.signalbox.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.decide.Decisions.Progress;
import io.signalbox.decide.Projections.Band;
import io.signalbox.decide.Projections.Condition;
import io.signalbox.decide.Projections.Cut;
import io.signalbox.decide.Projections.Input;
import io.signalbox.decide.Projections.Mapping;
import io.signalbox.decide.Projections.Partition;
import io.signalbox.decide.Projections.Score;
import io.signalbox.decide.Projections.Source;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProjectionsTest {
  private static final SignalName ADVANCED = new SignalName("keyword", "advanced");
  private static final SignalName ROUTINE = new SignalName("keyword", "routine");
  private static final SignalName GUARD = new SignalName("jailbreak", "guard");
  private static final SignalName MATH = new SignalName("domain", "math");
  private static final SignalName LAW = new SignalName("domain", "law");
  private static final SignalName OTHER = new SignalName("domain", "other");

  private static Input binary(SignalName name, double weight) {
    return new Input(new Source.Binary(name, 1, 0, name.equals(GUARD)), weight);
  }

  private static Readings readings(Map<SignalName, Fact> facts) {
    return new Readings(facts, Map.of(), Map.of());
  }

  private static Rule output(String name) {
    return new Rule.Is(new SignalName(Projections.LEAF, name));
  }

  private static Mapping lanes(String score, boolean every) {
    return new Mapping(
        "lanes",
        score,
        every,
        10,
        List.of(
            new Band("low_cost", new Bounds(null, null, 0.0, null)),
            new Band("expensive", new Bounds(null, 0.35, null, null))));
  }

  private static Decisions lanes(List<Input> inputs) {
    var projections =
        new Projections(List.of(), List.of(new Score("s", inputs)), List.of(lanes("s", false)));
    var all =
        List.of(
            new Decision("expensive", 2, output("expensive")),
            new Decision("cheap", 1, output("low_cost")));
    return new Decisions(all, Strategy.PRIORITY, projections);
  }

  private static String name(@Nullable Decision decision) {
    return decision == null ? "" : decision.name();
  }

  /** The worked numbers of contract 3.3. */
  @Test
  void aScoreFallsIntoItsBand() {
    var decisions = lanes(List.of(binary(ADVANCED, 0.45), binary(ROUTINE, -0.1)));
    var advanced =
        decisions.decide(readings(Map.of(ADVANCED, new Fact.Holds(1), ROUTINE, new Fact.Absent())));
    assertThat(name(advanced.decision())).isEqualTo("expensive");
    assertThat(advanced.confidence()).isCloseTo(0.7311, within(1e-4));
    assertThat(advanced.matched()).containsExactly(new SignalName("projection", "expensive"));
    var routine =
        decisions.decide(readings(Map.of(ADVANCED, new Fact.Absent(), ROUTINE, new Fact.Holds(1))));
    assertThat(name(routine.decision())).isEqualTo("cheap");
    var gap =
        decisions.decide(readings(Map.of(ADVANCED, new Fact.Absent(), ROUTINE, new Fact.Absent())));
    assertThat(gap.decision()).isNull();
  }

  @Test
  void whatTheIntervalDecidesIsNotReadFor() {
    var decisions = lanes(List.of(binary(ADVANCED, 0.45), binary(ROUTINE, -0.05)));
    assertThat(decisions.settle(Readings.NONE))
        .isEqualTo(new Progress.Open(Set.of(ADVANCED, ROUTINE)));
    // 0.40 to 0.45 is in the band either way; the confidence is not.
    assertThat(decisions.settle(readings(Map.of(ADVANCED, new Fact.Holds(1)))))
        .isEqualTo(new Progress.Open(Set.of(ROUTINE)));
    var dropped = lanes(List.of(binary(ADVANCED, 0.3), binary(ROUTINE, 0.0)));
    assertThat(dropped.settle(readings(Map.of(ADVANCED, new Fact.Absent()))))
        .isInstanceOf(Progress.Settled.class);
    var never = lanes(List.of(binary(ADVANCED, 0.1), binary(ROUTINE, 0.1)));
    assertThat(never.settle(Readings.NONE)).isInstanceOf(Progress.Settled.class);
  }

  @Test
  void aFailedInputIsAMissUnlessItGuards() {
    var decisions = lanes(List.of(binary(ADVANCED, 0.45), binary(ROUTINE, -0.1)));
    var failed = Map.of(ADVANCED, new Fact.Unknown(), ROUTINE, new Fact.Holds(1));
    assertThat(name(decisions.decide(readings(new HashMap<>(failed))).decision()))
        .isEqualTo("cheap");
    var guarded = lanes(List.of(binary(GUARD, 0.45), binary(ROUTINE, -0.1)));
    Map<SignalName, Fact> open = Map.of(GUARD, new Fact.Unknown(), ROUTINE, new Fact.Holds(1));
    assertThat(guarded.decide(readings(open)).decision()).isNull();
    var not =
        new Decisions(
            List.of(new Decision("not", 1, new Rule.Not(output("expensive")))),
            Strategy.PRIORITY,
            guarded.projections());
    assertThat(not.decide(readings(open)).decision()).isNull();
  }

  @Test
  void inputsMayBeConfidencesValuesScoresAndOutputs() {
    var raw = new SignalName("structure", "count");
    var metric = new SignalName("kb", "base:best_score");
    var reader = new SignalName("kb", "rule");
    var first =
        new Score(
            "first",
            List.of(
                new Input(new Source.Confidence(ADVANCED, false), 1),
                new Input(new Source.Raw(raw, false), 0.1),
                new Input(new Source.Metric(metric, List.of(reader)), 1)));
    var second =
        new Score(
            "second",
            List.of(
                new Input(new Source.Other("first"), 2), new Input(new Source.Output("up"), 1)));
    var up = new Mapping("m", "first", true, 12, List.of(new Band("up", Bounds.atLeast(0))));
    var end = new Mapping("n", "second", true, 12, List.of(new Band("end", Bounds.atLeast(0))));
    var projections = new Projections(List.of(), List.of(first, second), List.of(up, end));
    var decisions =
        new Decisions(List.of(new Decision("d", 1, output("end"))), Strategy.PRIORITY, projections);
    var readings =
        new Readings(
            Map.of(ADVANCED, new Fact.Holds(0), raw, new Fact.Absent(), reader, new Fact.Absent()),
            Map.of(raw, 3.0, metric, 0.25),
            Map.of());
    var trace = decisions.explain(readings, _ -> null).projections();
    assertThat(trace.sums())
        .extracting(sum -> sum.value().low())
        .satisfiesExactly(
            one -> assertThat(one).isCloseTo(1.55, within(1e-9)),
            two -> assertThat(two).isCloseTo(3.1 + 1, within(1e-6)));
    assertThat(trace.sums().getFirst().terms())
        .extracting(ProjectionTrace.Term::source)
        .containsExactly("confidence", "raw", "metric");
    assertThat(trace.mappings().getFirst().bands().getFirst().distance())
        .isCloseTo(1.55, within(1e-9));
  }

  @Test
  void multiEmitNamesEveryBand() {
    var bands =
        List.of(new Band("some", Bounds.atLeast(0.1)), new Band("much", Bounds.atLeast(0.3)));
    for (boolean every : List.of(true, false)) {
      var projections =
          new Projections(
              List.of(),
              List.of(new Score("s", List.of(binary(ADVANCED, 0.5)))),
              List.of(new Mapping("m", "s", every, 12, bands)));
      var decisions = new Decisions(List.of(), Strategy.PRIORITY, projections);
      var projected = decisions.projected(readings(Map.of(ADVANCED, new Fact.Holds(1))));
      assertThat(projected.holding(Projections.LEAF))
          .isEqualTo(every ? List.of("some", "much") : List.of("some"));
    }
  }

  private static Decisions partitioned(@Nullable Double temperature) {
    var partition = new Partition("topics", temperature, List.of(MATH, LAW, OTHER), OTHER);
    var all = new ArrayList<Decision>();
    for (var name : partition.members()) {
      all.add(new Decision(name.name(), 1, new Rule.Is(name)));
    }
    return new Decisions(
        all, Strategy.CONFIDENCE, new Projections(List.of(partition), List.of(), List.of()));
  }

  private static Map<SignalName, Fact> topics(Fact math, Fact law, Fact other) {
    var facts = new LinkedHashMap<SignalName, Fact>();
    facts.put(MATH, math);
    facts.put(LAW, law);
    facts.put(OTHER, other);
    return facts;
  }

  @Test
  void theSurestMemberOfAPartitionRemains() {
    var facts = topics(new Fact.Holds(0.6), new Fact.Holds(0.8), new Fact.Absent());
    var plain = partitioned(null).decide(readings(facts));
    assertThat(name(plain.decision())).isEqualTo("law");
    assertThat(plain.confidence()).isEqualTo(0.8);
    var soft = partitioned(0.5).decide(readings(facts));
    assertThat(soft.confidence()).isCloseTo(1 / (1 + Math.exp(-0.4)), within(1e-9));
    assertThat(partitioned(null).projected(readings(facts)).holding("domain"))
        .containsExactly("law");
    var equal = topics(new Fact.Holds(0.8), new Fact.Holds(0.8), new Fact.Absent());
    assertThat(name(partitioned(null).decide(readings(equal)).decision())).isEqualTo("math");
    var alone = topics(new Fact.Absent(), new Fact.Holds(0.3), new Fact.Absent());
    assertThat(partitioned(0.5).decide(readings(alone)).confidence()).isEqualTo(0.3);
  }

  @Test
  void theDefaultStandsInOnlyWhenAllWereReadAndNoneFailed() {
    var none = topics(new Fact.Absent(), new Fact.Absent(), new Fact.Absent());
    var decisions = partitioned(null);
    assertThat(name(decisions.decide(readings(none)).decision())).isEqualTo("other");
    var contest = decisions.explain(readings(none), _ -> null).projections().contests().getFirst();
    assertThat(contest.synthetic()).isTrue();
    assertThat(contest.winner()).isEqualTo(OTHER);
    var failed = topics(new Fact.Unknown(), new Fact.Absent(), new Fact.Absent());
    assertThat(decisions.decide(readings(failed)).decision()).isNull();
    assertThat(decisions.decide(Readings.NONE).decision()).isNull();
    var some = new LinkedHashMap<>(none);
    some.remove(MATH);
    assertThat(decisions.settle(readings(some))).isEqualTo(new Progress.Open(Set.of(MATH)));
  }

  private static Decisions cut(int most) {
    var all = new ArrayList<Decision>();
    for (var name : List.of(MATH, LAW, OTHER)) {
      all.add(new Decision(name.name(), name.equals(LAW) ? 2 : 1, new Rule.Is(name)));
    }
    var cut = new Cut(List.of(OTHER, MATH, LAW), most);
    return new Decisions(all, Strategy.PRIORITY, Projections.NONE.with(List.of(), List.of(cut)));
  }

  @Test
  void ofACutOnlyTheSurestHold() {
    var facts = readings(topics(new Fact.Holds(0.6), new Fact.Holds(0.8), new Fact.Holds(0.6)));
    assertThat(cut(1).projected(facts).holding("domain")).containsExactly("law");
    // Of equals the first in the alphabet.
    assertThat(cut(2).projected(facts).holding("domain")).containsExactly("math", "law");
    assertThat(cut(3).projected(facts).holding("domain")).hasSize(3);
    var failed = readings(topics(new Fact.Unknown(), new Fact.Holds(0.8), new Fact.Holds(0.6)));
    assertThat(cut(1).projected(failed).holding("domain")).containsExactly("law");
    assertThat(cut(1).projected(failed).fact(MATH)).isEqualTo(new Fact.Unknown());
  }

  @Test
  void aMemberOfACutIsOpenWhileASurerOneMayCome() {
    var some = new LinkedHashMap<SignalName, Fact>();
    some.put(LAW, new Fact.Holds(0.8));
    assertThat(cut(1).settle(readings(some))).isEqualTo(new Progress.Open(Set.of(MATH, OTHER)));
    some.put(MATH, new Fact.Absent());
    some.put(OTHER, new Fact.Absent());
    assertThat(name(cut(1).decide(readings(some)).decision())).isEqualTo("law");
  }

  private static Decisions conditional(Rule condition) {
    var all = List.of(new Decision("law", 1, new Rule.Is(LAW)));
    var conditions = List.of(new Condition(List.of(LAW, OTHER), condition));
    return new Decisions(all, Strategy.PRIORITY, Projections.NONE.with(conditions, List.of()));
  }

  @Test
  void aNameHoldsOnlyWhileItsConditionDoes() {
    var decisions = conditional(new Rule.Is(ADVANCED));
    var facts = new LinkedHashMap<SignalName, Fact>();
    facts.put(LAW, new Fact.Holds(0.8));
    assertThat(decisions.settle(readings(facts))).isEqualTo(new Progress.Open(Set.of(ADVANCED)));
    facts.put(ADVANCED, new Fact.Holds(0.3));
    assertThat(decisions.decide(readings(facts)).confidence()).isEqualTo(0.8);
    facts.put(ADVANCED, new Fact.Absent());
    assertThat(decisions.projected(readings(facts)).fact(LAW)).isEqualTo(new Fact.Absent());
    facts.put(ADVANCED, new Fact.Unknown());
    assertThat(decisions.decide(readings(facts)).decision()).isNull();
    assertThat(decisions.projected(readings(facts)).fact(LAW)).isEqualTo(new Fact.Unknown());
  }

  @Test
  void noConditionIsReadForWhatDoesNotHold() {
    var decisions = conditional(new Rule.Is(ADVANCED));
    assertThat(decisions.settle(readings(Map.of(LAW, new Fact.Absent()))))
        .isInstanceOf(Progress.Settled.class);
    assertThat(decisions.settle(Readings.NONE)).isEqualTo(new Progress.Open(Set.of(LAW)));
  }

  @Test
  void scoresAreOrderedByDependenceAndCyclesAreRefused() {
    var last = new Score("last", List.of(new Input(new Source.Output("o"), 1)));
    var first = new Score("first", List.of(binary(ADVANCED, 1)));
    var unused = new Score("unused", List.of(binary(ROUTINE, 1)));
    var out = new Mapping("m", "first", false, 12, List.of(new Band("o", Bounds.atLeast(1))));
    var end = new Mapping("n", "last", false, 12, List.of(new Band("end", Bounds.atLeast(1))));
    var leaves = List.of(new SignalName(Projections.LEAF, "end"));
    var reached =
        new Projections(List.of(), List.of(last, unused, first), List.of(end, out))
            .reachedFrom(leaves);
    assertThat(reached.scores()).containsExactly(first, last);
    var cyclic = new Score("first", List.of(new Input(new Source.Other("last"), 1)));
    assertThatThrownBy(() ->
            new Projections(List.of(), List.of(last, cyclic), List.of(end, out))
                .reachedFrom(leaves))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
