package io.signalbox.catalog;

import io.signalbox.config.GlobalConfig;
import io.signalbox.plugin.Plugin;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A kind of plugin.
 *
 * @param type its name in {@code plugins[].type}
 * @param config the record of its {@code configuration}
 * @param factory makes one for a decision
 * @param implied whether every decision has one that does not configure it
 * @param <C> the config record
 */
public record PluginPart<C extends Record>(
    String type, Class<C> config, Factory<C> factory, Predicate<GlobalConfig> implied) {

  /** A kind that only decisions have which configure it. */
  public PluginPart(String type, Class<C> config, Factory<C> factory) {
    this(type, config, factory, global -> false);
  }

  /** Makes the plugin, or nothing when its configuration switches it off. */
  @FunctionalInterface
  public interface Factory<C extends Record> {
    Optional<Plugin> build(C config, Setting setting, Findings findings);
  }
}
