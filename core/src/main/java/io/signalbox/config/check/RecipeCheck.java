package io.signalbox.config.check;

import io.signalbox.config.Document;
import io.signalbox.config.Entrypoint;
import io.signalbox.config.RecipeConfig;
import io.signalbox.config.Routing;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problems;
import io.signalbox.config.tree.Suggestions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks recipes and the names that lead to them. */
final class RecipeCheck {
  /** Names that the contract gives to algorithms which make several calls. */
  private static final List<String> LOOPERS =
      List.of("vllm-sr/remom", "vllm-sr/fusion", "vllm-sr/flow");

  private final Document document;
  private final Places places;
  private final Problems problems;
  private final Map<String, String> taken = new HashMap<>();

  RecipeCheck(Document document, Places places, Problems problems) {
    this.document = document;
    this.places = places;
    this.problems = problems;
  }

  void run() {
    var names = new HashSet<String>();
    document.recipes().forEach(recipe -> recipe(recipe, names));
    LOOPERS.forEach(name -> taken.put(name, "the name of an algorithm"));
    document.modelNames().forEach(name -> taken.put(name, "a model or adapter"));
    document.global().router().autoNames().forEach(name -> taken.put(name, "an auto name"));
    var known = new LinkedHashSet<>(document.graphs().keySet());
    document.entrypoints().forEach(entrypoint -> entrypoint(entrypoint, known));
  }

  private void recipe(RecipeConfig recipe, Set<String> names) {
    var name = recipe.name();
    if (!name.equals(name.strip())) {
      error(recipe, "name", "'" + name + "'", "a name without blanks around it");
    } else if (!names.add(name)) {
      error(recipe, "name", name + " stands twice", "each name once");
    } else if (name.equals(Document.DEFAULT_RECIPE) && populated(document.routing())) {
      error(
          recipe,
          "name",
          name + " is the routing at the top level",
          "another name, or signals, projections, decisions and strategy of routing moved here");
    }
    if (!recipe.routing().modelCards().isEmpty()) {
      error(
          recipe.routing(),
          "modelCards",
          recipe.routing().modelCards().size() + " models",
          "no key: all recipes share routing.modelCards");
    }
  }

  /** Whether it is a routing graph, and not only the home of the models. */
  private static boolean populated(Routing routing) {
    return routing.strategy() != null
        || !routing.decisions().isEmpty()
        || !routing.projections().scores().isEmpty()
        || !routing.projections().partitions().isEmpty()
        || routing.signals().values().stream().anyMatch(entries -> !entries.isEmpty());
  }

  private void entrypoint(Entrypoint entrypoint, Set<String> known) {
    var recipe = entrypoint.recipe();
    if (!known.contains(recipe.strip())) {
      var nearest = Suggestions.nearest(recipe, known);
      error(
          entrypoint,
          "recipe",
          recipe + " is unknown" + nearest.map(n -> ", did you mean " + n + "?").orElse(""),
          "one of " + String.join(", ", known));
    }
    if (entrypoint.modelNames().isEmpty()) {
      error(entrypoint, "modelNames", "[]", "at least one name");
    }
    var own = new HashSet<String>();
    for (int i = 0; i < entrypoint.modelNames().size(); i++) {
      var name = entrypoint.modelNames().get(i).strip();
      var place = "modelNames[" + i + "]";
      if (name.isEmpty()) {
        error(entrypoint, place, "''", "a name");
      } else if (own.add(name)) {
        var other = taken.putIfAbsent(name, "a name of another entrypoint");
        if (other != null) {
          error(entrypoint, place, name + " is " + other, "a new name");
        }
      }
    }
  }

  /** Reports a problem, unless the component's value is a placeholder for an earlier one. */
  private void error(Record record, String component, String value, String expectation) {
    if (places.sound(record, component)) {
      problems.add(places.problem(record, component, value, expectation));
    }
  }
}
