package io.signalbox.fleet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every model and adapter of the catalog, and the names that ask the router to choose.
 *
 * @param models by name, in the order they are configured
 * @param defaultModel answers when no decision applies, or null
 * @param autoNames model names that ask the router to choose
 */
public record Fleet(
    Map<String, Model> models, @Nullable Model defaultModel, List<String> autoNames) {
  public Fleet {
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    autoNames = List.copyOf(autoNames);
  }

  /** Whether a client that names this model leaves the choice to the router. */
  public boolean auto(String name) {
    return autoNames.contains(name.strip());
  }

  /** The model or adapter of that name, or null. */
  public @Nullable Model find(String name) {
    return models.get(name);
  }

  /** Every name a client may ask for: auto names first. */
  public List<String> names() {
    var names = new ArrayList<>(autoNames);
    names.addAll(models.keySet());
    return names;
  }
}
