package io.signalbox.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.decide.Decisions.Progress;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Laws of deciding, on random worlds. */
final class EarlyStopTest {
  private static final int WORLDS = 100_000;

  private static void eachWorld(int count, BiConsumer<World, Random> law) {
    long seed = System.nanoTime();
    for (int i = 0; i < count; i++) {
      var random = new Random(seed + i);
      var world = World.random(random);
      try {
        law.accept(world, random);
      } catch (AssertionError | RuntimeException broken) {
        var what = "seed %d: %s%nwith %s".formatted(seed + i, world.decisions(), world.signals());
        throw new AssertionError(what, broken);
      }
    }
  }

  @Test
  void readingWhatIsWantedGivesWhatTheBookSaysOfEverything() {
    eachWorld(
        WORLDS,
        (world, random) -> {
          var full = world.decisions().decide(world.everything());
          var book = new Reference(world.decisions(), world.everything());
          assertThat(full.decision()).isEqualTo(book.winner());
          if (full.decision() != null) {
            assertThat(full.confidence()).isEqualTo(book.answer(full.decision().rule()).sure());
          }
          same(readSome(world, random), full);
        });
  }

  private static void same(Verdict verdict, Verdict other) {
    if (!Objects.equals(verdict.decision(), other.decision())
        || verdict.confidence() != other.confidence()) {
      assertThat(verdict).isEqualTo(other);
    }
  }

  private static Verdict readSome(World world, Random random) {
    var readings = Readings.NONE;
    Set<SignalName> known = new HashSet<>();
    for (var name : world.signals().keySet()) {
      if (random.nextInt(4) == 0) {
        known.add(name);
        readings = world.read(name, readings);
      }
    }
    while (true) {
      switch (world.decisions().settle(readings)) {
        case Progress.Settled(Verdict verdict) -> {
          return verdict;
        }
        case Progress.Open(var wanted) -> {
          var choice = wanted.stream().map(name -> signal(world, name)).toList();
          if (choice.isEmpty() || choice.stream().anyMatch(known::contains)) {
            throw new AssertionError(wanted);
          }
          var next = choice.get(random.nextInt(choice.size()));
          known.add(next);
          readings = world.read(next, readings);
        }
      }
    }
  }

  /** The signal to read for a name, or for the name whose label it is. */
  private static SignalName signal(World world, SignalName name) {
    var labelled = name.labelled();
    var signal = world.signals().containsKey(name) || labelled == null ? name : labelled;
    if (!world.signals().containsKey(signal)) {
      throw new AssertionError(name);
    }
    return signal;
  }

  /** Once settled, no reading of what is left could change the decision or its confidence. */
  @Test
  void whatIsSettledStaysSettledWhateverElseIsRead() {
    eachWorld(
        WORLDS / 2,
        (world, random) -> {
          var readings = Readings.NONE;
          for (var name : world.signals().keySet()) {
            readings = random.nextBoolean() ? world.read(name, readings) : readings;
          }
          if (world.decisions().settle(readings) instanceof Progress.Settled(Verdict verdict)) {
            var later = readings;
            for (var name : world.signals().keySet()) {
              if (later.fact(name) == null) {
                later = World.read(name, World.reading(name.name(), random), later);
              }
            }
            same(verdict, world.decisions().decide(later));
          }
        });
  }

  @Test
  void anyOrderOfReadingGivesTheSameVerdict() {
    eachWorld(
        WORLDS / 5,
        (world, random) -> {
          var names = new ArrayList<>(world.signals().keySet());
          Collections.shuffle(names, random);
          var readings = Readings.NONE;
          for (var name : names) {
            readings = world.read(name, readings);
          }
          assertThat(world.decisions().decide(readings))
              .isEqualTo(world.decisions().decide(world.everything()));
          assertThat(world.decisions().settle(readings)).isInstanceOf(Progress.Settled.class);
        });
  }

  /** Also of readings that are not complete: an explanation tells of them too. */
  @Test
  void theLeavesOfAnExplanationAddUpToItsVerdict() {
    eachWorld(
        WORLDS / 10,
        (world, random) -> {
          var readings = Readings.NONE;
          for (var name : world.signals().keySet()) {
            readings = random.nextInt(4) > 0 ? world.read(name, readings) : readings;
          }
          var explanation = world.decisions().explain(readings, _ -> null);
          var verdict = world.decisions().decide(readings);
          var won = new ArrayList<Decision>();
          for (var considered : explanation.considered()) {
            adds(considered.rule());
            switch (considered.fate()) {
              case Fate.Won _ -> won.add(considered.decision());
              case Fate.Missed(var truth) ->
                  assertThat(considered.rule().truth()).isEqualTo(truth).isNotEqualTo(Truth.YES);
              case Fate.Outranked(var by, var rank) -> {
                assertThat(considered.rule().truth()).isEqualTo(Truth.YES);
                assertThat(verdict.decision()).isNotNull();
                assertThat(by).isEqualTo(Objects.requireNonNull(verdict.decision()).name());
                assertThat(ahead(verdict, considered, rank)).isTrue();
              }
            }
          }
          assertThat(won)
              .isEqualTo(verdict.decision() == null ? List.of() : List.of(verdict.decision()));
        });
  }

  private static boolean ahead(Verdict verdict, Explanation.Considered loser, Fate.Rank rank) {
    var winner = Objects.requireNonNull(verdict.decision());
    return switch (rank) {
      case TIER -> winner.tier() < loser.decision().tier();
      case PRIORITY -> winner.priority() > loser.decision().priority();
      case CONFIDENCE -> verdict.confidence() > loser.rule().confidence();
      case NAME -> winner.name().compareTo(loser.decision().name()) < 0;
    };
  }

  private static void adds(Judged judged) {
    if (judged instanceof Judged.Tree tree) {
      adds(tree);
    }
  }

  private static void adds(Judged.Tree judged) {
    var parts = judged.parts();
    var truth = judged.truth();
    double sure = judged.confidence();
    parts.forEach(part -> adds(part));
    boolean yes = parts.stream().anyMatch(part -> part.truth() == Truth.YES);
    boolean no = parts.stream().anyMatch(part -> part.truth() == Truth.NO);
    boolean unknown = parts.stream().anyMatch(part -> part.truth() == Truth.UNKNOWN);
    var expected =
        switch (judged.combination()) {
          case ALL -> no ? Truth.NO : unknown ? Truth.UNKNOWN : Truth.YES;
          case ANY -> yes ? Truth.YES : unknown ? Truth.UNKNOWN : Truth.NO;
          case NOT -> yes ? Truth.NO : unknown ? Truth.UNKNOWN : Truth.YES;
        };
    if (truth != expected) {
      throw new AssertionError(judged);
    }
    var confidences = parts.stream().mapToDouble(Judged::confidence);
    double surely =
        switch (judged.combination()) {
          case ALL -> confidences.average().orElse(0);
          case ANY -> confidences.max().orElse(0);
          case NOT -> 1;
        };
    if (Math.abs(sure - (truth == Truth.YES ? surely : 0)) > 1e-12) {
      throw new AssertionError(judged);
    }
  }
}
