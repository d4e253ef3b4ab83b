package io.signalbox.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.decide.Flip.State;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Fact;
import io.signalbox.signal.FakeSignal;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NearestFlipTest {
  private static final SignalName TOKENS = new SignalName("context", "long");
  private static final SignalName WORD = new SignalName("keyword", "word");

  private static Readings readings(SignalName name, Reading reading, Readings before) {
    return before.with(new FakeSignal(name, Cost.FREE, () -> reading), reading);
  }

  private static Decision decision(String name, int priority, Rule rule) {
    return new Decision(name, priority, rule);
  }

  private static @Nullable Bounds bounds(SignalName name) {
    return name.equals(TOKENS) ? Bounds.atLeast(1024) : null;
  }

  @Test
  void theNearestNumberIsMovedToItsBound() {
    var decisions =
        new Decisions(
            List.of(
                decision("long", 3, new Rule.Is(TOKENS)),
                decision("word", 2, new Rule.Is(WORD)),
                decision("rest", 1, Rule.always())),
            Strategy.PRIORITY);
    var readings = readings(TOKENS, Reading.measured("long", 1000, false, 0), Readings.NONE);
    readings = readings(WORD, Reading.miss(), readings);
    var flip = Objects.requireNonNull(decisions.nearestFlip(readings, NearestFlipTest::bounds));
    assertThat(flip.signal()).isEqualTo(TOKENS);
    assertThat(flip.from()).isEqualTo(new State(new Fact.Absent(), 1000.0));
    assertThat(flip.to()).isEqualTo(new State(new Fact.Holds(1), 1024.0));
    assertThat(flip.decision()).isEqualTo(decisions.all().getFirst());
    assertThat(flip.distance()).isEqualTo(24.0 / 1000);
  }

  @Test
  void aNameWithoutANumberComesToHold() {
    var decisions =
        new Decisions(List.of(decision("word", 2, new Rule.Is(WORD))), Strategy.PRIORITY);
    var flip =
        Objects.requireNonNull(
            decisions.nearestFlip(readings(WORD, Reading.miss(), Readings.NONE), _ -> null));
    assertThat(flip.to().fact()).isEqualTo(new Fact.Holds(1));
    assertThat(flip.decision()).isEqualTo(decisions.all().getFirst());
    assertThat(flip.distance()).isEqualTo(1);
    var back =
        Objects.requireNonNull(
            decisions.nearestFlip(
                readings(WORD, Reading.hit("word", 1), Readings.NONE), _ -> null));
    assertThat(back.to().fact()).isEqualTo(new Fact.Absent());
    assertThat(back.decision()).isNull();
  }

  @Test
  void nothingFlipsWhatDependsOnNothing() {
    var decisions = new Decisions(List.of(decision("all", 1, Rule.always())), Strategy.PRIORITY);
    assertThat(decisions.nearestFlip(Readings.NONE, _ -> null)).isNull();
  }

  @Test
  void aScoreIsMovedThroughItsInput() {
    var score =
        new Projections.Score(
            "s", List.of(new Projections.Input(new Projections.Source.Raw(TOKENS, false), 0.001)));
    var mapping =
        new Projections.Mapping(
            "m", "s", false, 12, List.of(new Projections.Band("big", Bounds.atLeast(1.5))));
    var projections = new Projections(List.of(), List.of(score), List.of(mapping));
    var big = new Rule.Is(new SignalName(Projections.LEAF, "big"));
    var decisions = new Decisions(List.of(decision("big", 1, big)), Strategy.PRIORITY, projections);
    var readings = readings(TOKENS, Reading.measured("long", 1200, true, 1), Readings.NONE);
    var flip = Objects.requireNonNull(decisions.nearestFlip(readings, _ -> null));
    assertThat(Objects.requireNonNull(flip.to().value())).isBetween(1499.9999, 1500.0001);
    assertThat(flip.decision()).isEqualTo(decisions.all().getFirst());
  }

  @Test
  void roundingMakesNoDifferenceBetweenEqualParts() {
    var word = new Rule.Is(WORD);
    var decisions =
        new Decisions(
            List.of(
                decision("thrice", 2, new Rule.All(List.of(word, word, word))),
                decision("once", 1, word)),
            Strategy.CONFIDENCE);
    for (int i = 0; i <= 1000; i++) {
      var readings = readings(WORD, Reading.hit("word", i / 1000.0), Readings.NONE);
      assertThat(decisions.decide(readings).decision()).isEqualTo(decisions.all().getFirst());
    }
  }

  /** Nothing on a fine grid of changes of one reading flips nearer than what is found. */
  @Test
  void noChangeOfOneReadingIsNearer() {
    long seed = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      var random = new Random(seed + i);
      var world = World.random(random);
      var readings = world.everything();
      var flip = world.decisions().nearestFlip(readings, _ -> null);
      var now = world.decisions().decide(readings).decision();
      var what = "seed %d: %s of %s".formatted(seed + i, flip, world);
      if (flip != null) {
        var then =
            world
                .decisions()
                .decide(NearestFlip.with(readings, flip.signal(), flip.to()))
                .decision();
        assertThat(then).as(what).isEqualTo(flip.decision()).isNotEqualTo(now);
      }
      for (var name : world.signals().keySet()) {
        for (var change : changes(name, readings)) {
          boolean flips =
              !Objects.equals(
                  world.decisions().decide(NearestFlip.with(readings, name, change.to)).decision(),
                  now);
          if (flips && (flip == null || change.distance < flip.distance() - 1e-9)) {
            throw new AssertionError(change + " is nearer: " + what);
          }
        }
      }
    }
  }

  private record Change(State to, double distance) {}

  private static List<Change> changes(SignalName name, Readings readings) {
    var changes = new ArrayList<Change>();
    var fact = Objects.requireNonNull(readings.fact(name));
    var value = readings.value(name);
    if (value != null && Double.isFinite(value)) {
      for (int i = -60; i <= 60; i++) {
        double to = i / 10.0;
        changes.add(new Change(new State(fact, to), NearestFlip.distance(value, to)));
      }
    }
    if (fact instanceof Fact.Holds(double confidence)) {
      for (int i = 0; i <= 50; i++) {
        double to = i / 50.0;
        changes.add(new Change(new State(new Fact.Holds(to), value), Math.abs(to - confidence)));
      }
    } else {
      changes.add(new Change(new State(new Fact.Holds(1), value), 1));
    }
    if (!(fact instanceof Fact.Absent)) {
      changes.add(new Change(new State(new Fact.Absent(), value), 1));
    }
    return changes;
  }
}
