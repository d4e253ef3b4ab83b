package io.signalbox.engine;

import io.signalbox.config.BoundsConfig;
import io.signalbox.config.ProjectionsConfig;
import io.signalbox.config.ProjectionsConfig.Input;
import io.signalbox.config.ProjectionsConfig.Semantics;
import io.signalbox.config.ProjectionsConfig.ValueSource;
import io.signalbox.decide.Projections;
import io.signalbox.decide.Projections.Source;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the projections of a document, and checks that they refer to declared signals. */
final class ProjectionBuilder {
  private static final String METRIC = "_metric";

  private final ProjectionsConfig config;
  private final SignalNames names;
  private final Report report;

  ProjectionBuilder(ProjectionsConfig config, SignalNames names, Report report) {
    this.config = config;
    this.names = names;
    this.report = report;
  }

  static Bounds bounds(BoundsConfig config) {
    return new Bounds(config.gt(), config.gte(), config.lt(), config.lte());
  }

  /** The names of all outputs. */
  Set<String> outputs() {
    var outputs = new LinkedHashSet<String>();
    config.mappings().forEach(m -> m.outputs().forEach(output -> outputs.add(output.name())));
    return outputs;
  }

  /**
   * The types of signals that outputs depend on.
   *
   * @param leaves what rules refer to
   */
  Set<String> types(Set<SignalName> leaves) {
    var types = new HashSet<String>();
    shape().reachedFrom(leaves).signals(name -> types.add(name.type()));
    return types;
  }

  /** The projections as they are referred to, before it is known what signals tell about. */
  private Projections shape() {
    var scores = new ArrayList<Projections.Score>();
    for (var score : config.scores()) {
      var inputs = new ArrayList<Projections.Input>();
      score.inputs().forEach(input -> inputs.add(new Projections.Input(source(input), 1)));
      scores.add(new Projections.Score(score.name(), inputs));
    }
    return new Projections(List.of(), scores, mappings());
  }

  /** Builds everything, to check it. */
  Projections build() {
    var partitions = new ArrayList<Projections.Partition>();
    config.partitions().forEach(partition -> partition(partition).ifPresent(partitions::add));
    var scores = new ArrayList<Projections.Score>();
    for (var score : config.scores()) {
      var inputs = new ArrayList<Projections.Input>();
      for (var input : score.inputs()) {
        check(input);
        inputs.add(new Projections.Input(source(input), input.weight()));
      }
      scores.add(new Projections.Score(score.name(), inputs));
    }
    return new Projections(partitions, scores, mappings());
  }

  private Optional<Projections.Partition> partition(ProjectionsConfig.Partition partition) {
    var type = names.exclusive(partition.members());
    if (type == null) {
      report.refuse(
          partition,
          "members",
          String.join(", ", partition.members()),
          "declared signals, all of one type of " + report.partitionTypes());
      return Optional.empty();
    }
    partition.members().forEach(member -> names.ensure(new SignalName(type, member)));
    boolean soft = partition.semantics() == Semantics.SOFTMAX_EXCLUSIVE;
    return Optional.of(
        new Projections.Partition(
            partition.name(),
            soft ? partition.temperature() : null,
            partition.members().stream().map(member -> new SignalName(type, member)).toList(),
            new SignalName(type, partition.byDefault())));
  }

  private void check(Input input) {
    var type = input.type();
    if (type.equals(Projections.LEAF)) {
      return;
    }
    if (!type.endsWith(METRIC)) {
      names.judge(input, type, text(input.name()), null);
      return;
    }
    var readers = names.readersOf(measured(type), text(input.kb()));
    readers.forEach(names::ensure);
    if (readers.isEmpty()) {
      report.refuse(
          input,
          "kb",
          text(input.kb()),
          "a declared signal of type " + measured(type) + " over it");
    }
  }

  private Source source(Input input) {
    var type = input.type();
    var name = text(input.name());
    var from = input.valueSource() == null ? ValueSource.BINARY : input.valueSource();
    if (type.equals(Projections.LEAF)) {
      return from == ValueSource.CONFIDENCE ? new Source.Output(name) : new Source.Other(name);
    }
    if (type.endsWith(METRIC)) {
      var base = text(input.kb());
      var metric = new SignalName(measured(type), base + ":" + text(input.metric()));
      return new Source.Metric(metric, names.readersOf(measured(type), base));
    }
    var signal = new SignalName(type, name);
    boolean guards = names.guards(type);
    return switch (from) {
      case CONFIDENCE -> new Source.Confidence(signal, guards);
      case RAW -> new Source.Raw(signal, guards);
      default -> {
        // As the contract has it: a match of 0 cannot be told from none.
        double match = input.match() == 0 ? 1 : input.match();
        yield new Source.Binary(signal, match, input.miss(), guards);
      }
    };
  }

  private static String measured(String type) {
    return type.substring(0, type.length() - METRIC.length());
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private List<Projections.Mapping> mappings() {
    var mappings = new ArrayList<Projections.Mapping>();
    for (var mapping : config.mappings()) {
      var bands = new ArrayList<Projections.Band>();
      for (var output : mapping.outputs()) {
        bands.add(new Projections.Band(output.name(), bounds(output.bounds())));
      }
      boolean every = mapping.method() == ProjectionsConfig.Emission.MULTI_EMIT;
      double slope = mapping.calibration().slope();
      mappings.add(new Projections.Mapping(mapping.name(), mapping.source(), every, slope, bands));
    }
    return mappings;
  }
}
