package io.signalbox.decide;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the scores that outputs depend on; without recursion, since scores chain at will. */
final class Reach {
  private final Map<String, Projections.Score> scores = new HashMap<>();
  private final Map<String, String> outputs = new HashMap<>();
  private final Map<String, Projections.Score> reached = new LinkedHashMap<>();

  Reach(Projections projections) {
    projections.scores().forEach(score -> scores.put(score.name(), score));
    for (var mapping : projections.mappings()) {
      mapping.bands().forEach(band -> outputs.put(band.output(), mapping.score()));
    }
  }

  /** Reaches for what an output depends on. */
  void output(String name) {
    var score = outputs.get(name);
    if (score == null) {
      return;
    }
    var way = new ArrayDeque<String>();
    Set<String> opened = new HashSet<>();
    way.push(score);
    while (!way.isEmpty()) {
      var at = way.peek();
      var known = scores.get(at);
      if (known == null || reached.containsKey(at)) {
        way.pop();
      } else if (opened.add(at)) {
        for (var before : dependencies(known)) {
          if (opened.contains(before) && !reached.containsKey(before)) {
            throw new IllegalArgumentException(before + " depends on itself");
          }
          way.push(before);
        }
      } else {
        reached.put(at, known);
        way.pop();
      }
    }
  }

  /** What was reached, each after what it depends on. */
  List<Projections.Score> scores() {
    return List.copyOf(reached.values());
  }

  private Set<String> dependencies(Projections.Score score) {
    var names = new HashSet<String>();
    for (var input : score.inputs()) {
      switch (input.source()) {
        case Projections.Source.Other(String other) -> names.add(other);
        case Projections.Source.Output(String output) ->
            names.add(outputs.getOrDefault(output, ""));
        default -> {}
      }
    }
    names.retainAll(scores.keySet());
    return names;
  }
}
