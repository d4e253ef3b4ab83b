package io.signalbox.decide;

import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.Map;
import java.util.Set;

/** What the readings, and then the partitions, say of each name that a program has a number for. */
final class Names {
  /** What is known of a name. */
  private enum State {
    UNREAD,
    ABSENT,
    HOLDS,
    FAILED,
    /** It was read and may hold; members of its partition that are unread decide. */
    CONTESTED
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
        states[member] = State.ABSENT;
        leastSure[member] = 0;
        mostSure[member] = 0;
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

  /** What a leaf without a predicate says whose signal did not fail. */
  byte marks(int name) {
    return switch (states[name]) {
      case HOLDS -> Marks.HOLDS;
      case UNREAD, CONTESTED -> Marks.OPEN;
      case ABSENT, FAILED -> Marks.MISSES;
    };
  }

  /** Adds what must be read to know more of a name. */
  void unread(int name, Set<SignalName> wanted) {
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
  }

  /** Puts in what partitions made of their members. */
  void project(Map<SignalName, Fact> facts) {
    for (var contest : program.contests) {
      for (int member : contest.members()) {
        if (holds(member)) {
          facts.put(program.names[member], new Fact.Holds(leastSure[member]));
        } else if (states[member] == State.ABSENT) {
          facts.put(program.names[member], new Fact.Absent());
        }
      }
    }
  }
}
