package io.signalbox.decide;

import io.signalbox.decide.ProjectionTrace.Interval;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.LinkedHashMap;
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
  private final Program program;

  private final Names names;

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
    this.names = new Names(program, readings);
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
            : names.holds(of) ? binary.match() : binary.miss();
      }
      case Projections.Source.Confidence _ -> names.holds(of) ? sureness(names.low(of)) : 0;
      case Projections.Source.Raw raw ->
          Double.isFinite(names.value(of))
              ? names.value(of)
              : boundless(of, raw.guards()) ? Double.NEGATIVE_INFINITY : 0;
      case Projections.Source.Metric _ ->
          Double.isFinite(names.value(of))
              ? names.value(of)
              : names.anyUnread(term.readers()) ? Double.NEGATIVE_INFINITY : 0;
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
              : names.holds(of) ? binary.match() : binary.miss();
      case Projections.Source.Confidence confidence ->
          names.holds(of) ? sureness(names.high(of)) : either(of, confidence.guards()) ? 1 : 0;
      case Projections.Source.Raw raw ->
          Double.isFinite(names.value(of))
              ? names.value(of)
              : boundless(of, raw.guards()) ? Double.POSITIVE_INFINITY : 0;
      case Projections.Source.Metric _ ->
          Double.isFinite(names.value(of))
              ? names.value(of)
              : names.anyUnread(term.readers()) ? Double.POSITIVE_INFINITY : 0;
      case Projections.Source.Other _ -> scoreHigh[of];
      case Projections.Source.Output _ -> (outputMarks[of] & Marks.NO) != 0 ? 0 : outputHigh[of];
    };
  }

  private static double sureness(double confidence) {
    return confidence > 0 ? confidence : 1;
  }

  /** Whether a name may still hold or not, for now or, where a guard failed, for good. */
  private boolean either(int name, boolean guards) {
    return names.pending(name) || (guards && names.unknowable(name));
  }

  private boolean boundless(int name, boolean guards) {
    return names.unread(name) || (guards && names.failed(name));
  }

  /** Whether reading something could still change an input. */
  boolean inputOpen(Program.Term term) {
    int of = term.of();
    return switch (term.source()) {
      case Projections.Source.Binary binary -> names.pending(of) && binary.match() != binary.miss();
      case Projections.Source.Confidence _ -> names.pending(of);
      case Projections.Source.Raw _ -> names.unread(of) && !Double.isFinite(names.value(of));
      case Projections.Source.Metric _ ->
          !Double.isFinite(names.value(of)) && names.anyUnread(term.readers());
      case Projections.Source.Other _ -> scoreOpen[of];
      case Projections.Source.Output _ -> outputOpen(of);
    };
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
                : Band.within(
                    outputMarks[of], outputLow[of], outputHigh[of], predicate, outputOpen(of));
        set(i, marks, 1, 1);
      }
      return;
    }
    int of = leaf.name();
    boolean own = predicate == null && !names.unknowable(of);
    set(i, names.says(leaf.rule(), of), own ? names.low(of) : 1, own ? names.high(of) : 1);
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
      names.unread(program.leaves[leaf].name(), wanted);
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
            names.unread(reader, wanted);
          }
        }
        default -> names.unread(term.of(), wanted);
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
    int name = program.leaves[leaf].name();
    return names.pending(name)
        ? Judged.State.UNREAD
        : names.unknowable(name) ? Judged.State.FAILED : Judged.State.READ;
  }

  /** What was measured of a leaf, for an output its score; {@code NaN} for nothing. */
  double value(int leaf) {
    int output = program.leaves[leaf].output();
    if (output >= 0) {
      int score = program.outputs.get(output).score();
      return scoreLow[score] == scoreHigh[score] ? scoreLow[score] : Double.NaN;
    }
    return names.value(program.leaves[leaf].name());
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

  Names names() {
    return names;
  }

  /** The readings with what partitions and mappings made of them, as far as it is decided. */
  Readings projected(Readings readings) {
    var facts = new LinkedHashMap<>(readings.facts());
    names.project(facts);
    for (int i = 0; i < outputMarks.length; i++) {
      var output = program.outputs.get(i);
      var name = new SignalName(Projections.LEAF, output.name());
      switch (Marks.truth(outputMarks[i])) {
        case YES -> facts.put(name, new Fact.Holds(outputLow[i]));
        case NO -> facts.put(name, new Fact.Absent());
        case UNKNOWN -> {}
      }
    }
    return new Readings(facts, readings.values(), readings.failures());
  }
}
