package io.signalbox.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole configuration document of contract {@code v0.3}. */
public record Document(
    @Doc("Version of the contract: v0.3.") @Nullable String version,
    @Doc("Addresses the gateway listens on; a router behind a proxy needs none.") @Default("[]")
        List<Listener> listeners,
    @Doc("What serves the models.") @Default("{}") Providers providers,
    @Doc("Which model serves which request.") @Default("{}") Routing routing,
    @Doc("Names of models that lead to recipes.") @Default("[]") List<Entrypoint> entrypoints,
    @Doc("Further routing graphs, by name.") @Default("[]") List<RecipeConfig> recipes,
    @Doc("Settings of the router itself.") @Default("{}") GlobalConfig global) {

  /** The one version of the contract. */
  public static final String VERSION = "v0.3";

  /** The recipe of the auto names, which is {@link #routing} unless it stands among the recipes. */
  public static final String DEFAULT_RECIPE = "default";

  /**
   * How one decision of a graph is picked from several that match: as it says itself, else as the
   * default graph does, else as the router does.
   */
  public Routing.Strategy strategy(Routing graph) {
    if (graph.strategy() != null) {
      return graph.strategy();
    }
    return routing.strategy() == null ? global.router().strategy() : routing.strategy();
  }

  /** Every routing graph by the name of its recipe, the default one first. */
  public SequencedMap<String, Routing> graphs() {
    var graphs = new LinkedHashMap<String, Routing>();
    graphs.put(DEFAULT_RECIPE, routing);
    recipes.forEach(recipe -> graphs.put(recipe.name(), recipe.routing()));
    return graphs;
  }

  /** The names that ask for routing: the auto names, then those of the entrypoints. */
  public List<String> virtualNames() {
    var names = new LinkedHashSet<String>(global.router().autoNames());
    entrypoints.forEach(entrypoint -> names.addAll(entrypoint.names()));
    return List.copyOf(names);
  }

  /** The names of all models that can be routed to: cards and their LoRA adapters. */
  public Set<String> modelNames() {
    var names = new LinkedHashSet<String>();
    for (var card : routing.modelCards()) {
      names.add(card.name());
      card.loras().forEach(lora -> names.add(lora.name()));
    }
    return names;
  }
}
