package io.signalbox.config.check;

import io.signalbox.config.ProjectionsConfig;
import io.signalbox.config.ProjectionsConfig.Input;
import io.signalbox.config.ProjectionsConfig.Mapping;
import io.signalbox.config.ProjectionsConfig.Partition;
import io.signalbox.config.ProjectionsConfig.Score;
import io.signalbox.config.ProjectionsConfig.Semantics;
import io.signalbox.config.ProjectionsConfig.ValueSource;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problems;
import io.signalbox.config.tree.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks the form of projections and their references to each other. */
final class ProjectionCheck {
  private static final String PROJECTION = "projection";
  private static final String METRIC = "_metric";

  private final ProjectionsConfig projections;
  private final Places places;
  private final Problems problems;
  private final Map<String, Score> scores = new LinkedHashMap<>();

  /** Of each output the score it is a band of. */
  private final Map<String, String> outputs = new LinkedHashMap<>();

  ProjectionCheck(ProjectionsConfig projections, Places places, Problems problems) {
    this.projections = projections;
    this.places = places;
    this.problems = problems;
    projections.scores().forEach(score -> scores.putIfAbsent(score.name(), score));
    for (var mapping : projections.mappings()) {
      for (var output : mapping.outputs()) {
        outputs.putIfAbsent(output.name(), mapping.source());
      }
    }
  }

  void run() {
    unique(projections.partitions(), Partition::name);
    unique(projections.scores(), Score::name);
    unique(projections.mappings(), Mapping::name);
    unique(
        projections.mappings().stream().flatMap(mapping -> mapping.outputs().stream()).toList(),
        ProjectionsConfig.Output::name);
    projections.partitions().forEach(this::partition);
    projections.scores().forEach(this::score);
    projections.mappings().forEach(this::mapping);
    cycles();
  }

  private void partition(Partition partition) {
    var members = partition.members();
    if (new HashSet<>(members).size() < 2) {
      error(partition, "members", members.toString(), "two or more different signals");
    }
    if (!members.contains(partition.byDefault())) {
      error(partition, "byDefault", partition.byDefault(), "one of " + String.join(", ", members));
    }
    boolean soft = partition.semantics() == Semantics.SOFTMAX_EXCLUSIVE;
    var temperature = partition.temperature();
    if (soft && (temperature == null || temperature <= 0)) {
      error(
          partition, "temperature", temperature == null ? "missing" : "" + temperature, "above 0");
    }
  }

  private void score(Score score) {
    if (score.inputs().isEmpty()) {
      error(score, "inputs", "[]", "an input");
    }
    score.inputs().forEach(this::input);
  }

  private void input(Input input) {
    if (input.weight() == 0) {
      warn(input, "weight", places.states(input, "weight") ? "0" : "missing", "has no effect");
    }
    if (places.states(input, "match") && input.match() == 0) {
      warn(input, "match", "0 counts as 1", "another number; a weight of 0 for no effect");
    }
    if (input.type().endsWith(METRIC)) {
      given(input, "kb", input.kb());
      given(input, "metric", input.metric());
      return;
    }
    given(input, "name", input.name());
    boolean projected = input.type().equals(PROJECTION);
    var source = input.valueSource();
    if (!projected && source == ValueSource.SCORE) {
      error(input, "valueSource", "score", "binary, confidence or raw for a signal");
    } else if (projected && (source == ValueSource.BINARY || source == ValueSource.RAW)) {
      error(input, "valueSource", source.name(), "score or confidence for a projection");
    } else if (projected && input.name() != null) {
      boolean confidence = source == ValueSource.CONFIDENCE;
      exists(input, "name", input.name(), confidence ? outputs.keySet() : scores.keySet());
    }
  }

  private void given(Input input, String component, @Nullable String value) {
    if (value == null || value.isBlank()) {
      error(input, component, "missing", "a name");
    }
  }

  private void mapping(Mapping mapping) {
    exists(mapping, "source", mapping.source(), scores.keySet());
    if (mapping.outputs().isEmpty()) {
      error(mapping, "outputs", "[]", "an output");
    } else if (mapping.method() == ProjectionsConfig.Emission.MULTI_EMIT
        && mapping.outputs().size() < 2) {
      error(mapping, "outputs", "one output of multi_emit", "two or more, or threshold_bands");
    }
    for (var output : mapping.outputs()) {
      output
          .bounds()
          .fault()
          .ifPresent(fault ->
              error(
                  output, "name", output.name() + ": " + fault, "one or two of gt, gte, lt, lte"));
    }
  }

  /** Refuses each score that depends on itself, once a cycle, with the way around. */
  private void cycles() {
    var settled = new HashSet<String>();
    for (var name : scores.keySet()) {
      var way = new ArrayList<String>();
      var at = name;
      follow(at, way, new LinkedHashSet<>(), settled);
    }
  }

  /** Depth first without recursion, since a document can chain any number of scores. */
  private void follow(String start, List<String> way, Set<String> onWay, Set<String> settled) {
    var pending = new HashMap<String, List<String>>();
    way.add(start);
    onWay.add(start);
    while (!way.isEmpty()) {
      var at = way.getLast();
      var next = pending.computeIfAbsent(at, name -> new ArrayList<>(dependencies(name)));
      if (settled.contains(at) || next.isEmpty()) {
        settled.add(at);
        onWay.remove(at);
        way.removeLast();
        continue;
      }
      var dependency = next.removeFirst();
      if (onWay.contains(dependency)) {
        cycle(way.subList(way.indexOf(dependency), way.size()));
      } else if (!settled.contains(dependency)) {
        way.add(dependency);
        onWay.add(dependency);
      }
    }
  }

  private void cycle(List<String> names) {
    var first = scores.get(names.getFirst());
    if (first != null) {
      var shown = new ArrayList<>(names.subList(0, Math.min(names.size(), 8)));
      shown.add(names.size() > 8 ? "…" : names.getFirst());
      error(first, "name", "a cycle: " + String.join(" -> ", shown), "scores that end at signals");
    }
  }

  private Set<String> dependencies(String score) {
    var names = new LinkedHashSet<String>();
    var config = scores.get(score);
    for (var input : config == null ? List.<Input>of() : config.inputs()) {
      if (input.type().equals(PROJECTION) && input.name() != null) {
        var name =
            input.valueSource() == ValueSource.CONFIDENCE
                ? outputs.get(input.name())
                : input.name();
        if (name != null && scores.containsKey(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private void exists(Record record, String component, String name, Collection<String> known) {
    if (!known.contains(name)) {
      var nearest =
          Suggestions.nearest(name, known).map(n -> ", did you mean " + n + "?").orElse("");
      var expectation = known.isEmpty() ? "none is declared" : "one of " + String.join(", ", known);
      error(record, component, name + " is unknown" + nearest, expectation);
    }
  }

  private <T extends Record> void unique(List<T> records, Function<T, String> key) {
    var seen = new HashMap<String, T>();
    for (var record : records) {
      var first = seen.putIfAbsent(key.apply(record), record);
      if (first != null) {
        var line = places.line(first, "name");
        error(
            record,
            "name",
            key.apply(record) + " stands twice",
            "one entry; the first stands on line " + line);
      }
    }
  }

  private void error(Record record, String component, String value, String expectation) {
    if (places.sound(record, component)) {
      problems.add(places.problem(record, component, value, expectation));
    }
  }

  private void warn(Record record, String component, String value, String note) {
    problems.add(places.warning(record, component, value, note));
  }
}
