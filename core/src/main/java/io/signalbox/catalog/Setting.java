package io.signalbox.catalog;

import io.signalbox.chat.Protocol;
import io.signalbox.config.GlobalConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a part while it is made.
 *
 * @param global settings of the whole router
 * @param directory of the configuration file; relative paths start here
 * @param assets where relative paths of knowledge bases start as well, or null
 * @param ports what may be asked for
 * @param guards the leaf types of the signals that guard
 * @param protocols the wire formats, in order of preference
 * @param policy a word for everything that the document says of the decision a plugin is made for:
 *     it differs where that differs; empty for other parts
 */
public record Setting(
    GlobalConfig global,
    Path directory,
    @Nullable Path assets,
    Ports ports,
    Set<String> guards,
    List<Protocol> protocols,
    String policy) {
  public Setting {
    guards = Set.copyOf(guards);
    protocols = List.copyOf(protocols);
  }

  /** Surroundings without a signal that guards. */
  public Setting(GlobalConfig global, Path directory, @Nullable Path assets, Ports ports) {
    this(global, directory, assets, ports, Set.of(), List.of(), "");
  }

  /** These surroundings with other ports. */
  public Setting withPorts(Ports others) {
    return new Setting(global, directory, assets, others, guards, protocols, policy);
  }

  /** These surroundings for the plugins of a decision. */
  public Setting withPolicy(String word) {
    return new Setting(global, directory, assets, ports, guards, protocols, word);
  }
}
