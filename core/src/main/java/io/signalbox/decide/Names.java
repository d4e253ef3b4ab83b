package io.signalbox.decide;

import io.signalbox.signal.Bounds;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.Map;
import java.util.Set;

/**
 * What the readings say of each name that a program has a number for; then what partitions,
 * conditions and cuts, in this order, leave of it.
 */
final class Names {
  /** What is known of a name. */
  private enum State {
    UNREAD,
    ABSENT,
    HOLDS,
    FAILED,
    /** It was read and may hold; others that are unread decide. */
    CONTESTED,
    /** It was read, and its condition will never be known. */
    BARRED
  }

  private final Program program;
  private final State[] states;
  private final double[] values;
  private final double[] leastSure;
  private final double[] mostSure;

  Names(Program program, Readings readings) {
    this.program = program;
    int names = program.names.length;
    states = new State[names];
    values = new double[names];
    leastSure = new double[names];
    mostSure = new double[names];
    for (int i = 0; i < names; i++) {
      read(i, readings);
    }
    program.contests.forEach(this::contest);
    program.gates.forEach(this::gate);
    program.cuts.forEach(this::cut);
  }

  private void read(int i, Readings readings) {
    var name = program.names[i];
    var owner = program.owners[i];
    var fact = readings.fact(name);
    boolean labelled = false;
    if (fact == null && owner != null) {
      fact = readings.fact(owner);
      labelled = true;
    }
    var value = readings.values().isEmpty() ? null : readings.value(name);
    values[i] = value == null ? Double.NaN : value;
    switch (fact) {
      case null -> {
        states[i] = State.UNREAD;
        mostSure[i] = 1;
      }
      case Fact.Unknown() -> states[i] = State.FAILED;
      case Fact.Absent() -> states[i] = State.ABSENT;
      case Fact.Holds(double confidence) -> {
        // That a name holds does not tell which of its labels does.
        states[i] = labelled ? State.ABSENT : State.HOLDS;
        // Rules rely on 0 to 1, whatever a signal says.
        double sure = !labelled && confidence >= 0 ? Math.min(confidence, 1) : 0;
        leastSure[i] = sure;
        mostSure[i] = sure;
      }
    }
  }

  /** Leaves one of the members that hold; while some are unread, the one that is surest so far. */
  private void contest(Program.Contest contest) {
    int surest = -1;
    boolean unread = false;
    boolean failed = false;
    for (int member : contest.members()) {
      unread |= states[member] == State.UNREAD;
      failed |= states[member] == State.FAILED;
      if (holds(member) && (surest < 0 || leastSure[member] > leastSure[surest])) {
        surest = member;
      }
    }
    if (surest < 0) {
      int byDefault = contest.byDefault();
      if (states[byDefault] == State.ABSENT && !failed) {
        states[byDefault] = unread ? State.CONTESTED : State.HOLDS;
        leastSure[byDefault] = 1;
        mostSure[byDefault] = 1;
      }
      return;
    }
    double share = share(contest, surest);
    for (int member : contest.members()) {
      if (holds(member) && member != surest) {
        drop(member);
      }
    }
    states[surest] = unread ? State.CONTESTED : State.HOLDS;
    if (contest.partition().temperature() != null) {
      // A share of the softmax can be more than what it was read with.
      leastSure[surest] = unread ? 0 : share;
      mostSure[surest] = unread ? 1 : share;
    }
  }

  /** The confidence that a softmax over the members that hold leaves the winner. */
  private double share(Program.Contest contest, int winner) {
    var temperature = contest.partition().temperature();
    if (temperature == null) {
      return leastSure[winner];
    }
    double sum = 0;
    int contenders = 0;
    for (int member : contest.members()) {
      if (holds(member)) {
        contenders++;
        sum += Math.exp((leastSure[member] - leastSure[winner]) / temperature);
      }
    }
    return contenders < 2 ? leastSure[winner] : 1 / sum;
  }

  private void gate(Program.Gate gate) {
    int said = said(gate.root());
    if ((said & Marks.YES) != 0) {
      return;
    }
    for (int member : gate.members()) {
      if (states[member] != State.HOLDS && states[member] != State.CONTESTED) {
        continue;
      }
      if ((said & Marks.NO) != 0) {
        drop(member);
      } else if (said == Marks.UNKNOWN && states[member] == State.HOLDS) {
        states[member] = State.BARRED;
      } else {
        states[member] = State.CONTESTED;
        // Should the condition stay unknown, a leaf may count as a match for certain.
        mostSure[member] = 1;
      }
    }
  }

  /** Leaves the surest members; while some are unread or contested, any may have to give way. */
  private void cut(Program.Cut cut) {
    int holding = 0;
    int pending = 0;
    for (int member : cut.members()) {
      holding += holds(member) ? 1 : 0;
      pending += pending(member) ? 1 : 0;
    }
    if (holding + pending <= cut.most()) {
      return;
    }
    if (pending > 0) {
      for (int member : cut.members()) {
        states[member] = holds(member) ? State.CONTESTED : states[member];
      }
      return;
    }
    for (int left = holding; left > cut.most(); left--) {
      int weakest = -1;
      for (int member : cut.members()) {
        // Members stand in the order of the alphabet: of equals the last gives way.
        if (holds(member) && (weakest < 0 || leastSure[member] <= leastSure[weakest])) {
          weakest = member;
        }
      }
      drop(weakest);
    }
  }

  private void drop(int member) {
    states[member] = State.ABSENT;
    leastSure[member] = 0;
    mostSure[member] = 0;
  }

  /** What a condition says of names as partitions leave them. */
  private int said(Program.Node node) {
    return switch (node.combination) {
      case null -> says(program.leaves[node.leaf].rule(), program.leaves[node.leaf].name());
      case NOT -> Marks.turned(said(node.parts[0]));
      case ALL -> {
        int every = Marks.YES | Marks.MAY_HOLD;
        int some = 0;
        for (var part : node.parts) {
          int said = said(part);
          every &= said;
          some |= said;
        }
        yield (some & Marks.NO) != 0 ? Marks.MISSES : every | (some & Marks.MAY_MISS);
      }
      case ANY -> {
        int every = Marks.NO | Marks.MAY_MISS;
        int some = 0;
        for (var part : node.parts) {
          int said = said(part);
          every &= said;
          some |= said;
        }
        yield (some & Marks.YES) != 0 ? Marks.HOLDS : every | (some & Marks.MAY_HOLD);
      }
    };
  }

  /** What a leaf over a name says. */
  int says(Rule.Is leaf, int name) {
    var predicate = leaf.predicate();
    if (failed(name) || (predicate == null && states[name] == State.BARRED)) {
      return switch (leaf.onError()) {
        case UNKNOWN -> Marks.UNKNOWN;
        case NO_MATCH -> Marks.MISSES;
        case MATCH -> Marks.HOLDS;
      };
    }
    return predicate == null ? marks(name) : measures(name, predicate);
  }

  private int measures(int name, Bounds predicate) {
    double value = values[name];
    if (!Double.isNaN(value)) {
      return Double.isFinite(value) && predicate.contains(value) ? Marks.HOLDS : Marks.MISSES;
    }
    return switch (states[name]) {
      case UNREAD -> Marks.OPEN;
      case ABSENT, FAILED -> Marks.MISSES;
      case HOLDS, CONTESTED, BARRED ->
          Band.within(marks(name), leastSure[name], mostSure[name], predicate, pending(name));
    };
  }

  boolean holds(int name) {
    return states[name] == State.HOLDS;
  }

  boolean failed(int name) {
    return states[name] == State.FAILED;
  }

  boolean unread(int name) {
    return states[name] == State.UNREAD;
  }

  /** Whether reading something could still change whether it holds, or how surely. */
  boolean pending(int name) {
    return states[name] == State.UNREAD || states[name] == State.CONTESTED;
  }

  boolean anyUnread(int[] names) {
    for (int name : names) {
      if (unread(name)) {
        return true;
      }
    }
    return false;
  }

  /** What was measured, {@code NaN} for nothing. */
  double value(int name) {
    return values[name];
  }

  /** The least confidence it can hold with. */
  double low(int name) {
    return leastSure[name];
  }

  /** The greatest. */
  double high(int name) {
    return mostSure[name];
  }

  /** Whether it was tried, and it will never be known whether it holds. */
  boolean unknowable(int name) {
    return states[name] == State.FAILED || states[name] == State.BARRED;
  }

  private int marks(int name) {
    return switch (states[name]) {
      case HOLDS -> Marks.HOLDS;
      case UNREAD, CONTESTED -> Marks.OPEN;
      case ABSENT, FAILED -> Marks.MISSES;
      case BARRED -> Marks.UNKNOWN;
    };
  }

  /** Adds what must be read to know more of a name. */
  void unread(int name, Set<SignalName> wanted) {
    alone(name, wanted);
    if (pending(name) && program.cutOf[name] >= 0) {
      for (int member : program.cuts.get(program.cutOf[name]).members()) {
        alone(member, wanted);
      }
    }
  }

  /** The same but for the cut. */
  private void alone(int name, Set<SignalName> wanted) {
    if (unread(name)) {
      wanted.add(program.names[name]);
    }
    if (pending(name) && program.partitions[name] >= 0) {
      for (int member : program.contests.get(program.partitions[name]).members()) {
        if (unread(member)) {
          wanted.add(program.names[member]);
        }
      }
    }
    if (states[name] == State.CONTESTED && program.conditions[name] >= 0) {
      condition(program.gates.get(program.conditions[name]).root(), wanted);
    }
  }

  private void condition(Program.Node node, Set<SignalName> wanted) {
    if (Marks.decided(said(node))) {
      return;
    }
    if (node.leaf >= 0) {
      alone(program.leaves[node.leaf].name(), wanted);
    }
    for (var part : node.parts) {
      condition(part, wanted);
    }
  }

  /** Puts in what partitions, conditions and cuts made of names. */
  void project(Map<SignalName, Fact> facts) {
    program.contests.forEach(contest -> project(contest.members(), facts));
    program.gates.forEach(gate -> project(gate.members(), facts));
    program.cuts.forEach(cut -> project(cut.members(), facts));
  }

  private void project(int[] members, Map<SignalName, Fact> facts) {
    for (int member : members) {
      switch (states[member]) {
        case HOLDS -> facts.put(program.names[member], new Fact.Holds(leastSure[member]));
        case ABSENT -> facts.put(program.names[member], new Fact.Absent());
        case BARRED -> facts.put(program.names[member], new Fact.Unknown());
        case UNREAD, FAILED, CONTESTED -> {}
      }
    }
  }
}
