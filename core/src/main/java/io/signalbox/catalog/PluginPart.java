package io.signalbox.catalog;

import io.signalbox.plugin.Plugin;
import java.util.Optional;

/**
 * A kind of plugin.
 *
 * @param type its name in {@code plugins[].type}
 * @param config the record of its {@code configuration}
 * @param factory makes one for a decision
 * @param <C> the config record
 */
public record PluginPart<C extends Record>(String type, Class<C> config, Factory<C> factory) {

  /** Makes the plugin, or nothing when its configuration switches it off. */
  @FunctionalInterface
  public interface Factory<C extends Record> {
    Optional<Plugin> build(C config, Setting setting, Findings findings);
  }
}
