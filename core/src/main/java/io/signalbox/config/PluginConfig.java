package io.signalbox.config;

import io.signalbox.config.tree.ConfigNode;

/**
 * A plugin of a decision.
 *
 * @param configuration bound by the plugin
 */
public record PluginConfig(
    @Doc("Name of the plugin.") @NotBlank String type,
    @Doc("What the plugin asks for.") @Default("{}") ConfigNode.Mapping configuration) {}
