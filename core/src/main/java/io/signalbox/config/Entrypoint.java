package io.signalbox.config;

import java.util.List;

/** Names of models that do not exist: who asks for one is served by a recipe. */
public record Entrypoint(
    @Doc("The names; new ones, that no model, adapter or auto name has.") List<String> modelNames,
    @Doc("Name of the recipe.") @NotBlank String recipe) {
  /** The names as they are compared: without what surrounds them. */
  public List<String> names() {
    return modelNames.stream().map(String::strip).distinct().toList();
  }
}
