package io.signalbox.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole configuration document of contract {@code v0.3}. */
public record Document(
    @Doc("Version of the contract: v0.3.") @Nullable String version,
    @Doc("Addresses the gateway listens on; a router behind a proxy needs none.") @Default("[]")
        List<Listener> listeners,
    @Doc("What serves the models.") @Default("{}") Providers providers,
    @Doc("Which model serves which request.") @Default("{}") Routing routing,
    @Doc("Settings of the router itself.") @Default("{}") GlobalConfig global) {

  /** The one version of the contract. */
  public static final String VERSION = "v0.3";

  /** How one decision is picked from several that match. */
  public Routing.Strategy strategy() {
    var own = routing.strategy();
    return own == null ? global.router().strategy() : own;
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
