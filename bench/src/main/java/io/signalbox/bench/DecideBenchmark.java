package io.signalbox.bench;

import io.signalbox.decide.Decision;
import io.signalbox.decide.Decisions;
import io.signalbox.decide.OnError;
import io.signalbox.decide.Projections;
import io.signalbox.decide.Rule;
import io.signalbox.decide.Strategy;
import io.signalbox.decide.Verdict;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to decide among 2,000 decisions over 500 signals, once these are read. Each rule is
 * two signals, one of two others and not a fifth; one in ten has a predicate, one in twenty asks a
 * projection.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecideBenchmark {
  private static final int DECISIONS = 2_000;
  private static final int SIGNALS = 500;
  private static final int SEED = 5;

  /** Which way one of several is picked. */
  @Param({"PRIORITY", "CONFIDENCE", "TIERS"})
  public String picking = "PRIORITY";

  /** Of a thousand signals, how many hold. */
  @Param({"500", "10", "0"})
  public int holding;

  private Decisions decisions = new Decisions(List.of(), Strategy.PRIORITY);
  private Readings readings = Readings.NONE;

  /** Makes the decisions and what was read. */
  @Setup
  public void prepare() {
    var random = new Random(SEED);
    var all = new ArrayList<Decision>();
    for (int i = 0; i < DECISIONS; i++) {
      int tier = picking.equals("TIERS") ? 1 + random.nextInt(5) : 0;
      all.add(new Decision("decision-" + i, i, tier, rule(random)));
    }
    var strategy = picking.equals("CONFIDENCE") ? Strategy.CONFIDENCE : Strategy.PRIORITY;
    decisions = new Decisions(all, strategy, projections());
    Map<SignalName, Fact> facts = new HashMap<>();
    Map<SignalName, Double> values = new HashMap<>();
    for (int i = 0; i < SIGNALS; i++) {
      boolean holds = random.nextInt(1000) < holding;
      facts.put(
          name(i), holds ? new Fact.Holds(0.5 + random.nextInt(50) / 100.0) : new Fact.Absent());
      values.put(name(i), random.nextDouble() / 2);
    }
    readings = new Readings(facts, values, Map.of());
  }

  private static SignalName name(int i) {
    return new SignalName("keyword", "signal-" + i);
  }

  private static Rule rule(Random random) {
    var either = new Rule.Any(List.of(leaf(random), leaf(random)));
    return new Rule.All(List.of(leaf(random), leaf(random), either, new Rule.Not(leaf(random))));
  }

  private static Rule leaf(Random random) {
    if (random.nextInt(20) == 0) {
      return new Rule.Is(new SignalName(Projections.LEAF, "band-" + random.nextInt(10)));
    }
    var predicate = random.nextInt(10) == 0 ? Bounds.atLeast(0.8) : null;
    return new Rule.Is(name(random.nextInt(SIGNALS)), predicate, OnError.UNKNOWN);
  }

  private static Projections projections() {
    var scores = new ArrayList<Projections.Score>();
    var mappings = new ArrayList<Projections.Mapping>();
    for (int i = 0; i < 10; i++) {
      var inputs = new ArrayList<Projections.Input>();
      for (int k = 0; k < 20; k++) {
        var source = new Projections.Source.Binary(name(i * 20 + k), 1, 0, false);
        inputs.add(new Projections.Input(source, 0.1));
      }
      scores.add(new Projections.Score("score-" + i, inputs));
      var band = new Projections.Band("band-" + i, Bounds.atLeast(0.5));
      mappings.add(new Projections.Mapping("map-" + i, "score-" + i, false, 12, List.of(band)));
    }
    return new Projections(List.of(), scores, mappings);
  }

  /** All is read. */
  @Benchmark
  public Verdict decide() {
    return decisions.decide(readings);
  }

  /** All is read, and it is asked whether more must be. */
  @Benchmark
  public Decisions.Progress settle() {
    return decisions.settle(readings);
  }
}
