package io.signalbox.engine;

import io.signalbox.config.RouterSettings.ExplicitModelPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The recipes of one generation and the names that lead to them.
 *
 * @param all every recipe, that of the auto names first
 * @param entrypoints recipes by the virtual model that asks for them
 * @param policy what is done with models that clients name themselves
 * @param guards what of the recipes holds for those too: only decisions that guard; empty unless
 *     the policy is to ask them
 */
public record Graphs(
    List<Recipe> all,
    Map<String, Recipe> entrypoints,
    ExplicitModelPolicy policy,
    List<Recipe> guards) {
  public Graphs {
    all = List.copyOf(all);
    entrypoints = Map.copyOf(entrypoints);
    guards = List.copyOf(guards);
  }

  /** The recipe of that name, or null. */
  public @Nullable Recipe named(String name) {
    for (var recipe : all) {
      if (recipe.name().equals(name)) {
        return recipe;
      }
    }
    return null;
  }

  /** Whether the prompts of models that clients name themselves are read at all. */
  boolean watching() {
    return policy == ExplicitModelPolicy.ROUTE || !guards.isEmpty();
  }

  /** The recipe of the auto names. */
  public Recipe main() {
    return all.getFirst();
  }
}
