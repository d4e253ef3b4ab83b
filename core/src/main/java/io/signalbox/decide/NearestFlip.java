package io.signalbox.decide;

import io.signalbox.decide.Flip.State;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the smallest change of one reading that changes the decision.
 *
 * <p>Each name is changed by itself, and the decision is taken anew. A number is moved to every
 * place where something about it changes, nearest first: bounds of its signal, predicates, numbers
 * that bring a score to the bound of a band and, for confidences, a grid besides. Between the last
 * place that decides as before and the first that does not, the turning point is halved out. A name
 * without a number comes to hold, or ceases to.
 */
final class NearestFlip {
  private static final int GRID = 64;

  private final Decisions decisions;
  private final Readings readings;
  private final Function<SignalName, @Nullable Bounds> bounds;
  private final Facts facts;
  private final @Nullable Decision now;
  private @Nullable Flip nearest;

  NearestFlip(
      Decisions decisions, Readings readings, Function<SignalName, @Nullable Bounds> bounds) {
    this.decisions = decisions;
    this.readings = readings;
    this.bounds = bounds;
    this.facts = new Facts(decisions.program(), readings);
    this.now = decisions.decide(readings).decision();
  }

  /**
   * The nearest flip, the first by name of equals; null when no single reading changes anything.
   */
  @Nullable Flip find() {
    var names = new TreeSet<>(Comparator.comparing(SignalName::toString));
    names.addAll(List.of(decisions.program().names));
    for (var owner : decisions.program().owners) {
      if (owner != null && readings.fact(owner) != null) {
        names.add(owner);
      }
    }
    names.forEach(this::change);
    return nearest;
  }

  private void change(SignalName name) {
    var own = readings.fact(name);
    var labelled = name.labelled();
    var fact = own != null || labelled == null ? own : readings.fact(labelled);
    if (fact == null && readings.value(name) == null) {
      return;
    }
    var known = fact == null ? new Fact.Absent() : fact;
    var value = readings.value(name);
    var from = new State(known, value);
    if (value != null && Double.isFinite(value)) {
      values(name, from, value);
    }
    boolean measured = value != null && Double.isFinite(value) && bounds.apply(name) != null;
    if (own != null && !measured) {
      if (own instanceof Fact.Holds(double confidence)) {
        confidences(name, from, confidence);
      }
      facts(name, from);
    }
  }

  /** A name that no number decides. */
  private void facts(SignalName name, State from) {
    if (!(from.fact() instanceof Fact.Absent)) {
      single(name, from, new State(new Fact.Absent(), from.value()));
    }
    if (!(from.fact() instanceof Fact.Holds)) {
      single(name, from, new State(new Fact.Holds(1), from.value()));
    }
  }

  private void single(SignalName name, State from, State to) {
    if (nearer(1) && differs(name, to)) {
      keep(new Flip(name, from, to, decided(name, to), 1));
    }
  }

  private void values(SignalName name, State from, double value) {
    var points = new TreeSet<Double>();
    var own = bounds.apply(name);
    if (own != null) {
      around(points, own);
    }
    predicates(points, name);
    solved(points, name, value, Projections.Source.Raw.class);
    solved(points, name, value, Projections.Source.Metric.class);
    if (own != null && follows(from, value)) {
      solved(points, name, value, Projections.Source.Confidence.class);
      grid(points);
    }
    along(name, from, value, points, to -> new State(fact(from, value, to, own), to));
  }

  /** What a name is once its number is another: its signal's bounds decide whether it holds. */
  private static Fact fact(State from, double before, double value, @Nullable Bounds own) {
    if (own == null) {
      return from.fact();
    }
    if (!own.contains(value)) {
      return new Fact.Absent();
    }
    boolean follows = follows(from, before) && value >= 0 && value <= 1;
    return follows
        ? new Fact.Holds(value)
        : from.fact() instanceof Fact.Holds held ? held : new Fact.Holds(1);
  }

  /** Whether the number is the confidence too, as far as can be seen. */
  private static boolean follows(State from, double value) {
    return from.fact() instanceof Fact.Holds(double confidence)
        ? confidence == value
        : value >= 0 && value <= 1;
  }

  private void confidences(SignalName name, State from, double confidence) {
    var points = new TreeSet<Double>();
    grid(points);
    predicates(points, name);
    solved(points, name, confidence, Projections.Source.Confidence.class);
    points.removeIf(point -> point < 0 || point > 1);
    along(name, from, confidence, points, to -> new State(new Fact.Holds(to), from.value()));
  }

  private static void grid(TreeSet<Double> points) {
    for (int i = 0; i <= GRID; i++) {
      points.add((double) i / GRID);
    }
  }

  private void predicates(TreeSet<Double> points, SignalName name) {
    for (var leaf : decisions.program().leaves) {
      if (leaf.rule().signal().equals(name) && leaf.rule().predicate() != null) {
        around(points, leaf.rule().predicate());
      }
    }
  }

  private static void around(TreeSet<Double> points, Bounds bounds) {
    bounds.all().forEach(bound -> around(points, bound));
  }

  private static void around(TreeSet<Double> points, double point) {
    points.add(point);
    points.add(Math.nextUp(point));
    points.add(Math.nextDown(point));
  }

  /** Adds the numbers that bring a score, all else as it is, to the bounds of its bands. */
  private void solved(
      TreeSet<Double> points,
      SignalName name,
      double at,
      Class<? extends Projections.Source> source) {
    var program = decisions.program();
    var slopes = new double[program.sums.size()];
    for (int i = 0; i < slopes.length; i++) {
      for (var term : program.sums.get(i).terms()) {
        if (term.source() instanceof Projections.Source.Other) {
          slopes[i] += term.weight() * slopes[term.of()];
        } else if (source.isInstance(term.source()) && program.names[term.of()].equals(name)) {
          slopes[i] += term.weight();
        }
      }
      if (slopes[i] != 0) {
        afar(points, at);
        var score = facts.score(i);
        for (int output : program.sums.get(i).outputs()) {
          for (double bound : program.outputs.get(output).bounds().all()) {
            solved(points, at + (bound - score.low()) / slopes[i]);
            solved(points, at + (bound - score.high()) / slopes[i]);
          }
        }
      }
    }
  }

  private static void solved(TreeSet<Double> points, double point) {
    if (Double.isFinite(point)) {
      double slack = 1e-9 * Math.max(1, Math.abs(point));
      points.add(point - slack);
      around(points, point);
      points.add(point + slack);
    }
  }

  /** Near and ever farther, for what no equation tells. */
  private static void afar(TreeSet<Double> points, double at) {
    double scale = Math.max(1, Math.abs(at)) / GRID;
    for (int i = 1; i < GRID; i++) {
      double step = scale * (i <= GRID / 2 ? i : GRID / 2 * Math.pow(1.3, i - GRID / 2));
      points.add(at - step);
      points.add(at + step);
    }
  }

  /** Moves a number away from where it is, up and down, until something else is decided. */
  private void along(
      SignalName name, State from, double at, TreeSet<Double> points, DoubleFunction<State> to) {
    along(name, from, at, List.copyOf(points.tailSet(at, false)), to);
    along(name, from, at, List.copyOf(points.headSet(at, false).descendingSet()), to);
  }

  private void along(
      SignalName name, State from, double at, List<Double> points, DoubleFunction<State> to) {
    double before = at;
    for (double point : points) {
      if (!Double.isFinite(point) || !nearer(distance(at, before))) {
        return;
      }
      if (differs(name, to.apply(point))) {
        double turn = halved(name, before, point, to);
        double distance = distance(at, turn);
        if (nearer(distance)) {
          var state = to.apply(turn);
          keep(new Flip(name, from, state, decided(name, state), distance));
        }
        return;
      }
      before = point;
    }
  }

  /** The number next to the last that decides as before. */
  private double halved(SignalName name, double same, double other, DoubleFunction<State> to) {
    while (true) {
      double middle = same + (other - same) / 2;
      if (middle == same || middle == other) {
        return other;
      }
      if (differs(name, to.apply(middle))) {
        other = middle;
      } else {
        same = middle;
      }
    }
  }

  /**
   * How far it is from one number to another, by the scale of the first; below 1 it counts as 1.
   */
  static double distance(double from, double to) {
    return Math.abs(to - from) / Math.max(1, Math.abs(from));
  }

  private boolean nearer(double distance) {
    return nearest == null || distance < nearest.distance();
  }

  private void keep(Flip flip) {
    nearest = flip;
  }

  private boolean differs(SignalName name, State state) {
    return !Objects.equals(decided(name, state), now);
  }

  private @Nullable Decision decided(SignalName name, State state) {
    return decisions.decide(with(readings, name, state)).decision();
  }

  /** The readings with another state of one name. */
  static Readings with(Readings readings, SignalName name, State state) {
    var facts = new LinkedHashMap<>(readings.facts());
    if (facts.containsKey(name)) {
      facts.put(name, state.fact());
    }
    var values = new LinkedHashMap<>(readings.values());
    if (state.value() != null) {
      values.put(name, state.value());
    }
    return new Readings(facts, values, readings.failures());
  }
}
