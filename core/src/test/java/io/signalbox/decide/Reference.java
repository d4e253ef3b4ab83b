package io.signalbox.decide;

import io.signalbox.decide.Projections.Source;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rule language by the book, for readings in which nothing is unread: no numbers, no arrays, no
 * early stop. What a failed guard leaves open in a score is tried at both ends and between.
 */
final class Reference {
  private final Decisions decisions;
  private final Readings readings;
  private final Map<SignalName, Fact> facts = new HashMap<>();

  /** Names that would hold if it were known whether their condition does, and how surely. */
  private final Map<SignalName, Double> barred = new HashMap<>();

  Reference(Decisions decisions, Readings readings) {
    this.decisions = decisions;
    this.readings = readings;
    facts.putAll(readings.facts());
    decisions.projections().partitions().forEach(this::partition);
    for (var condition : decisions.projections().conditions()) {
      condition(condition, answer(condition.rule()).truth());
    }
    decisions.projections().cuts().forEach(this::cut);
  }

  /** What a rule says, and how surely. */
  record Answer(Truth truth, double sure) {}

  @Nullable Decision winner() {
    var tiered =
        decisions.all().stream()
            .anyMatch(d -> d.tier() > 0 && answer(d.rule()).truth() == Truth.YES);
    Comparator<Decision> sure = Comparator.comparingDouble(d -> -answer(d.rule()).sure());
    Comparator<Decision> priority = Comparator.comparingInt(d -> -d.priority());
    Comparator<Decision> order =
        tiered
            ? Comparator.comparingInt(Decision::tier).thenComparing(sure).thenComparing(priority)
            : decisions.strategy() == Strategy.PRIORITY
                ? priority.thenComparing(sure)
                : sure.thenComparing(priority);
    return decisions.all().stream()
        .filter(d -> answer(d.rule()).truth() == Truth.YES)
        .min(order.thenComparing(Decision::name))
        .orElse(null);
  }

  private void condition(Projections.Condition condition, Truth truth) {
    for (var name : condition.names()) {
      if (facts.get(name) instanceof Fact.Holds(double c)) {
        switch (truth) {
          case YES -> {}
          case NO -> facts.put(name, new Fact.Absent());
          case UNKNOWN -> {
            facts.put(name, new Fact.Unknown());
            barred.put(name, c);
          }
        }
      }
    }
  }

  private void cut(Projections.Cut cut) {
    var holding = new HashMap<SignalName, Double>();
    for (var member : cut.members()) {
      if (facts.get(member) instanceof Fact.Holds(double c)) {
        holding.put(member, c);
      }
    }
    holding.keySet().stream()
        .sorted(
            Comparator.<SignalName>comparingDouble(name -> -holding.getOrDefault(name, 0.0))
                .thenComparing(SignalName::name))
        .skip(cut.most())
        .forEach(name -> facts.put(name, new Fact.Absent()));
  }

  private void partition(Projections.Partition partition) {
    var holding = new HashMap<SignalName, Double>();
    SignalName winner = null;
    double top = -1;
    boolean failed = false;
    for (var member : partition.members()) {
      var fact = readings.fact(member);
      failed |= fact instanceof Fact.Unknown;
      if (fact instanceof Fact.Holds(double c)) {
        holding.put(member, c);
        winner = c > top ? member : winner;
        top = Math.max(c, top);
      }
    }
    if (winner == null) {
      if (!failed) {
        facts.put(partition.byDefault(), new Fact.Holds(1));
      }
      return;
    }
    for (var member : holding.keySet()) {
      facts.put(member, new Fact.Absent());
    }
    var t = partition.temperature();
    double sum = t == null ? 1 : sum(partition, holding, top, t);
    facts.put(winner, new Fact.Holds(t == null || holding.size() < 2 ? top : 1 / sum));
  }

  private static double sum(
      Projections.Partition partition, Map<SignalName, Double> holding, double top, double t) {
    double sum = 0;
    for (var member : partition.members()) {
      sum += holding.containsKey(member) ? Math.exp((holding.get(member) - top) / t) : 0;
    }
    return sum;
  }

  Answer answer(Rule rule) {
    return switch (rule) {
      case Rule.Is is -> leaf(is);
      case Rule.All(var parts) -> {
        var answers = parts.stream().map(this::answer).toList();
        if (answers.stream().anyMatch(a -> a.truth() == Truth.NO)) {
          yield new Answer(Truth.NO, 0);
        }
        if (answers.stream().anyMatch(a -> a.truth() == Truth.UNKNOWN)) {
          yield new Answer(Truth.UNKNOWN, 0);
        }
        if (answers.isEmpty()) {
          yield new Answer(Truth.YES, 0);
        }
        var sure = answers.stream().map(Answer::sure).sorted().toList();
        double sum = 0;
        for (var answer : answers) {
          sum += answer.sure();
        }
        // A mean lies among its numbers, whatever rounding makes of it.
        double mean = Math.clamp(sum / sure.size(), sure.getFirst(), sure.getLast());
        yield new Answer(Truth.YES, mean);
      }
      case Rule.Any(var parts) -> {
        var best = new Answer(Truth.NO, 0);
        for (var part : parts) {
          var answer = answer(part);
          boolean better =
              answer.truth() == Truth.YES
                  ? best.truth() != Truth.YES || answer.sure() > best.sure()
                  : answer.truth() == Truth.UNKNOWN && best.truth() == Truth.NO;
          best = better ? answer : best;
        }
        yield best;
      }
      case Rule.Not(var part) ->
          switch (answer(part).truth()) {
            case YES -> new Answer(Truth.NO, 0);
            case NO -> new Answer(Truth.YES, 1);
            case UNKNOWN -> new Answer(Truth.UNKNOWN, 0);
          };
    };
  }

  private Answer leaf(Rule.Is is) {
    if (is.signal().type().equals(Projections.LEAF)) {
      return output(is);
    }
    var fact = facts.get(is.signal());
    if (fact == null) {
      var owner = Objects.requireNonNull(is.signal().labelled());
      fact = readings.fact(owner) instanceof Fact.Unknown ? new Fact.Unknown() : new Fact.Absent();
    }
    var bar = barred.get(is.signal());
    if (bar != null && is.predicate() != null) {
      var measured = readings.value(is.signal());
      return measured != null && !measured.isNaN()
          ? measured(is.predicate(), measured)
          : is.predicate().contains(bar) ? new Answer(Truth.UNKNOWN, 0) : new Answer(Truth.NO, 0);
    }
    if (fact instanceof Fact.Unknown) {
      return switch (is.onError()) {
        case UNKNOWN -> new Answer(Truth.UNKNOWN, 0);
        case NO_MATCH -> new Answer(Truth.NO, 0);
        case MATCH -> new Answer(Truth.YES, 1);
      };
    }
    if (is.predicate() == null) {
      return fact instanceof Fact.Holds(double c)
          ? new Answer(Truth.YES, c)
          : new Answer(Truth.NO, 0);
    }
    var value = readings.value(is.signal());
    if (value != null && value.isNaN()) {
      value = null;
    }
    if (value == null && fact instanceof Fact.Holds(double c)) {
      value = c;
    }
    return measured(is.predicate(), value == null ? Double.NaN : value);
  }

  private static Answer measured(Bounds predicate, double value) {
    boolean within = Double.isFinite(value) && predicate.contains(value);
    return within ? new Answer(Truth.YES, 1) : new Answer(Truth.NO, 0);
  }

  /** The ends of a score, apart where a guard failed. */
  private double[] score(String name) {
    var score =
        decisions.projections().scores().stream()
            .filter(s -> s.name().equals(name))
            .findFirst()
            .orElseThrow();
    double low = 0;
    double high = 0;
    for (var input : score.inputs()) {
      if (input.weight() != 0) {
        var ends = input(input.source());
        low += Math.min(input.weight() * ends[0], input.weight() * ends[1]);
        high += Math.max(input.weight() * ends[0], input.weight() * ends[1]);
      }
    }
    return new double[] {low, high};
  }

  private double[] input(Source source) {
    return switch (source) {
      case Source.Binary(var signal, double match, double miss, boolean guards) ->
          guards && failed(signal)
              ? new double[] {Math.min(match, miss), Math.max(match, miss)}
              : both(facts.get(signal) instanceof Fact.Holds ? match : miss);
      case Source.Confidence(var signal, boolean guards) ->
          guards && failed(signal)
              ? new double[] {0, 1}
              : both(facts.get(signal) instanceof Fact.Holds(double c) ? (c > 0 ? c : 1) : 0);
      case Source.Raw(var signal, boolean guards) ->
          guards && readings.fact(signal) instanceof Fact.Unknown
              ? new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}
              : both(finite(readings.value(signal)));
      case Source.Metric(var metric, var _) -> both(finite(readings.value(metric)));
      case Source.Other(var other) -> score(other);
      case Source.Output(var output) -> {
        var ends = output(output);
        yield new double[] {
          ends.truth() == Truth.YES ? ends.low() : 0, ends.truth() == Truth.NO ? 0 : ends.high()
        };
      }
    };
  }

  private boolean failed(SignalName name) {
    return facts.get(name) instanceof Fact.Unknown;
  }

  private static double[] both(double number) {
    return new double[] {number, number};
  }

  private static double finite(@Nullable Double value) {
    return value != null && Double.isFinite(value) ? value : 0;
  }

  private Answer output(Rule.Is is) {
    var ends = output(is.signal().name());
    if (is.predicate() == null || ends.truth() == Truth.NO) {
      return new Answer(ends.truth(), ends.truth() == Truth.YES ? ends.low() : 0);
    }
    boolean low = is.predicate().contains(ends.low());
    boolean high = is.predicate().contains(ends.high());
    boolean meets = low || high || between(is.predicate(), ends.low(), ends.high());
    if (!meets) {
      return new Answer(Truth.NO, 0);
    }
    return low && high && ends.truth() == Truth.YES
        ? new Answer(Truth.YES, 1)
        : new Answer(Truth.UNKNOWN, 0);
  }

  /** Whether a number between the ends lies within, though neither end does. */
  private static boolean between(Bounds bounds, double low, double high) {
    var edges = new TreeSet<Double>(List.of(low, high));
    bounds.all().stream().filter(b -> b > low && b < high).forEach(edges::add);
    Double before = null;
    for (var edge : edges) {
      if (bounds.contains(edge) || (before != null && bounds.contains((before + edge) / 2))) {
        return true;
      }
      before = edge;
    }
    return false;
  }

  /** An output, and the ends of its confidence. */
  private record Ends(Truth truth, double low, double high) {}

  private Ends output(String name) {
    var mapping =
        decisions.projections().mappings().stream()
            .filter(m -> m.bands().stream().anyMatch(band -> band.output().equals(name)))
            .findFirst()
            .orElseThrow();
    var ends = score(mapping.score());
    boolean maybe = false;
    for (var band : mapping.bands()) {
      boolean in = band.bounds().contains(ends[0]) && band.bounds().contains(ends[1]);
      var placed = Band.of(band.bounds(), ends[0], ends[1]);
      if (band.output().equals(name)) {
        DoubleUnaryOperator sure = d -> 1 / (1 + Math.exp(-mapping.slope() * d));
        boolean holds = in && (mapping.every() || !maybe);
        var truth = placed.out() ? Truth.NO : holds ? Truth.YES : Truth.UNKNOWN;
        return truth == Truth.NO
            ? new Ends(truth, 0, 0)
            : new Ends(
                truth, sure.applyAsDouble(placed.nearest()), sure.applyAsDouble(placed.farthest()));
      }
      if (!mapping.every() && in) {
        return new Ends(Truth.NO, 0, 0);
      }
      maybe |= !placed.out();
    }
    throw new AssertionError(name);
  }
}
