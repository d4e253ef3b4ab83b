package io.signalbox.decide;

import io.signalbox.decide.Rule.Is;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what rules can say before any request is there: whether some readings let all of a set of
 * rules hold and none of another.
 *
 * <p>Every name is a variable that holds or not; a name with predicates also has a number, of which
 * only the region between neighbouring bounds matters. Names that exclude each other, such as the
 * bands of one mapping, hold one at a time. The search assigns variables one after another and
 * turns back as soon as the rules are decided against it (Davis, Logemann, Loveland: A machine
 * program for theorem-proving, 1962). It gives up after a bounded number of steps, and then says
 * that the rules are possible: a warning that is not certain is not given.
 */
public final class Logic {
  private static final int MOST_STEPS = 20_000;

  private final List<Set<SignalName>> exclusive;

  /**
   * @param exclusive sets of names of which at most one holds
   */
  public Logic(List<Set<SignalName>> exclusive) {
    this.exclusive = List.copyOf(exclusive);
  }

  /** The logic of a recipe's projections. */
  public static Logic of(Projections projections) {
    var exclusive = new ArrayList<Set<SignalName>>();
    for (var partition : projections.partitions()) {
      exclusive.add(new LinkedHashSet<>(partition.members()));
    }
    for (var cut : projections.cuts()) {
      if (cut.most() == 1) {
        exclusive.add(new LinkedHashSet<>(cut.members()));
      }
    }
    for (var mapping : projections.mappings()) {
      if (!mapping.every()) {
        var bands = new LinkedHashSet<SignalName>();
        mapping.bands().forEach(band -> bands.add(new SignalName(Projections.LEAF, band.output())));
        exclusive.add(bands);
      }
    }
    return new Logic(exclusive);
  }

  /** Whether some readings let all of the first rules hold, and none of the others. */
  public boolean possible(List<Rule> hold, List<Rule> miss) {
    var wanted = new ArrayList<Rule>(hold);
    miss.forEach(rule -> wanted.add(new Rule.Not(rule)));
    return new Search(new Rule.All(wanted)).possible();
  }

  /** What is assumed of a name: whether it holds, and the region its number lies in. */
  private sealed interface Assumed {
    record Fact(boolean holds) implements Assumed {}

    record Measured(double sample) implements Assumed {}
  }

  /** A name's fact or its number; a name can have both. */
  private record Variable(SignalName signal, boolean number) {}

  private final class Search {
    private final Rule rule;
    private final Map<Variable, List<Assumed>> domains = new LinkedHashMap<>();
    private final Map<Variable, Assumed> assumed = new HashMap<>();
    private int steps;

    Search(Rule rule) {
      this.rule = rule;
      var bounds = new HashMap<SignalName, TreeSet<Double>>();
      collect(rule, bounds);
      bounds.forEach((signal, edges) -> domains.put(new Variable(signal, true), samples(edges)));
    }

    private void collect(Rule part, Map<SignalName, TreeSet<Double>> bounds) {
      switch (part) {
        case Is(var signal, var predicate, var _) -> {
          if (predicate == null) {
            domains.put(
                new Variable(signal, false),
                List.of(new Assumed.Fact(true), new Assumed.Fact(false)));
          } else {
            bounds.computeIfAbsent(signal, any -> new TreeSet<>()).addAll(predicate.all());
          }
        }
        case Rule.All(var parts) -> parts.forEach(one -> collect(one, bounds));
        case Rule.Any(var parts) -> parts.forEach(one -> collect(one, bounds));
        case Rule.Not(var one) -> collect(one, bounds);
      }
    }

    /** One number at each bound and one between each pair of neighbours. */
    private static List<Assumed> samples(TreeSet<Double> edges) {
      var samples = new ArrayList<Assumed>();
      samples.add(new Assumed.Measured(edges.first() - 1));
      for (var edge : edges) {
        samples.add(new Assumed.Measured(edge));
        var next = edges.higher(edge);
        samples.add(new Assumed.Measured(next == null ? edge + 1 : (edge + next) / 2));
      }
      return samples;
    }

    boolean possible() {
      if (++steps > MOST_STEPS) {
        return true;
      }
      var truth = truth(rule);
      if (truth != Truth.UNKNOWN) {
        return truth == Truth.YES;
      }
      var open = open();
      for (var value : domains.getOrDefault(open, List.of())) {
        assumed.put(open, value);
        if (!excluded(open, value) && possible()) {
          return true;
        }
        assumed.remove(open);
      }
      return false;
    }

    private Variable open() {
      for (var variable : domains.keySet()) {
        if (!assumed.containsKey(variable)) {
          return variable;
        }
      }
      throw new IllegalStateException("nothing is open, and the rules are not decided");
    }

    /** Whether another name that holds keeps this one from holding. */
    private boolean excluded(Variable variable, Assumed value) {
      if (!(value instanceof Assumed.Fact(boolean holds)) || !holds) {
        return false;
      }
      for (var group : exclusive) {
        if (group.contains(variable.signal())) {
          for (var other : group) {
            boolean taken =
                !other.equals(variable.signal())
                    && assumed.get(new Variable(other, false)) instanceof Assumed.Fact(var also)
                    && also;
            if (taken) {
              return true;
            }
          }
        }
      }
      return false;
    }

    private Truth truth(Rule part) {
      return switch (part) {
        case Is(var signal, var predicate, var _) ->
            predicate == null ? fact(signal) : number(signal, predicate);
        case Rule.All(var parts) -> all(parts);
        case Rule.Any(var parts) -> any(parts);
        case Rule.Not(var one) -> opposite(truth(one));
      };
    }

    private Truth fact(SignalName signal) {
      return assumed.get(new Variable(signal, false)) instanceof Assumed.Fact(boolean holds)
          ? truth(holds)
          : Truth.UNKNOWN;
    }

    private Truth number(SignalName signal, Bounds bounds) {
      return assumed.get(new Variable(signal, true)) instanceof Assumed.Measured(double sample)
          ? truth(bounds.contains(sample))
          : Truth.UNKNOWN;
    }

    private Truth all(List<Rule> parts) {
      var truth = Truth.YES;
      for (var part : parts) {
        var one = truth(part);
        if (one == Truth.NO) {
          return Truth.NO;
        }
        truth = one == Truth.UNKNOWN ? Truth.UNKNOWN : truth;
      }
      return truth;
    }

    private Truth any(List<Rule> parts) {
      var truth = Truth.NO;
      for (var part : parts) {
        var one = truth(part);
        if (one == Truth.YES) {
          return Truth.YES;
        }
        truth = one == Truth.UNKNOWN ? Truth.UNKNOWN : truth;
      }
      return truth;
    }

    private static Truth truth(boolean value) {
      return value ? Truth.YES : Truth.NO;
    }

    private static Truth opposite(Truth truth) {
      return switch (truth) {
        case YES -> Truth.NO;
        case NO -> Truth.YES;
        case UNKNOWN -> Truth.UNKNOWN;
      };
    }
  }
}
