package io.signalbox.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.decide.Decisions.Progress;
import io.signalbox.signal.Cost;
import io.signalbox.signal.FakeSignal;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reading only what is wanted gives the verdict that reading everything gives. */
final class EarlyStopTest {
  private static final int WORLDS = 20_000;
  private static final double[] CONFIDENCES = {0, 0.25, 0.5, 0.5, 0.7, 0.9, 1, 1, 1};

  private record World(Decisions decisions, Map<SignalName, FakeSignal> signals) {}

  private static World world(Random random) {
    var signals = new LinkedHashMap<SignalName, FakeSignal>();
    for (int i = 0, count = 1 + random.nextInt(7); i < count; i++) {
      var name = new SignalName("t" + random.nextInt(2), "s" + i);
      var reading = reading(name.name(), random);
      signals.put(name, new FakeSignal(name, Cost.FREE, () -> reading));
    }
    var names = List.copyOf(signals.keySet());
    var decisions = new ArrayList<Decision>();
    for (int i = 0, count = random.nextInt(6); i < count; i++) {
      decisions.add(new Decision("d" + (9 - i), random.nextInt(3), rule(names, random, 0)));
    }
    var strategy = random.nextBoolean() ? Strategy.PRIORITY : Strategy.CONFIDENCE;
    return new World(new Decisions(decisions, strategy), signals);
  }

  private static Reading reading(String name, Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Reading.Failed("broken");
      case 1, 2 -> Reading.miss();
      default -> Reading.hit(name, CONFIDENCES[random.nextInt(CONFIDENCES.length)]);
    };
  }

  private static Rule rule(List<SignalName> names, Random random, int depth) {
    int kind = depth > 3 ? 0 : random.nextInt(6);
    return switch (kind) {
      case 0, 1, 2 -> new Rule.Is(names.get(random.nextInt(names.size())));
      case 3 -> new Rule.Not(rule(names, random, depth + 1));
      case 4 -> new Rule.All(rules(names, random, depth));
      default -> new Rule.Any(rules(names, random, depth));
    };
  }

  private static List<Rule> rules(List<SignalName> names, Random random, int depth) {
    var parts = new ArrayList<Rule>();
    for (int i = random.nextInt(4); i > 0; i--) {
      parts.add(rule(names, random, depth + 1));
    }
    return parts;
  }

  @Test
  void readingWhatIsWantedGivesWhatReadingEverythingGives() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < WORLDS; i++) {
      var world = world(random);
      var what = "seed %d, world %d: %s".formatted(seed, i, world.decisions());
      var everything = FakeSignal.readings(List.copyOf(world.signals().values()));
      var full = world.decisions().decide(everything);
      var early = readSome(world, random, what);
      assertThat(early.decision()).as(what).isEqualTo(full.decision());
      assertThat(early.confidence()).as(what).isEqualTo(full.confidence());
    }
  }

  private static Verdict readSome(World world, Random random, String what) {
    var readings = Readings.NONE;
    var known = new HashSet<SignalName>();
    for (var name : world.signals().keySet()) {
      if (random.nextInt(4) == 0) {
        readings = read(world, name, readings, known);
      }
    }
    while (true) {
      switch (world.decisions().settle(readings)) {
        case Progress.Settled(Verdict verdict) -> {
          return verdict;
        }
        case Progress.Open(var wanted) -> {
          assertThat(wanted).as(what).isNotEmpty().noneMatch(known::contains);
          var choice = List.copyOf(wanted);
          readings = read(world, choice.get(random.nextInt(choice.size())), readings, known);
        }
      }
    }
  }

  private static Readings read(
      World world, SignalName name, Readings before, Set<SignalName> known) {
    known.add(name);
    var signal = Objects.requireNonNull(world.signals().get(name));
    return before.with(signal, FakeSignal.readingOf(signal));
  }

  /** Once settled, no reading of what is left could change the decision or its confidence. */
  @Test
  void whatIsSettledStaysSettledWhateverElseIsRead() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < WORLDS; i++) {
      var world = world(random);
      var readings = Readings.NONE;
      for (var signal : world.signals().values()) {
        readings = random.nextBoolean() ? with(readings, signal, random) : readings;
      }
      if (world.decisions().settle(readings) instanceof Progress.Settled(Verdict verdict)) {
        var later = readings;
        for (var signal : world.signals().values()) {
          later = later.fact(signal.name()) == null ? with(later, signal, random) : later;
        }
        var what = "seed %d, world %d: %s".formatted(seed, i, world.decisions());
        var full = world.decisions().decide(later);
        assertThat(verdict.decision()).as(what).isEqualTo(full.decision());
        assertThat(verdict.confidence()).as(what).isEqualTo(full.confidence());
      }
    }
  }

  private static Readings with(Readings before, FakeSignal signal, Random random) {
    return before.with(signal, reading(signal.name().name(), random));
  }
}
