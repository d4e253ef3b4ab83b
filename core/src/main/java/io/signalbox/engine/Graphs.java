package io.signalbox.engine;

import java.util.List;
import java.util.Map;

/**
 * The recipes of one generation and the names that lead to them.
 *
 * @param all every recipe, that of the auto names first
 * @param entrypoints recipes by the virtual model that asks for them
 */
public record Graphs(List<Recipe> all, Map<String, Recipe> entrypoints) {
  public Graphs {
    all = List.copyOf(all);
    entrypoints = Map.copyOf(entrypoints);
  }

  /** The recipe of the auto names. */
  public Recipe main() {
    return all.getFirst();
  }
}
