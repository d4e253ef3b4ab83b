package io.signalbox.engine;

import io.signalbox.config.ProjectionsConfig;
import io.signalbox.config.Routing;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problems;
import io.signalbox.decide.Decisions;
import io.signalbox.decide.ProjectionTrace.Banded;
import io.signalbox.decide.ProjectionTrace.Mapped;
import io.signalbox.decide.Projections;
import io.signalbox.decide.Truth;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Readings;
import java.util.HashMap;
import java.util.Map;

/** Finds bands of projections that overlap, and bands that their score never or always lies in. */
final class ProjectionReview {
  private final Routing graph;
  private final Decisions decisions;
  private final Places places;
  private final Problems problems;

  ProjectionReview(Routing graph, Decisions decisions, Places places, Problems problems) {
    this.graph = graph;
    this.decisions = decisions;
    this.places = places;
    this.problems = problems;
  }

  void run() {
    var projections = decisions.projections();
    if (projections.mappings().isEmpty()) {
      return;
    }
    // With nothing read a score is everything that it can be.
    var trace = decisions.explain(Readings.NONE, name -> null).projections();
    var mapped = new HashMap<String, Mapped>();
    trace.mappings().forEach(one -> mapped.put(one.mapping(), one));
    for (var mapping : projections.mappings()) {
      if (!mapping.every()) {
        overlaps(mapping);
      }
      var seen = mapped.get(mapping.name());
      if (seen != null) {
        seen.bands().forEach(band -> reach(mapping.name(), band, seen));
      }
    }
  }

  private void overlaps(Projections.Mapping mapping) {
    var bands = mapping.bands();
    for (int i = 0; i < bands.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (overlap(bands.get(i).bounds(), bands.get(j).bounds())) {
          warn(
              mapping.name(),
              bands.get(i).output(),
              "%s (%s) overlaps %s (%s), which is asked first"
                  .formatted(
                      bands.get(i).output(),
                      bands.get(i).bounds(),
                      bands.get(j).output(),
                      bands.get(j).bounds()),
              "bands that do not overlap, or method: multi_emit");
          break;
        }
      }
    }
  }

  private void reach(String mapping, Banded band, Mapped seen) {
    if (band.truth() == Truth.UNKNOWN) {
      return;
    }
    boolean never = band.truth() == Truth.NO;
    warn(
        mapping,
        band.output(),
        "%s (%s) %s matches: %s lies between %s and %s"
            .formatted(
                band.output(),
                band.bounds(),
                never ? "never" : "always",
                seen.score(),
                seen.value().low(),
                seen.value().high()),
        "bounds within what the score can be");
  }

  private static boolean overlap(Bounds one, Bounds other) {
    double low = Math.max(low(one), low(other));
    double high = Math.min(high(one), high(other));
    if (low < high) {
      return true;
    }
    return low == high && one.contains(low) && other.contains(low);
  }

  private static double low(Bounds bounds) {
    double gt = bounds.gt() == null ? Double.NEGATIVE_INFINITY : bounds.gt();
    double gte = bounds.gte() == null ? Double.NEGATIVE_INFINITY : bounds.gte();
    return Math.max(gt, gte);
  }

  private static double high(Bounds bounds) {
    double lt = bounds.lt() == null ? Double.POSITIVE_INFINITY : bounds.lt();
    double lte = bounds.lte() == null ? Double.POSITIVE_INFINITY : bounds.lte();
    return Math.min(lt, lte);
  }

  private void warn(String mapping, String output, String value, String expectation) {
    var config = configs().get(mapping + "/" + output);
    if (config != null) {
      problems.add(places.warning(config, "name", value, expectation));
    }
  }

  private Map<String, ProjectionsConfig.Output> configs() {
    var configs = new HashMap<String, ProjectionsConfig.Output>();
    for (var mapping : graph.projections().mappings()) {
      mapping
          .outputs()
          .forEach(output -> configs.putIfAbsent(mapping.name() + "/" + output.name(), output));
    }
    return configs;
  }
}
