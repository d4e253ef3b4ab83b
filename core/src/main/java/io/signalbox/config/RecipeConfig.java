package io.signalbox.config;

import org.jspecify.annotations.Nullable;

/** A routing graph beside the one at the top level, reached by an entrypoint. */
public record RecipeConfig(
    @Doc("Name, for entrypoints and response headers; default takes the place of routing.")
        @NotBlank
        String name,
    @Doc("What it is for, as the list of models tells it.") @Nullable String description,
    @Doc("Signals, decisions and strategy; the models stand at the top level, for all.")
        @Default("{}")
        Routing routing) {}
