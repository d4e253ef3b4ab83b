package io.signalbox.kubernetes.intelligent;

import io.signalbox.config.tree.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Remembers which resource said what stands at a place of the document. */
final class Origins {
  private final Map<String, List<Origin>> origins = new LinkedHashMap<>();

  /**
   * Where a value came from.
   *
   * @param path in the resource, such as {@code spec.decisions[0]}
   * @param rename makes of a path beneath the value, such as {@code .case_sensitive}, that in the
   *     resource
   */
  private record Origin(RoutingResource resource, String path, UnaryOperator<String> rename) {}

  /**
   * A problem at the place that a resource gave rise to.
   *
   * @param problem with the path in the resource
   */
  record Blame(RoutingResource resource, Problem problem) {}

  /** Remembers a value; several resources may have said the same. */
  void add(String path, RoutingResource resource, String from, UnaryOperator<String> rename) {
    origins.computeIfAbsent(path, any -> new ArrayList<>()).add(new Origin(resource, from, rename));
  }

  /** Who is to blame for a problem of the document; nobody when the file alone is. */
  List<Blame> blame(Problem problem) {
    var at = problem.path();
    while (!at.isEmpty()) {
      var found = origins.get(at);
      if (found != null) {
        var beneath = problem.path().substring(at.length());
        return found.stream().map(origin -> blame(origin, beneath, problem)).toList();
      }
      at = at.substring(0, Math.max(Math.max(at.lastIndexOf('.'), at.lastIndexOf('[')), 0));
    }
    return List.of();
  }

  private static Blame blame(Origin origin, String beneath, Problem problem) {
    var path = origin.path() + origin.rename().apply(beneath);
    return new Blame(
        origin.resource(),
        new Problem(
            problem.severity(),
            origin.resource().title(),
            0,
            path,
            problem.value(),
            problem.expectation()));
  }
}
