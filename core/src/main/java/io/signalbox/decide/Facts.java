package io.signalbox.decide;

import io.signalbox.decide.ProjectionTrace.Interval;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.Set;

/**
 * What the readings say about everything that a program has a number for.
 *
 * <p>In the order of their dependence: names as they were read, partitions among them, scores with
 * the bands they lie in, leaves. What is not read yet is an interval that holds every number it
 * could still become; a sum of intervals is taken in the order of the inputs, so that it holds,
 * rounding and all, the sum that reading everything gives.
 */
final class Facts {
  private static final byte UNREAD = 0;
  private static final byte ABSENT = 1;
  private static final byte HOLDS = 2;
  private static final byte FAILED = 3;

  /**
   * It was read and holds, or is a default; members of its partition that are unread may differ.
   */
  private static final byte CONTESTED = 4;

  private final Program program;

  private final byte[] states;
  private final double[] values;
  private final double[] leastSure;
  private final double[] mostSure;

  private final double[] scoreLow;
  private final double[] scoreHigh;
  private final boolean[] scoreOpen;

  private final byte[] outputMarks;
  private final double[] outputLow;
  private final double[] outputHigh;

  /** What each leaf says, and the least and the most confidence it can hold with. */
  final byte[] marks;

  final double[] low;
  final double[] high;

  Facts(Program program, Readings readings) {
    this.program = program;
    int names = program.names.length;
    states = new byte[names];
    values = new double[names];
    leastSure = new double[names];
    mostSure = new double[names];
    for (int i = 0; i < names; i++) {
      read(i, readings);
    }
    for (int i = 0; i < program.contests.size(); i++) {
      contest(i);
    }
    scoreLow = new double[program.sums.size()];
    scoreHigh = new double[program.sums.size()];
    scoreOpen = new boolean[program.sums.size()];
    outputMarks = new byte[program.outputs.size()];
    outputLow = new double[program.outputs.size()];
    outputHigh = new double[program.outputs.size()];
    for (int i = 0; i < program.sums.size(); i++) {
      sum(i);
      band(i);
    }
    marks = new byte[program.leaves.length];
    low = new double[program.leaves.length];
    high = new double[program.leaves.length];
    for (int i = 0; i < program.leaves.length; i++) {
      leaf(i);
    }
  }

  private void read(int i, Readings readings) {
    var name = program.names[i];
    var fact = readings.fact(name);
    boolean labelled = false;
    var owner = program.owners[i];
    if (fact == null && owner != null) {
      fact = readings.fact(owner);
      labelled = true;
    }
    var value = readings.value(name);
    values[i] = value == null ? Double.NaN : value;
    switch (fact) {
      case null -> {
        states[i] = UNREAD;
        mostSure[i] = 1;
      }
      case Fact.Unknown() -> states[i] = FAILED;
      case Fact.Absent() -> states[i] = ABSENT;
      case Fact.Holds(double confidence) -> {
        states[i] = labelled ? ABSENT : HOLDS;
        // Rules rely on 0 to 1, whatever a signal says.
        double sure = confidence >= 0 ? Math.min(confidence, 1) : 0;
        leastSure[i] = labelled ? 0 : sure;
        mostSure[i] = leastSure[i];
      }
    }
  }

  /** Leaves one of the members that hold; while some are unread, the one that is surest so far. */
  private void contest(int index) {
    var contest = program.contests.get(index);
    int surest = -1;
    boolean unread = false;
    boolean failed = false;
    for (int member : contest.members()) {
      unread |= states[member] == UNREAD;
      failed |= states[member] == FAILED;
      if (states[member] == HOLDS && (surest < 0 || leastSure[member] > leastSure[surest])) {
        surest = member;
      }
    }
    if (surest < 0) {
      int byDefault = contest.byDefault();
      if (states[byDefault] == ABSENT && !failed) {
        states[byDefault] = unread ? CONTESTED : HOLDS;
        leastSure[byDefault] = 1;
        mostSure[byDefault] = 1;
      }
      return;
    }
    double share = soften(contest, surest);
    for (int member : contest.members()) {
      if (states[member] == HOLDS && member != surest) {
        states[member] = ABSENT;
        leastSure[member] = 0;
        mostSure[member] = 0;
      }
    }
    boolean soft = contest.partition().temperature() != null;
    states[surest] = unread ? CONTESTED : HOLDS;
    if (soft && unread) {
      // A share of the softmax can be more than what it was read with.
      leastSure[surest] = 0;
      mostSure[surest] = 1;
    } else if (soft) {
      leastSure[surest] = share;
      mostSure[surest] = share;
    }
  }

  /** The confidence that a softmax over the members that hold leaves the winner. */
  private double soften(Program.Contest contest, int winner) {
    var temperature = contest.partition().temperature();
    double sum = 0;
    int contenders = 0;
    for (int member : contest.members()) {
      if (states[member] == HOLDS) {
        contenders++;
        sum +=
            temperature == null
                ? 0
                : Math.exp((leastSure[member] - leastSure[winner]) / temperature);
      }
    }
    return temperature == null || contenders < 2 ? leastSure[winner] : 1 / sum;
  }

  private void sum(int index) {
    double least = 0;
    double most = 0;
    boolean open = false;
    for (var term : program.sums.get(index).terms()) {
      if (term.weight() == 0) {
        continue;
      }
      double a = term.weight() * inputLow(term);
      double b = term.weight() * inputHigh(term);
      least += Math.min(a, b);
      most += Math.max(a, b);
      open |= inputOpen(term);
    }
    // Opposite infinities have no sum.
    scoreLow[index] = Double.isNaN(least) ? Double.NEGATIVE_INFINITY : least;
    scoreHigh[index] = Double.isNaN(most) ? Double.POSITIVE_INFINITY : most;
    scoreOpen[index] = open;
  }

  /** The least value that an input can have. */
  double inputLow(Program.Term term) {
    int of = term.of();
    return switch (term.source()) {
      case Projections.Source.Binary binary -> {
        boolean either = either(of, binary.guards());
        yield either
            ? Math.min(binary.match(), binary.miss())
            : states[of] == HOLDS ? binary.match() : binary.miss();
      }
      case Projections.Source.Confidence _ -> states[of] == HOLDS ? sureness(leastSure[of]) : 0;
      case Projections.Source.Raw raw ->
          Double.isFinite(values[of])
              ? values[of]
              : boundless(of, raw.guards()) ? Double.NEGATIVE_INFINITY : 0;
      case Projections.Source.Metric _ ->
          Double.isFinite(values[of])
              ? values[of]
              : anyUnread(term.readers()) ? Double.NEGATIVE_INFINITY : 0;
      case Projections.Source.Other _ -> scoreLow[of];
      case Projections.Source.Output _ -> (outputMarks[of] & Marks.YES) != 0 ? outputLow[of] : 0;
    };
  }

  /** The greatest value that an input can have. */
  double inputHigh(Program.Term term) {
    int of = term.of();
    return switch (term.source()) {
      case Projections.Source.Binary binary ->
          either(of, binary.guards())
              ? Math.max(binary.match(), binary.miss())
              : states[of] == HOLDS ? binary.match() : binary.miss();
      case Projections.Source.Confidence confidence ->
          states[of] == HOLDS ? sureness(mostSure[of]) : either(of, confidence.guards()) ? 1 : 0;
      case Projections.Source.Raw raw ->
          Double.isFinite(values[of])
              ? values[of]
              : boundless(of, raw.guards()) ? Double.POSITIVE_INFINITY : 0;
      case Projections.Source.Metric _ ->
          Double.isFinite(values[of])
              ? values[of]
              : anyUnread(term.readers()) ? Double.POSITIVE_INFINITY : 0;
      case Projections.Source.Other _ -> scoreHigh[of];
      case Projections.Source.Output _ -> (outputMarks[of] & Marks.NO) != 0 ? 0 : outputHigh[of];
    };
  }

  private static double sureness(double confidence) {
    return confidence > 0 ? confidence : 1;
  }

  /** Whether a name may still hold or not, for now or, where a guard failed, for good. */
  private boolean either(int name, boolean guards) {
    return switch (states[name]) {
      case UNREAD, CONTESTED -> true;
      case FAILED -> guards;
      default -> false;
    };
  }

  private boolean boundless(int name, boolean guards) {
    return states[name] == UNREAD || (states[name] == FAILED && guards);
  }

  private boolean anyUnread(int[] readers) {
    for (int reader : readers) {
      if (states[reader] == UNREAD) {
        return true;
      }
    }
    return false;
  }

  /** Whether reading something could still change an input. */
  boolean inputOpen(Program.Term term) {
    int of = term.of();
    return switch (term.source()) {
      case Projections.Source.Binary binary -> pending(of) && binary.match() != binary.miss();
      case Projections.Source.Confidence _ -> pending(of);
      case Projections.Source.Raw _ -> states[of] == UNREAD && !Double.isFinite(values[of]);
      case Projections.Source.Metric _ -> !Double.isFinite(values[of]) && anyUnread(term.readers());
      case Projections.Source.Other _ -> scoreOpen[of];
      case Projections.Source.Output _ -> outputOpen(of);
    };
  }

  private boolean pending(int name) {
    return states[name] == UNREAD || states[name] == CONTESTED;
  }

  /** Whether reading something could still change an output. */
  private boolean outputOpen(int output) {
    return scoreOpen[program.outputs.get(output).score()]
        && (!Marks.decided(outputMarks[output])
            || ((outputMarks[output] & Marks.YES) != 0 && outputLow[output] < outputHigh[output]));
  }

  /** Decides the bands of a score as far as its interval does. */
  private void band(int score) {
    boolean taken = false;
    boolean contested = false;
    for (int i : program.sums.get(score).outputs()) {
      var output = program.outputs.get(i);
      if (output.band() == 0) {
        taken = false;
        contested = false;
      }
      var mapping = output.mapping();
      var band = Band.of(output.bounds(), scoreLow[score], scoreHigh[score]);
      boolean first = !mapping.every();
      if (band.out() || (first && taken)) {
        outputMarks[i] = Marks.MISSES;
        continue;
      }
      outputLow[i] = Band.sure(mapping.slope(), band.nearest());
      outputHigh[i] = Band.sure(mapping.slope(), band.farthest());
      boolean decided = band.in() && !(first && contested);
      outputMarks[i] = decided ? Marks.HOLDS : scoreOpen[score] ? Marks.OPEN : Marks.UNKNOWN;
      taken |= band.in();
      contested |= !band.in();
    }
  }

  private void leaf(int i) {
    var leaf = program.leaves[i];
    var predicate = leaf.rule().predicate();
    if (leaf.output() >= 0) {
      int of = leaf.output();
      if (predicate == null) {
        set(i, outputMarks[of], outputLow[of], outputHigh[of]);
      } else {
        int marks =
            (outputMarks[of] & Marks.NO) != 0
                ? Marks.MISSES
                : within(outputMarks[of], outputLow[of], outputHigh[of], predicate, outputOpen(of));
        set(i, marks, 1, 1);
      }
      return;
    }
    int of = leaf.name();
    if (states[of] == FAILED) {
      switch (leaf.rule().onError()) {
        case UNKNOWN -> set(i, Marks.UNKNOWN, 0, 0);
        case NO_MATCH -> set(i, Marks.MISSES, 0, 0);
        case MATCH -> set(i, Marks.HOLDS, 1, 1);
      }
    } else if (predicate != null) {
      set(i, predicate(of, predicate), 1, 1);
    } else {
      int marks =
          switch (states[of]) {
            case HOLDS -> Marks.HOLDS;
            case UNREAD, CONTESTED -> Marks.OPEN;
            default -> Marks.MISSES;
          };
      set(i, marks, leastSure[of], mostSure[of]);
    }
  }

  private int predicate(int name, Bounds predicate) {
    if (!Double.isNaN(values[name])) {
      return Double.isFinite(values[name]) && predicate.contains(values[name])
          ? Marks.HOLDS
          : Marks.MISSES;
    }
    return switch (states[name]) {
      case HOLDS -> predicate.contains(leastSure[name]) ? Marks.HOLDS : Marks.MISSES;
      case UNREAD -> Marks.OPEN;
      case CONTESTED -> within(Marks.OPEN, leastSure[name], mostSure[name], predicate, true);
      default -> Marks.MISSES;
    };
  }

  /** What a predicate says of a confidence that is an interval. */
  private static int within(int marks, double least, double most, Bounds predicate, boolean open) {
    var band = Band.of(predicate, least, most);
    if (band.out()) {
      return Marks.MISSES;
    }
    return (marks & Marks.YES) != 0 && band.in() ? Marks.HOLDS : open ? Marks.OPEN : Marks.UNKNOWN;
  }

  private void set(int leaf, int marks, double least, double most) {
    boolean never = (marks & Marks.MAY_HOLD) == 0;
    this.marks[leaf] = (byte) marks;
    low[leaf] = never ? 0 : least;
    high[leaf] = never ? 0 : most;
  }

  /** Adds the signals whose reading could still change a leaf. */
  void unread(int leaf, Set<SignalName> wanted) {
    if (Marks.decided(marks[leaf]) && low[leaf] == high[leaf]) {
      return;
    }
    if (program.leaves[leaf].output() >= 0) {
      unreadOutput(program.leaves[leaf].output(), wanted);
    } else {
      unreadName(program.leaves[leaf].name(), wanted);
    }
  }

  private void unreadOutput(int output, Set<SignalName> wanted) {
    if (outputOpen(output)) {
      unreadScore(program.outputs.get(output).score(), wanted);
    }
  }

  private void unreadScore(int score, Set<SignalName> wanted) {
    for (var term : program.sums.get(score).terms()) {
      if (term.weight() == 0 || !inputOpen(term)) {
        continue;
      }
      switch (term.source()) {
        case Projections.Source.Other _ -> unreadScore(term.of(), wanted);
        case Projections.Source.Output _ -> unreadOutput(term.of(), wanted);
        case Projections.Source.Metric _ -> {
          for (int reader : term.readers()) {
            unreadName(reader, wanted);
          }
        }
        default -> unreadName(term.of(), wanted);
      }
    }
  }

  private void unreadName(int name, Set<SignalName> wanted) {
    if (states[name] == UNREAD) {
      wanted.add(program.names[name]);
    }
    if (pending(name) && program.partitions[name] >= 0) {
      for (int member : program.contests.get(program.partitions[name]).members()) {
        if (states[member] == UNREAD) {
          wanted.add(program.names[member]);
        }
      }
    }
  }

  /** What became of the signals a leaf depends on. */
  Judged.State state(int leaf) {
    int output = program.leaves[leaf].output();
    if (output >= 0) {
      return outputOpen(output)
          ? Judged.State.UNREAD
          : Marks.decided(outputMarks[output]) ? Judged.State.READ : Judged.State.FAILED;
    }
    return switch (states[program.leaves[leaf].name()]) {
      case UNREAD, CONTESTED -> Judged.State.UNREAD;
      case FAILED -> Judged.State.FAILED;
      default -> Judged.State.READ;
    };
  }

  /** What was measured of a leaf, for an output its score; {@code NaN} for nothing. */
  double value(int leaf) {
    int output = program.leaves[leaf].output();
    if (output >= 0) {
      int score = program.outputs.get(output).score();
      return scoreLow[score] == scoreHigh[score] ? scoreLow[score] : Double.NaN;
    }
    return values[program.leaves[leaf].name()];
  }

  Interval score(int score) {
    return new Interval(scoreLow[score], scoreHigh[score]);
  }

  int outputMarks(int output) {
    return outputMarks[output];
  }

  double outputLow(int output) {
    return outputLow[output];
  }

  /** Whether a name holds after its partition, as far as all was read. */
  boolean holds(int name) {
    return states[name] == HOLDS;
  }

  /** The confidence of a name that holds. */
  double confidence(int name) {
    return leastSure[name];
  }
}
