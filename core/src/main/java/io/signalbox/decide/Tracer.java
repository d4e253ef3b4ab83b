package io.signalbox.decide;

import io.signalbox.decide.ProjectionTrace.Banded;
import io.signalbox.decide.ProjectionTrace.Contender;
import io.signalbox.decide.ProjectionTrace.Interval;
import io.signalbox.decide.ProjectionTrace.Mapped;
import io.signalbox.decide.ProjectionTrace.Sum;
import io.signalbox.decide.ProjectionTrace.Term;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Tells what projections made of readings. */
final class Tracer {
  private final Program program;
  private final Facts facts;
  private final Readings readings;

  Tracer(Program program, Facts facts, Readings readings) {
    this.program = program;
    this.facts = facts;
    this.readings = readings;
  }

  ProjectionTrace trace() {
    return new ProjectionTrace(contests(), sums(), mappings());
  }

  private List<ProjectionTrace.Contest> contests() {
    return program.contests.stream().map(this::contest).toList();
  }

  private ProjectionTrace.Contest contest(Program.Contest contest) {
    var contenders = new ArrayList<Contender>();
    for (var member : contest.partition().members()) {
      if (readings.fact(member) instanceof Fact.Holds(double confidence)) {
        contenders.add(new Contender(member, confidence));
      }
    }
    SignalName winner = null;
    double confidence = 0;
    for (int member : contest.members()) {
      if (facts.names().holds(member)) {
        winner = program.names[member];
        confidence = facts.names().low(member);
      }
    }
    boolean synthetic = winner != null && contenders.isEmpty();
    var name = contest.partition().name();
    return new ProjectionTrace.Contest(name, contenders, winner, confidence, synthetic);
  }

  private List<Sum> sums() {
    var sums = new ArrayList<Sum>();
    for (int i = 0; i < program.sums.size(); i++) {
      var terms = new ArrayList<Term>();
      for (var term : program.sums.get(i).terms()) {
        terms.add(term(term));
      }
      sums.add(new Sum(program.sums.get(i).score().name(), facts.score(i), terms));
    }
    return sums;
  }

  private Term term(Program.Term term) {
    var value = new Interval(facts.inputLow(term), facts.inputHigh(term));
    double a = term.weight() == 0 ? 0 : term.weight() * value.low();
    double b = term.weight() == 0 ? 0 : term.weight() * value.high();
    var contribution = new Interval(Math.min(a, b), Math.max(a, b));
    return switch (term.source()) {
      case Projections.Source.Binary source ->
          term(source.signal().toString(), "binary", term, value, contribution);
      case Projections.Source.Confidence source ->
          term(source.signal().toString(), "confidence", term, value, contribution);
      case Projections.Source.Raw source ->
          term(source.signal().toString(), "raw", term, value, contribution);
      case Projections.Source.Metric source ->
          term(source.metric().toString(), "metric", term, value, contribution);
      case Projections.Source.Other source ->
          term(Projections.LEAF + ":" + source.score(), "score", term, value, contribution);
      case Projections.Source.Output source ->
          term(Projections.LEAF + ":" + source.output(), "confidence", term, value, contribution);
    };
  }

  private static Term term(
      String input, String source, Program.Term term, Interval value, Interval contribution) {
    return new Term(input, source, term.weight(), value, contribution);
  }

  private List<Mapped> mappings() {
    var bands = new LinkedHashMap<String, List<Banded>>();
    var mapped = new LinkedHashMap<String, Program.Output>();
    for (int i = 0; i < program.outputs.size(); i++) {
      var output = program.outputs.get(i);
      var name = output.mapping().name();
      mapped.putIfAbsent(name, output);
      bands.computeIfAbsent(name, _ -> new ArrayList<>()).add(banded(i, output));
    }
    var mappings = new ArrayList<Mapped>();
    mapped.forEach((name, output) -> {
      var score = program.sums.get(output.score()).score().name();
      mappings.add(
          new Mapped(
              name, score, facts.score(output.score()), bands.getOrDefault(name, List.of())));
    });
    return mappings;
  }

  private Banded banded(int number, Program.Output output) {
    var score = facts.score(output.score());
    var truth = Marks.truth(facts.outputMarks(number));
    return new Banded(
        output.name(),
        output.bounds(),
        truth,
        score.exact() ? output.bounds().distance(score.low()) : Double.POSITIVE_INFINITY,
        truth == Truth.YES ? facts.outputLow(number) : 0);
  }
}
