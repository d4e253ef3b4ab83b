package io.signalbox.server.admin.config;

import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Entry;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document as a collection of recipes: {@code default}, which is the routing at the top, and
 * those of the list.
 */
record RecipeDocument(Mapping root) {
  static final String DEFAULT = "default";
  private static final String RECIPES = "recipes";
  private static final String ENTRYPOINTS = "entrypoints";

  /**
   * One routing graph.
   *
   * @param routing its signals, projections and decisions
   * @param entrypoints names of models that lead to it
   * @param named whether it stands in the list
   */
  record Item(
      String name, String description, Mapping routing, List<String> entrypoints, boolean named) {}

  List<Item> items() {
    var items = new ArrayList<Item>();
    var routing = Edits.mapping(root, "routing");
    items.add(new Item(DEFAULT, "Default routing profile", routing, entrypoints(DEFAULT), false));
    for (var recipe : Edits.mappings(root, RECIPES)) {
      var name = Edits.text(recipe, "name");
      if (!name.isEmpty()) {
        items.add(
            new Item(
                name,
                Edits.text(recipe, "description"),
                Edits.mapping(recipe, "routing"),
                entrypoints(name),
                true));
      }
    }
    return items;
  }

  /** The recipe of a name, or null. */
  @Nullable Item item(String name) {
    return items().stream().filter(item -> item.name().equals(name)).findFirst().orElse(null);
  }

  /** The names of models that lead to a recipe. */
  List<String> entrypoints(String recipe) {
    var names = new LinkedHashSet<String>();
    for (var entrypoint : Edits.mappings(root, ENTRYPOINTS)) {
      if (Edits.text(entrypoint, "recipe").equals(recipe)) {
        for (var name : Edits.items(entrypoint, "model_names")) {
          if (name instanceof ConfigNode.Scalar scalar && !scalar.text().isBlank()) {
            names.add(scalar.text().strip());
          }
        }
      }
    }
    return List.copyOf(names);
  }

  /** The document with other routing at its top. */
  Mapping withDefault(Mapping routing) {
    return Edits.with(root, "routing", routing);
  }

  /** The document with a recipe, in place of one of its name or at the end. */
  RecipeDocument with(String name, String description, Mapping routing) {
    var entries = new ArrayList<Entry>();
    entries.add(entry("name", NodeJson.text(name)));
    if (!description.isBlank()) {
      entries.add(entry("description", NodeJson.text(description.strip())));
    }
    entries.add(entry("routing", routing));
    var recipe = new Mapping(entries, Mark.START);
    var recipes = new ArrayList<>(Edits.items(root, RECIPES));
    boolean found = false;
    for (int i = 0; i < recipes.size() && !found; i++) {
      if (names(recipes.get(i), "name", name)) {
        recipes.set(i, recipe);
        found = true;
      }
    }
    if (!found) {
      recipes.add(recipe);
    }
    return list(RECIPES, recipes);
  }

  RecipeDocument without(String name) {
    var recipes = new ArrayList<>(Edits.items(root, RECIPES));
    recipes.removeIf(recipe -> names(recipe, "name", name));
    return list(RECIPES, recipes);
  }

  /** The document in which these names, and no others, lead to a recipe. */
  RecipeDocument withEntrypoints(String recipe, List<String> modelNames) {
    var entrypoints = new ArrayList<>(Edits.items(root, ENTRYPOINTS));
    int at = entrypoints.size();
    for (int i = entrypoints.size() - 1; i >= 0; i--) {
      if (names(entrypoints.get(i), "recipe", recipe)) {
        entrypoints.remove(i);
        at = i;
      }
    }
    var names =
        modelNames.stream().map(String::strip).filter(name -> !name.isEmpty()).distinct().toList();
    if (!names.isEmpty()) {
      var list = new ArrayList<ConfigNode>();
      names.forEach(name -> list.add(NodeJson.text(name)));
      entrypoints.add(
          at,
          new Mapping(
              List.of(
                  entry("model_names", new Sequence(list, Mark.START)),
                  entry("recipe", NodeJson.text(recipe))),
              Mark.START));
    }
    return entrypoints.isEmpty() && root.entry(ENTRYPOINTS) == null
        ? this
        : list(ENTRYPOINTS, entrypoints);
  }

  private RecipeDocument list(String key, List<ConfigNode> items) {
    return new RecipeDocument(Edits.with(root, key, new Sequence(items, Mark.START)));
  }

  private static boolean names(ConfigNode node, String key, String name) {
    return node instanceof Mapping mapping && Edits.text(mapping, key).equals(name);
  }

  private static Entry entry(String key, ConfigNode value) {
    return new Entry(key, Mark.START, value);
  }
}
