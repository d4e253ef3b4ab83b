package io.signalbox.decide;

import io.signalbox.decide.Projections.Band;
import io.signalbox.decide.Projections.Condition;
import io.signalbox.decide.Projections.Cut;
import io.signalbox.decide.Projections.Input;
import io.signalbox.decide.Projections.Mapping;
import io.signalbox.decide.Projections.Partition;
import io.signalbox.decide.Projections.Score;
import io.signalbox.decide.Projections.Source;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.FakeSignal;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Decisions over signals, made at random: rules with predicates and labels, tiers, partitions,
 * conditions, cuts, scores over scores, signals that fail.
 */
record World(Decisions decisions, Map<SignalName, Reading> signals) {
  private static final double[] CONFIDENCES = {0, 0.25, 0.5, 0.5, 0.7, 0.9, 1, 1, 1};
  private static final double[] VALUES = {-1, 0, 0.25, 0.5, 1, 2, 3, Double.NaN};
  private static final double[] WEIGHTS = {0, 1, 1, 0.5, -1, -0.3, 2, 0.1};
  private static final List<OnError> ON_ERROR = List.of(OnError.values());
  private static final String GUARD = "guard";
  private static final String BASE = "kb";

  /** Reads one signal more. */
  Readings read(SignalName name, Readings before) {
    return read(name, Objects.requireNonNull(signals.get(name)), before);
  }

  /** Reads a signal as if it said something else. */
  static Readings read(SignalName name, Reading reading, Readings before) {
    return before.with(fake(name, reading), reading);
  }

  private static FakeSignal fake(SignalName name, Reading reading) {
    return new FakeSignal(name, Cost.FREE, () -> reading);
  }

  Readings everything() {
    var readings = Readings.NONE;
    for (var name : signals.keySet()) {
      readings = read(name, readings);
    }
    return readings;
  }

  static World random(Random random) {
    return new Maker(random).world();
  }

  /** Makes a world. */
  private static final class Maker {
    private final Random random;
    private final Map<SignalName, Reading> signals = new LinkedHashMap<>();
    private final List<SignalName> names = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();

    Maker(Random random) {
      this.random = random;
    }

    World world() {
      for (int i = 0, count = 1 + random.nextInt(6); i < count; i++) {
        add(new SignalName(random.nextInt(4) == 0 ? GUARD : "t", "s" + i));
      }
      var projections = random.nextInt(3) == 0 ? Projections.NONE : projections();
      var decisions = new ArrayList<Decision>();
      boolean tiers = random.nextInt(3) == 0;
      for (int i = 0, count = random.nextInt(6); i < count; i++) {
        int tier = tiers ? random.nextInt(3) : 0;
        decisions.add(new Decision("d" + (9 - i), random.nextInt(3), tier, rule(0)));
      }
      var strategy = random.nextBoolean() ? Strategy.PRIORITY : Strategy.CONFIDENCE;
      return new World(new Decisions(decisions, strategy, projections), signals);
    }

    private SignalName add(SignalName name) {
      signals.put(name, reading(name.name(), random));
      names.add(name);
      return name;
    }

    private Projections projections() {
      var partitions = new ArrayList<Partition>();
      if (random.nextBoolean()) {
        var members = new ArrayList<SignalName>();
        for (int i = 0, count = 2 + random.nextInt(2); i < count; i++) {
          members.add(add(new SignalName("p", "m" + i)));
        }
        Double temperature = random.nextBoolean() ? null : (Double) 0.5;
        var byDefault = members.get(random.nextInt(members.size()));
        partitions.add(new Partition("p", temperature, members, byDefault));
      }
      var conditions = conditions();
      var cuts = cuts();
      if (random.nextInt(3) == 0) {
        add(new SignalName(BASE, "r"));
      }
      var scores = new ArrayList<Score>();
      var mappings = new ArrayList<Mapping>();
      for (int i = 0, count = 1 + random.nextInt(3); i < count; i++) {
        scores.add(new Score("score" + i, inputs(scores)));
        var bands = new ArrayList<Band>();
        for (int k = 0, many = 1 + random.nextInt(3); k < many; k++) {
          bands.add(new Band("o" + i + k, bounds()));
        }
        var mapping = new Mapping("m" + i, "score" + i, random.nextBoolean(), 12, bands);
        mappings.add(mapping);
        bands.forEach(band -> outputs.add(band.output()));
      }
      return new Projections(partitions, conditions, cuts, scores, mappings);
    }

    private List<Condition> conditions() {
      var conditions = new ArrayList<Condition>();
      var rules = new ArrayList<Rule>();
      for (int i = random.nextInt(3); i > 0; i--) {
        rules.add(rule(1));
      }
      for (var rule : rules) {
        var gated = new ArrayList<SignalName>();
        for (int i = 0, count = 1 + random.nextInt(2); i < count; i++) {
          var type = random.nextInt(4) == 0 ? GUARD : "c";
          gated.add(add(new SignalName(type, "c" + names.size())));
        }
        conditions.add(new Condition(gated, rule));
      }
      return conditions;
    }

    private List<Cut> cuts() {
      var members = names.stream().filter(_ -> random.nextBoolean()).toList();
      return random.nextBoolean() || members.size() < 2
          ? List.of()
          : List.of(new Cut(members, 1 + random.nextInt(2)));
    }

    private List<Input> inputs(List<Score> before) {
      var inputs = new ArrayList<Input>();
      for (int i = 0, count = 1 + random.nextInt(4); i < count; i++) {
        inputs.add(new Input(source(before), WEIGHTS[random.nextInt(WEIGHTS.length)]));
      }
      return inputs;
    }

    private Source source(List<Score> before) {
      var name = names.get(random.nextInt(names.size()));
      boolean guards = name.type().equals(GUARD);
      int kind = random.nextInt(8);
      if (kind == 0 && !before.isEmpty()) {
        return new Source.Other(before.get(random.nextInt(before.size())).name());
      }
      if (kind == 1 && !outputs.isEmpty()) {
        return new Source.Output(outputs.get(random.nextInt(outputs.size())));
      }
      var reader = new SignalName(BASE, "r");
      if (kind == 2 && names.contains(reader)) {
        return new Source.Metric(new SignalName(BASE, "r:label"), List.of(reader));
      }
      return switch (kind) {
        case 3 -> new Source.Raw(name, guards);
        case 4, 5 -> new Source.Confidence(name, guards);
        default -> new Source.Binary(name, 1, random.nextInt(3) == 0 ? 0.2 : 0, guards);
      };
    }

    private Bounds bounds() {
      double low = random.nextInt(8) / 4.0 - 0.5;
      Double high = random.nextBoolean() ? (Double) (low + 0.25 + random.nextInt(4) / 4.0) : null;
      return switch (random.nextInt(4)) {
        case 0 -> new Bounds(low, null, high, null);
        case 1 -> new Bounds(null, low, null, high);
        case 2 -> new Bounds(null, null, low, null);
        default -> new Bounds(null, null, null, low);
      };
    }

    private Rule rule(int depth) {
      int kind = depth > 3 ? 0 : random.nextInt(6);
      return switch (kind) {
        case 0, 1, 2 -> leaf();
        case 3 -> new Rule.Not(rule(depth + 1));
        case 4 -> new Rule.All(rules(depth));
        default -> new Rule.Any(rules(depth));
      };
    }

    private Rule leaf() {
      var onError = ON_ERROR.get(random.nextInt(ON_ERROR.size()));
      var predicate = random.nextInt(3) == 0 ? bounds() : null;
      if (!outputs.isEmpty() && random.nextInt(2) == 0) {
        var output = new SignalName(Projections.LEAF, outputs.get(random.nextInt(outputs.size())));
        return new Rule.Is(output, predicate, onError);
      }
      var name = names.get(random.nextInt(names.size()));
      if (predicate != null && random.nextInt(3) == 0) {
        name = new SignalName(name.type(), name.name() + ":label");
      }
      return new Rule.Is(name, predicate, onError);
    }

    private List<Rule> rules(int depth) {
      var parts = new ArrayList<Rule>();
      for (int i = random.nextInt(4); i > 0; i--) {
        parts.add(rule(depth + 1));
      }
      return parts;
    }
  }

  /** What a signal may say. */
  static Reading reading(String name, Random random) {
    var values = new LinkedHashMap<String, Double>();
    if (random.nextInt(3) > 0) {
      values.put(name, VALUES[random.nextInt(VALUES.length)]);
    }
    if (random.nextInt(3) > 0) {
      values.put(name + ":label", VALUES[random.nextInt(VALUES.length)]);
    }
    return switch (random.nextInt(5)) {
      case 0 -> new Reading.Failed("broken");
      case 1, 2 -> new Reading.Miss(values);
      default ->
          new Reading.Hit(Map.of(name, CONFIDENCES[random.nextInt(CONFIDENCES.length)]), values);
    };
  }
}
