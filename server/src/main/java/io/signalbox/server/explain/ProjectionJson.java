package io.signalbox.server.explain;

import io.signalbox.decide.ProjectionTrace;
import io.signalbox.decide.ProjectionTrace.Interval;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes what was computed from signals before the rules were asked. */
final class ProjectionJson {
  /** The version of this form, as the vLLM Semantic Router counts it. */
  private static final String SCHEMA = "1";

  private ProjectionJson() {}

  static ObjectNode of(ProjectionTrace trace) {
    var json = JsonMapper.shared().createObjectNode().put("schema_version", SCHEMA);
    partitions(json, trace);
    scores(json, trace);
    mappings(json, trace);
    return json;
  }

  private static void partitions(ObjectNode json, ProjectionTrace trace) {
    var array = json.putArray("partitions");
    for (var contest : trace.contests()) {
      var one = array.addObject().put("name", contest.partition());
      var contenders = one.putArray("contenders");
      contest
          .contenders()
          .forEach(contender ->
              contenders
                  .addObject()
                  .put("name", contender.member().name())
                  .put("confidence", contender.confidence()));
      if (contest.winner() != null) {
        one.put("winner", contest.winner().name()).put("confidence", contest.confidence());
      }
      one.put("default_used", contest.synthetic());
    }
  }

  private static void scores(ObjectNode json, ProjectionTrace trace) {
    var array = json.putArray("scores");
    for (var sum : trace.sums()) {
      var one = array.addObject().put("name", sum.score());
      interval(one, "score", sum.value());
      var inputs = one.putArray("inputs");
      for (var term : sum.terms()) {
        var input =
            inputs
                .addObject()
                .put("input", term.input())
                .put("value_source", term.source())
                .put("weight", term.weight());
        interval(input, "value", term.value());
        interval(input, "contribution", term.contribution());
      }
    }
  }

  private static void mappings(ObjectNode json, ProjectionTrace trace) {
    var array = json.putArray("mappings");
    for (var mapped : trace.mappings()) {
      var one = array.addObject().put("name", mapped.mapping()).put("source", mapped.score());
      interval(one, "score", mapped.value());
      var outputs = one.putArray("outputs");
      for (var band : mapped.bands()) {
        var output =
            outputs
                .addObject()
                .put("name", band.output())
                .put("bounds", band.bounds().toString())
                .put("result", band.truth().name())
                .put("confidence", band.confidence());
        if (Double.isFinite(band.distance())) {
          output.put("boundary_distance", band.distance());
        }
      }
    }
  }

  /** A number, or both ends of what it could be. */
  private static void interval(ObjectNode json, String name, Interval interval) {
    if (interval.exact()) {
      json.put(name, interval.low());
    } else {
      json.putArray(name).add(interval.low()).add(interval.high());
    }
  }
}
